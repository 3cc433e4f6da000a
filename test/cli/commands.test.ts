import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { inFolder } from "./tunesmith.ts";

const { run, call, start, write, path } = inFolder();
const bin = fileURLToPath(new URL("../../bin/tunesmith", import.meta.url));

/** A training script as commander shows it. */
const train = `
const { argv, exit } = process;
if (argv.includes("--help")) {
  console.log("Usage: train [options]\\n\\nOptions:\\n  --lr <number>  learning rate (default: 0.1)\\n  --opt <name>   optimizer (choices: \\"sgd\\", \\"adam\\", default: \\"sgd\\")\\n  --seed <n>     seed (default: 1)\\n  -h, --help     display help");
  exit();
}
const lr = Number((argv.find((w) => w.startsWith("--lr=")) ?? "=0.1").split("=")[1]);
for (let epoch = 1; epoch <= 3; epoch++) console.log("Epoch " + epoch + "/3 - loss: " + Math.abs(Math.log10(lr) + 2) / epoch);
`;

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};

/** Waits until a process is gone, for a minute at most; the ms. */
async function goneAfter(pid: number): Promise<number> {
  const since = performance.now();
  while (isAlive(pid) && performance.now() - since < 60_000) await sleep(10);
  return performance.now() - since;
}

/** Does what takes less than a second, up to ten times: a busy machine may stand still for that long, but not each time. */
async function withinASecond(act: () => Promise<number>): Promise<void> {
  const took: number[] = [];
  do took.push(await act());
  while (took.at(-1)! > 1000 && took.length < 10);
  expect(Math.min(...took)).toBeLessThan(1000);
}

test("a command alone is read, tried, written down, tuned; and gone on with by the same line", async () => {
  write("train.mjs", train);
  const words = ["--", process.execPath, "train.mjs"];
  expect(await call("run", ...words)).toMatchObject({ status: 2, err: expect.stringContaining("add --yes") });
  expect(existsSync(path("tunesmith.yaml"))).toBe(false);
  const first = run("run", "--yes", "--trials", "3", "--json", ...words);
  expect(first.err).toMatch(/lr +0\.1 +float\(0\.001, 1, log\) +a learning rate/);
  expect(first.err).toContain("seed (a seed)");
  // The dry run is the first of them.
  expect(JSON.parse(first.out)).toMatchObject({ study: "train", trials: 3, states: { complete: 3 } });
  const file = readFileSync(path("tunesmith.yaml"), "utf8");
  expect(file).toContain('"{--lr}","{--opt}"]');
  const again = run("run", "--trials", "4", "--quiet", ...words);
  expect(again).toMatchObject({ status: 0, err: "" });
  expect(again.out).toContain("The best of 4 trials of train");
});

test("init writes the file alone, and prints the schema of such files", async () => {
  write("train.mjs", train);
  expect(run("init", "--", process.execPath, "train.mjs").out).toContain("tunesmith.yaml is written");
  expect(existsSync(path("tunesmith.db"))).toBe(false);
  expect(JSON.parse((await call("init", "--schema")).out)).toHaveProperty("properties.pauseAfter");
});

test("every event is a line of its own with --follow, and reports come from inside", async () => {
  write(
    "r.sh",
    `"${process.execPath}" "${bin}" report score=0.25 --step 1; "${process.execPath}" "${bin}" report score=$1`,
  );
  const ran = run(
    "run",
    "-p",
    "x=int(1,9)",
    "--maximize",
    "score",
    "--trials",
    "1",
    "--json",
    "--follow",
    "--",
    "sh",
    "r.sh",
    "{x}",
  );
  const events = ran.out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events.map((e) => e.event)).toEqual(["study", "started", "report", "finished", "ended"]);
  expect(events[2]).toMatchObject({ number: 0, step: 1, value: 0.25 });
  expect(events[3].value).toBe(events[1].params.x);
  expect(await call("report", "score=1")).toMatchObject({
    status: 2,
    err: expect.stringContaining("inside of a command"),
  });
});

