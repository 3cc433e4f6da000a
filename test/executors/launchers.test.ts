import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Exit, startChild } from "../../src/executors/child.ts";
import { Launchers } from "../../src/executors/launchers.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "tunesmith-test-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const env = { PATH: process.env.PATH ?? "", PWD: "/somewhere/else", LANG: "C.UTF-8" };

/** Starts a program, and gathers what it prints. */
function start(
  launchers: Launchers,
  argv: readonly string[],
  o: { readonly variables?: Record<string, string>; readonly graceMs?: number } = {},
) {
  const said = { stdout: [] as string[], stderr: [] as string[] };
  const { variables = {}, graceMs = 5000 } = o;
  const child = launchers.start({
    argv,
    variables,
    graceMs,
    onLine: (line, stream) => said[stream].push(line),
  });
  return { ...child, terminate: child.terminate, said };
}

async function run(
  launchers: Launchers,
  ...args: [argv: readonly string[], o?: Parameters<typeof start>[2]]
) {
  const { exit, said } = start(launchers, ...args);
  return { exit: await exit, ...said };
}

const node = (script: string, ...args: string[]) => [process.execPath, "-e", script, ...args];
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !(existsSync("/proc/self/stat") && /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8")));
  } catch {
    return false;
  }
};
const gone = async (pid: number) => {
  for (let i = 0; i < 6000 && isAlive(pid); i++) await sleep(10);
  return !isAlive(pid);
};

