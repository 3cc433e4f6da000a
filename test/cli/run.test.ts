import { once } from "node:events";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { inFolder, slowStudy } from "./tunesmith.ts";

const { run, call, start, write, path } = inFolder();

interface Told {
  readonly number: number;
  readonly state: string;
  readonly params: object;
}

/** The trials of a study, told by the command line. */
async function trialsOf(study: string, ...more: readonly string[]): Promise<readonly Told[]> {
  return JSON.parse((await call("trials", study, "--json", ...more)).out).trials;
}

const points = async (db: string) => (await trialsOf("slow", "--storage", db)).map(({ params }) => params);

describe("a study from a module", () => {
  test("runs to its budget, goes on with a larger one, and is at its end after that", async () => {
    write("s.ts", slowStudy(8, 0));
    expect(run("run", "s.ts")).toMatchObject({
      status: 0,
      out: expect.stringContaining("The best of 8 trials of slow"),
    });
    const more = run("run", "s.ts", "--trials", "12");
    expect(more.err).toContain("Going on with slow: 8 complete");
    expect(await trialsOf("slow")).toHaveLength(12);
    expect((await call("run", "s.ts")).err).toContain("Ended: all 8 trials are done");
    expect((await call("run", "s.ts", "--more", "3")).status).toBe(0);
    expect(await trialsOf("slow")).toHaveLength(15);
  });

  test("is the same study for the same seed, in one go or in two", async () => {
    write("s.ts", slowStudy(20, 0));
    await call("run", "s.ts", "--storage", "sqlite:a.db");
    run("run", "s.ts", "--storage", "sqlite:b.db", "--trials", "9");
    run("run", "s.ts", "--storage", "sqlite:b.db");
    expect(await points("sqlite:a.db")).toEqual(await points("sqlite:b.db"));
  });

  test("is the same when its points are made in a thread", async () => {
    write("s.ts", slowStudy(14, 1));
    expect(run("run", "s.ts", "--storage", "sqlite:a.db", "--asking", "thread").status).toBe(0);
    await call("run", "s.ts", "--storage", "sqlite:b.db");
    expect(await points("sqlite:a.db")).toEqual(await points("sqlite:b.db"));
    expect((await call("replay", "slow", "--check", "--storage", "sqlite:a.db")).status).toBe(0);
    await call("run", "s.ts", "--storage", "sqlite:c.db", "--trials", "9");
    const more = ["--trials", "14", "--asking", "thread", "--storage", "sqlite:c.db"];
    expect(run("worker", "slow", "s.ts", ...more).status).toBe(0);
    expect(await points("sqlite:c.db")).toEqual(await points("sqlite:b.db"));
    for (const command of [["run", "s.ts"], ["serve"]])
      expect(await call(...command, "--asking", "there")).toMatchObject({
        status: 2,
        err: expect.stringMatching(/--asking .*here or thread/),
      });
  });

  test("makes points ahead, also of commands, and a replay agrees", async () => {
    write("s.ts", slowStudy(14, 10));
    expect(run("run", "s.ts", "--ask-ahead", "--asking", "thread").status).toBe(0);
    const command = [process.execPath, "-e", "console.log('v=' + process.argv[1])", "{x}"];
    const flags = ["-p", "x=float(0,1)", "--minimize", "v", "--name", "c", "--trials", "10", "--ask-ahead"];
    expect(run("run", ...flags, "--", ...command).status).toBe(0);
    for (const [name, trials] of [
      ["slow", 14],
      ["c", 10],
    ] as const) {
      expect((await call("replay", name, "--check")).status).toBe(0);
      const states = (await trialsOf(name)).map(({ state }) => state);
      expect(states).toEqual(Array(trials).fill("complete"));
      expect((await call("export", name)).out).toContain("1 running trials believed");
    }
  });

  test("may export the study and the objective apart, in JavaScript", async () => {
    write(
      "apart.mjs",
      `import { int } from "tunesmith";
       export const study = { space: { n: int(1, 3) }, direction: "maximize", sampler: "grid" };
       export const objective = ({ params }) => params.n;`,
    );
    const { status, out } = await call("run", "apart.mjs", "--json");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      study: "apart",
      trials: 3,
      best: { value: 3 },
      ended: { reason: "exhausted" },
    });
  });

  test("trials that throw or give NaN have failed with a reason, and the rest goes on", async () => {
    write(
      "fails.ts",
      `import { float, defineStudy } from "tunesmith";
       export default defineStudy({ space: { x: float(0, 1) }, trials: 4, objective: ({ params, number }) => {
         if (number === 1) throw new Error("boom");
         return number === 2 ? NaN : params.x;
       } });`,
    );
    const { status, err } = run("run", "fails.ts");
    expect(status).toBe(0);
    expect(err).toMatch(/failed {2}trial 1 .*\n {2}Error: boom/);
    expect((await call("trials", "fails", "--state", "failed")).out).toContain('the value of "value" is NaN');
  });

  test("when every trial fails the status is 1", async () => {
    write("all.mjs", `export default { space: {}, trials: 2, objective: () => { throw new Error("no"); } };`);
    expect(run("run", "all.mjs").status).toBe(1);
  });
});