test("the same failure again and again pauses the study; the next run takes that back", async () => {
  const words = [
    "-p",
    "x=float(0,1)",
    "--maximize",
    "a",
    "--name",
    "f",
    "--pause-after",
    "3",
    "--trials",
    "6",
    "--",
  ];
  const ran = run("run", ...words, process.execPath, "-e", "throw new Error('no data')");
  expect(ran.status).toBe(1);
  expect(ran.err).toMatch(/the same failure came 3 times in a row: it ended with status 1/);
  expect(JSON.parse((await call("trials", "f", "--json")).out).trials).toHaveLength(3);
  const next = run("run", ...words, "echo", "a=1");
  expect(next.err).toContain("Now it goes on.");
  expect(next.status).toBe(0);
});

test.skipIf(process.platform !== "linux")(
  "a run that ends leaves nothing of what it was started with",
  async () => {
    const script = `console.log("a=1"); const fs = require("fs"); fs.writeFileSync("out", [process.ppid, fs.readlinkSync("/proc/self/fd/1")].join(" "))`;
    const words = ["-p", "x=float(0,1)", "--maximize", "a", "--trials", "1", "--storage", "memory:"];
    expect(run("run", ...words, "--", process.execPath, "-e", script).status).toBe(0);
    const [shell, pipe] = readFileSync(path("out"), "utf8").split(" ");
    expect(pipe).toMatch(/stdout$/);
    expect(existsSync(dirname(pipe!))).toBe(false);
    expect(await goneAfter(Number(shell))).toBeLessThan(60_000); // it was killed, or is about to end
  },
);

test.skipIf(process.platform !== "linux")("a worker that is killed leaves no command behind", async () => {
  const script = `const fs = require("fs"); fs.writeFileSync("out", fs.readlinkSync("/proc/self/fd/1")); fs.writeFileSync("pid", String(process.pid)); setInterval(() => {}, 1000)`;
  await withinASecond(async () => {
    rmSync(path("pid"), { force: true });
    const child = start("run", "-p", "x=float(0,1)", "--maximize", "a", "--", process.execPath, "-e", script);
    while (!existsSync(path("pid")) || readFileSync(path("pid"), "utf8") === "") await sleep(50);
    const pid = Number(readFileSync(path("pid"), "utf8"));
    const pipe = readFileSync(path("out"), "utf8");
    expect(existsSync(pipe)).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    const took = await goneAfter(pid);
    for (let i = 0; i < 3000 && existsSync(dirname(pipe)); i++) await sleep(20);
    expect(existsSync(dirname(pipe))).toBe(false);
    return took;
  });
});

test.skipIf(process.platform === "win32")(
  "a second Ctrl-C leaves at once, though the command would not end, and takes it along",
  async () => {
    const script = `process.on("SIGTERM", () => {}); require("fs").writeFileSync("pid", String(process.pid)); setInterval(() => {}, 1000)`;
    const words = ["-p", "x=float(0,1)", "--maximize", "a", "--name", "s", "--grace", "10m"];
    await withinASecond(async () => {
      rmSync(path("pid"), { force: true });
      const child = start("run", ...words, "--", process.execPath, "-e", script);
      let said = "";
      child.stderr!.on("data", (chunk) => {
        said += chunk;
      });
      while (!existsSync(path("pid")) || readFileSync(path("pid"), "utf8") === "") await sleep(50);
      const pid = Number(readFileSync(path("pid"), "utf8"));
      child.kill("SIGINT");
      while (!said.includes("Ctrl-C again leaves at once")) await sleep(20);
      expect(isAlive(pid)).toBe(true);
      child.kill("SIGINT");
      expect((await once(child, "exit"))[0]).toBe(130);
      return goneAfter(pid);
    });
  },
);

test.skipIf(process.platform === "win32").each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s hands the running trial back, with status %i", async (signal, expected) => {
  const script = `require("fs").writeFileSync("pid", "1"); setInterval(() => {}, 1000)`;
  const child = start(
    "run",
    "-p",
    "x=float(0,1)",
    "--maximize",
    "a",
    "--name",
    "s",
    "--",
    process.execPath,
    "-e",
    script,
  );
  while (!existsSync(path("pid"))) await sleep(50);
  child.kill(signal);
  expect((await once(child, "exit"))[0]).toBe(expected);
  expect(JSON.parse((await call("trials", "s", "--json")).out).trials).toMatchObject([{ state: "waiting" }]);
});