describe.skipIf(process.platform === "win32")("launchers", () => {
  test("one shell starts one program after the other, and as many are there as run side by side", async () => {
    const launchers = new Launchers({ cwd, env });
    const parent = ["sh", "-c", "echo $PPID"];
    for (;;) {
      const begun = performance.now();
      const [one, two] = await Promise.all([run(launchers, parent), run(launchers, parent)]);
      const [three, four] = await Promise.all([run(launchers, parent), run(launchers, parent)]);
      if (performance.now() - begun > 900) continue; // a machine so busy that idle shells were let go meanwhile
      expect(new Set([one, two, three, four].map(({ stdout }) => stdout[0])).size).toBe(2);
      expect(one.stdout).not.toEqual([String(process.pid)]);
      expect(one.stdout).not.toEqual(two.stdout);
      return;
    }
  });

  test("words and variables come as they are, and what was one program's is not the next one's", async () => {
    const words = [
      ...[
        "",
        " ",
        "-n",
        "--",
        "it's",
        "''",
        "'",
        "\\",
        "\\n",
        "line\nline\n",
        "\r\t\x01\x7f",
        '"$HOME" `id` $(id)',
      ],
      ...["*", "~", "a=b", "# no", "!!", "&", "数 é 😀 \u202e", "%s", "x".repeat(60_000)],
    ];
    const variables = Object.fromEntries(words.map((word, i) => [`V${i}`, word]));
    const launchers = new Launchers({ cwd, env });
    const script = "console.log(JSON.stringify([process.argv.slice(1), process.env, process.cwd()]))";
    const { stdout, stderr } = await run(launchers, node(script, "--", ...words), { variables });
    const seen = JSON.parse(stdout[0]!);
    expect(seen[0]).toEqual(words);
    expect(seen[1]).toMatchObject({ ...variables, PATH: env.PATH, LANG: env.LANG });
    expect(stderr).toEqual([]);
    const next = JSON.parse((await run(launchers, node(script), { variables: { V1: "1" } })).stdout[0]!);
    expect(Object.keys(next[1]).filter((name) => /^V\d/.test(name))).toEqual(["V1"]);
  });

  test("variables that no shell hands on come, too", async () => {
    const odd = { ...env, "BASH_FUNC_f%%": "() { :; }", "a.b": "1", IFS: ":", PS4: "x" };
    const launchers = new Launchers({ cwd, env: odd });
    const { stdout } = await run(launchers, node("console.log(JSON.stringify(process.env))"));
    expect(JSON.parse(stdout[0]!)).toEqual(odd);
  });

  test.each<[script: string, exit: Exit]>([
    ["exit 0", { kind: "exited", status: 0 }],
    ["exit 3", { kind: "exited", status: 3 }],
    ["exit 127", { kind: "exited", status: 127 }],
    ["exit 137", { kind: "exited", status: 137 }],
    ["exit 255", { kind: "exited", status: 255 }],
    ["kill -KILL $$", { kind: "killed", signal: "SIGKILL" }],
    ["kill -SEGV $$", { kind: "killed", signal: "SIGSEGV" }],
    ["kill -TERM $$", { kind: "killed", signal: "SIGTERM" }],
    ["kill -INT $$", { kind: "killed", signal: "SIGINT" }],
    ["kill -USR1 $$", { kind: "killed", signal: "SIGUSR1" }],
    ["kill -PIPE $$", { kind: "killed", signal: "SIGPIPE" }],
    ["kill -TERM 0", { kind: "killed", signal: "SIGTERM" }],
    ["kill -KILL 0", { kind: "killed", signal: "SIGKILL" }],
  ])("%s", async (script, exit) => {
    const launchers = new Launchers({ cwd, env });
    expect(await run(launchers, ["sh", "-c", `echo a; ${script}`])).toEqual({
      exit,
      stdout: ["a"],
      stderr: [],
    });
    // Whatever has become of the shell, the next one runs.
    expect(await run(launchers, ["echo", "b"])).toMatchObject({ stdout: ["b"] });
  });

  test("a program is run that bears the name of what shells do by themselves", async () => {
    const launchers = new Launchers({ cwd, env });
    expect(await run(launchers, ["echo", "a\\tb"])).toMatchObject({ stdout: ["a\\tb"] });
    expect(await run(launchers, ["false"])).toMatchObject({ exit: { status: 1 } });
    writeFileSync(join(cwd, "exit"), "#!/bin/sh\necho $1", { mode: 0o755 });
    const own = new Launchers({ cwd, env: { ...env, PATH: `.:${env.PATH}` } });
    expect(await run(own, ["exit", "7"])).toMatchObject({ exit: { status: 0 }, stdout: ["7"] });
  });

  test("of a last line that a signal cut short, and of one that looks like a shell's, all is the program's", async () => {
    const launchers = new Launchers({ cwd, env });
    const [exit, stdout] = [{ kind: "killed", signal: "SIGKILL" }, [] as string[]];
    expect(await run(launchers, ["sh", "-c", "printf 'at 12 %%, ' >&2; kill -KILL $$"])).toEqual({
      ...{ exit, stdout, stderr: ["at 12 %, "] },
    });
    const words = "echo Killed >&2; echo Killed >&2; echo Terminated >&2; exit 3";
    expect(await run(launchers, ["sh", "-c", words])).toEqual({
      ...{ exit: { kind: "exited", status: 3 }, stdout, stderr: ["Killed", "Killed", "Terminated"] },
    });
  });

  test("what cannot be started says why, as it does without a shell", async () => {
    const launchers = new Launchers({ cwd, env });
    writeFileSync(join(cwd, "no-interpreter"), "#!/nothing/here\n", { mode: 0o755 });
    writeFileSync(join(cwd, "no-program"), "");
    for (const argv of [
      ["/"],
      [""],
      ["nothing-of-that-name"],
      ["./nothing", "a"],
      ["./no-interpreter"],
      ["./no-program"],
      ["echo", ...Array(40).fill("x".repeat(120_000))],
      ["echo", "a\0b"],
    ]) {
      const here = await startChild(argv, { cwd, env, graceMs: 1, onLine: () => {} }).exit;
      expect(here).toMatchObject({ kind: "not-started" });
      expect((await run(launchers, argv)).exit).toEqual(here);
    }
    expect(await run(launchers, ["echo", "b"])).toMatchObject({ stdout: ["b"] });
  });

  test("all of much output comes, in order, and none of it in the next run", async () => {
    const launchers = new Launchers({ cwd, env });
    const script = `for (let i = 0; i < 50000; i++) { console.log("line " + i); console.error(i); } process.stdout.write("no end")`;
    const { stdout, stderr } = await run(launchers, node(script));
    expect(stdout).toEqual([...Array.from({ length: 50_000 }, (_, i) => `line ${i}`), "no end"]);
    expect(stderr).toHaveLength(50_000);
    expect(await run(launchers, ["true"])).toMatchObject({ stdout: [], stderr: [] });
  });

  test("one that closes its output goes on, and one whose pipes are taken away is heard", async () => {
    const launchers = new Launchers({ cwd, env });
    const closing = `require("fs").closeSync(1); require("fs").closeSync(2); setTimeout(() => process.exit(6), 300)`;
    expect((await run(launchers, node(closing))).exit).toEqual({ kind: "exited", status: 6 });
    if (process.platform !== "linux") return;
    const away = `require("fs").rmSync(require("path").dirname(require("fs").readlinkSync("/proc/self/fd/1")), { recursive: true });
      for (let i = 0; i < 50000; i++) console.log("line " + i);`;
    expect((await run(launchers, node(away))).stdout).toHaveLength(50_000);
    expect(await run(launchers, ["echo", "b"])).toMatchObject({ exit: { status: 0 }, stdout: ["b"] });
  });

  test("who asks a program to end that has ended already does not reach the next one of its shell", async () => {
    const launchers = new Launchers({ cwd, env });
    const parent = "echo $PPID";
    const first = start(launchers, ["sh", "-c", parent], { graceMs: 50 });
    await first.exit;
    const second = start(launchers, ["sh", "-c", `${parent}; sleep 0.5; echo b`]);
    while (second.said.stdout.length === 0) await sleep(5);
    first.terminate(); // as when a pruner's verdict comes late
    await sleep(150); // longer than the grace of the first one
    expect(await second.exit).toEqual({ kind: "exited", status: 0 });
    expect(second.said.stdout).toEqual([first.said.stdout[0], "b"]); // by the same shell
  });

  test("lines come while the program runs", async () => {
    const { exit, terminate, said } = start(new Launchers({ cwd, env }), ["sh", "-c", "echo a; sleep 60"]);
    while (said.stdout.length === 0) await sleep(10);
    terminate();
    expect(await exit).toEqual({ kind: "killed", signal: "SIGTERM" });
  });

  test("one that is asked to end at once hears it, and what ends on it is not killed", async () => {
    const launchers = new Launchers({ cwd, env });
    await run(launchers, ["true"]);
    for (let i = 0; i < 20; i++) {
      const { exit, terminate } = start(launchers, ["sleep", "600"], { graceMs: 60_000 });
      await sleep(i / 4);
      terminate();
      expect(await exit).toEqual({ kind: "killed", signal: "SIGTERM" });
    }
  });

  test.runIf(process.platform === "linux")("one that a busy machine starts late hears it, too", async () => {
    const launchers = new Launchers({ cwd, env });
    const shell = Number((await run(launchers, ["sh", "-c", "echo $PPID"])).stdout[0]);
    process.kill(shell, "SIGSTOP");
    const { exit, terminate } = start(launchers, ["sleep", "600"], { graceMs: 60_000 });
    terminate();
    await sleep(200);
    process.kill(shell, "SIGCONT");
    expect(await exit).toEqual({ kind: "killed", signal: "SIGTERM" });
  });

  test("what a program leaves behind in silence is asked to end", async () => {
    const script = "sleep 600 >/dev/null 2>&1 & echo $!";
    const { exit, stdout } = await run(new Launchers({ cwd, env }), ["sh", "-c", script]);
    expect(exit).toEqual({ kind: "exited", status: 0 });
    expect(await gone(Number(stdout[0]))).toBe(true);
  });

  test("what a descendant still says is heard, and one that says no end of it is killed", async () => {
    const launchers = new Launchers({ cwd, env });
    const late = ["sh", "-c", "(sleep 0.2; echo b) & echo a"];
    expect(await run(launchers, late, { graceMs: 60_000 })).toMatchObject({
      exit: { kind: "exited", status: 0 },
      stdout: ["a", "b"],
    });
    const { exit, stdout } = await run(launchers, ["sh", "-c", "sleep 600 & echo $!; exit 4"], {
      graceMs: 200,
    });
    expect(exit).toEqual({ kind: "exited", status: 4 });
    // What was killed is gone with its shell; the next run has another.
    expect(await run(launchers, ["echo", "b"])).toMatchObject({
      exit: { kind: "exited", status: 0 },
      stdout: ["b"],
    });
    expect(await gone(Number(stdout[0]))).toBe(true);
    // On a busy machine that time may be over before it has said much.
    for (let [graceMs, lines] = [200, 0]; lines <= 100; graceMs *= 2) {
      const endless = await run(launchers, ["sh", "-c", "yes & exit 5"], { graceMs });
      expect(endless.exit).toEqual({ kind: "exited", status: 5 });
      lines = endless.stdout.length;
    }
  });

  test("one that has left the group and holds the output keeps nobody waiting, and is not heard in the next run", async () => {
    const launchers = new Launchers({ cwd, env });
    const away = `setInterval(() => console.log("away"), 5)`;
    const script = `
      const child = require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(away)}], { stdio: "inherit", detached: true });
      child.unref(); console.log(child.pid);`;
    const { exit, stdout } = await run(launchers, node(script), { graceMs: 100 });
    expect(exit).toEqual({ kind: "exited", status: 0 });
    const pid = Number(stdout.find((line) => line !== "away"));
    const next = await run(launchers, ["sh", "-c", "sleep 0.3; echo b"]);
    if (isAlive(pid)) process.kill(pid, "SIGKILL");
    expect(next).toMatchObject({ stdout: ["b"], stderr: [] });
  });

  test("a launcher that is killed takes its program along, and another one takes over", async () => {
    const launchers = new Launchers({ cwd, env });
    const { exit, said } = start(
      launchers,
      node("console.log(process.ppid); console.log(process.pid); setInterval(() => {}, 1000)"),
    );
    while (said.stdout.length < 2) await sleep(10);
    const [shell, program] = said.stdout.map(Number);
    process.kill(shell!, "SIGKILL");
    expect(await exit).toEqual({ kind: "killed", signal: "SIGKILL" });
    expect(await gone(program!)).toBe(true);
    expect(await run(launchers, ["echo", "b"])).toMatchObject({ stdout: ["b"] });
  });
});