describe("a command", () => {
  const words = ["-p", "x=float(0,1)", "-p", "k=categorical(1,2)", "--maximize", "score"];

  test("is tuned by flags alone", async () => {
    const { status, out } = run(
      "run",
      ...words,
      "--trials",
      "6",
      "--name",
      "cmd",
      "--",
      "echo",
      "score={x}",
      "k={k}",
    );
    expect(status).toBe(0);
    expect(out).toContain("The best of 6 trials of cmd");
    expect((await call("replay", "cmd", "--check")).out).toContain("exact");
  });

  test("is tuned by a YAML file, from the folder of that file, on several workers", async () => {
    write(
      "s.yaml",
      `name: yaml
space:
  x: float(1e-3, 1, log)
  model: branch(a, b)
  model.a.n: { kind: int, low: 1, high: 4 }
goals: { score: maximize, cost: { atMost: 1 } }
sampler: { name: gp, startup: 3 }
trials: 8
parallel: 3
timeout: 10m
command: [${JSON.stringify(process.execPath)}, -e, "console.log('score=' + process.argv[1], 'cost=0.5')", "{x}"]
`,
    );
    expect(run("run", "s.yaml")).toMatchObject({
      status: 0,
      out: expect.stringContaining("The best of 8 trials of yaml"),
    });
    expect((await call("show", "yaml")).out).toContain("gp (startup=3, effort=default, per=trial)");
    expect((await call("replay", "yaml", "--check")).out).toContain("exact: all 8");
  });

  test("what it prints is shown when asked for", async () => {
    const { err } = run("run", ...words, "--trials", "2", "--verbose", "--", "echo", "score={x}");
    expect(err).toMatch(/^0 \| score=0\.5$/m);
  });
});

describe("an end before the end", () => {
  test("Ctrl-C ends politely with status 130, and the same line goes on to the same study", async () => {
    write("s.ts", slowStudy(20, 1, 5));
    const child = start("run", "s.ts", "--storage", "sqlite:cut.db");
    let err = "";
    child.stderr!.on("data", (chunk) => {
      err += chunk;
    });
    while (!existsSync(path("halted"))) await sleep(20);
    child.kill("SIGINT");
    while (!err.includes("Ctrl-C again leaves at once")) await sleep(20);
    write("on", "");
    const [status] = await once(child, "close");
    expect(status).toBe(130);
    expect(err).toContain("Run the same line again to go on.");
    const cut = await trialsOf("slow", "--storage", "sqlite:cut.db");
    expect(cut.length).toBeGreaterThan(0);
    expect(cut.length).toBeLessThan(20);

    expect(run("run", "s.ts", "--storage", "sqlite:cut.db").status).toBe(0);
    await call("run", "s.ts", "--storage", "sqlite:whole.db");
    expect(await points("sqlite:cut.db")).toEqual(await points("sqlite:whole.db"));
  });

  test("after kill -9 in the middle of 4 parallel trials the same line ends the study, and it replays", async () => {
    write("s.ts", slowStudy(24, 10, 5));
    const child = start("run", "s.ts", "--parallel", "4");
    while (!existsSync(path("halted"))) await sleep(20);
    await sleep(50);
    child.kill("SIGKILL");
    await once(child, "exit");
    write("on", "");
    expect((await call("studies")).out).toMatch(/ [1-4] running/);
    expect(run("run", "s.ts", "--parallel", "4").status).toBe(0);
    const trials = await trialsOf("slow");
    expect(trials.map((t) => t.number)).toEqual(Array.from({ length: 24 }, (_, i) => i));
    expect(trials.every((t) => t.state === "complete")).toBe(true);
    expect(await call("replay", "slow", "--check")).toMatchObject({
      status: 0,
      out: expect.stringContaining("exact: all 24"),
    });
  });

  test("two processes share a budget exactly", async () => {
    write("s.ts", slowStudy(30, 5));
    const both = [1, 2].map(() => start("run", "s.ts", "--parallel", "2"));
    const statuses = await Promise.all(both.map(async (child) => (await once(child, "exit"))[0]));
    expect(statuses).toEqual([0, 0]);
    const trials = await trialsOf("slow");
    expect(trials.map((t) => t.number)).toEqual(Array.from({ length: 30 }, (_, i) => i));
    expect((await call("replay", "slow", "--check")).status).toBe(0);
  });
});

describe("replacing", () => {
  test("asks for --yes before it drops trials", async () => {
    write("s.ts", slowStudy(5, 0));
    await call("run", "s.ts");
    expect(await call("run", "s.ts", "--replace")).toMatchObject({
      status: 2,
      err: expect.stringContaining("its 5 trials; add --yes"),
    });
    expect(run("run", "s.ts", "--replace", "--yes", "--trials", "2").status).toBe(0);
    expect(await trialsOf("slow")).toHaveLength(2);
  });
});

test("what is refused leaves no file behind", async () => {
  write("s.ts", slowStudy(5, 0));
  expect(run("run", "s.ts", "--sampler", "nope").status).toBe(2);
  expect((await call("trials", "slow")).status).toBe(3);
  expect(existsSync(path("tunesmith.db"))).toBe(false);
});
