import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { command } from "../../src/executors/command.ts";
import type { CommandOptions } from "../../src/executors/command-options.ts";
import { branch, categorical, float, type Space } from "../../src/space/index.ts";
import { memory } from "../../src/storage/index.ts";
import { createStudy, openStudy, type StudyOptions } from "../../src/study/index.ts";

const goals = { accuracy: "maximize" } as const;

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "tunesmith-test-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

/** Runs a Node script as a command, for so many trials. */
async function tuned(
  script: string,
  o: {
    readonly trials?: number;
    readonly args?: readonly string[];
    readonly space?: Space;
    readonly study?: Partial<StudyOptions<Space>>;
    readonly command?: Partial<CommandOptions>;
  } = {},
) {
  const { trials = 1, args = [], space = { x: float(0, 1) } } = o;
  const study = await createStudy<Space>({ space, goals, sampler: "random", seed: 1, ...o.study });
  const options = { space: study.space, goals: study.goals, cwd, retryPauseMs: 1, ...o.command };
  const executor = command([process.execPath, "-e", script, ...args], options);
  await study.optimize((trial) => executor.run(trial), { trials });
  await study.close();
  return study.trials;
}

const read = (...path: string[]) => readFileSync(join(cwd, ...path), "utf8");
const seen = () => JSON.parse(read("seen.json"));
const see = (what: string) =>
  `require("fs").writeFileSync("seen.json", JSON.stringify(${what})); console.log("accuracy=1");`;

/** Values that have ended other systems' trials, or run as code there. */
const hostile = [
  ...[
    "two words",
    `it's "quoted"`,
    "line one\nline two",
    "$HOME; touch owned",
    "`touch owned`",
    "$(touch owned)",
  ],
  ...[
    "| touch owned",
    "&& touch owned",
    "> owned",
    "*",
    "~",
    "%PATH%",
    "\\",
    "数 é 😀 \u202e",
    "-rf",
    "",
    " ",
  ],
];

describe("values", () => {
  test("each reaches the program byte for byte, in a word, a variable and the file, and none is run", async () => {
    const space = { x: categorical(hostile) };
    const script = `
      const { argv, env } = process;
      const file = JSON.parse(require("fs").readFileSync(env.TUNESMITH_PARAMS_FILE, "utf8")).x;
      console.log(JSON.stringify({ accuracy: Number(argv[1].slice(4) === file && env.TUNESMITH_PARAM_X === file) }));
      require("fs").appendFileSync("seen", JSON.stringify(file) + "\\n");`;
    const args = ["--", "--x={x}"];
    const trials = await tuned(script, { args, space, trials: hostile.length, study: { sampler: "grid" } });
    expect(trials.map((t) => t.value)).toEqual(hostile.map(() => 1));
    expect(
      read("seen")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
        .sort(),
    ).toEqual([...hostile].sort());
    expect(existsSync(join(cwd, "owned"))).toBe(false);
  });

  test.each<[what: string, choices: string[], word: string, words: RegExp]>([
    [
      "a NUL",
      ["a\0b", "c"],
      "--x={x}",
      /a text with a NUL, and no word can hold that; take .* TUNESMITH_PARAMS_FILE/,
    ],
    ["128 kB", ["x".repeat(131_072), "c"], "{--x}", /a text of 131072 bytes, and a word holds 131071/],
    [
      "an option in a lone word",
      ["-rf", "c"],
      "{x}",
      /\{x\} may be "-rf".*write --x=\{x\}, or put \{x\} behind a "--"/,
    ],
  ])("%s is refused in a word, with what to write", (_, choices, word, words) => {
    const space = { x: categorical(choices) };
    expect(() => command(["node", word], { space, goals, cwd })).toThrow(words);
    expect(() => command(["node"], { space, goals, cwd })).not.toThrow();
  });

  test("choices that are all options are meant so, and what stands behind -- is none", () => {
    const take = (argv: string[], choices: string[]) => () =>
      command(argv, { space: { x: categorical(choices) }, goals, cwd });
    expect(take(["node", "{x}"], ["-O2", "-O3", ""])).not.toThrow();
    expect(take(["node", "--", "{x}"], ["-rf", "c"])).not.toThrow();
  });

  test("one that no word or variable can hold is in the file, whole", async () => {
    const big = "é".repeat(100_000);
    const script = `const text = JSON.parse(require("fs").readFileSync(process.env.TUNESMITH_PARAMS_FILE, "utf8")).x; ${see(
      "[text.length, process.env.TUNESMITH_PARAM_X ?? null]",
    )}`;
    await tuned(script, { space: { x: categorical([big]) } });
    expect(seen()).toEqual([100_000, null]);
  });

  test("a flag is there or not, as a case and a choice have it", async () => {
    const space = { m: branch({ a: { n: float(1, 2) }, b: {} }), fast: categorical([true, false]) };
    const script = `${see("process.argv.slice(1)")} require("fs").appendFileSync("all", JSON.stringify(process.argv.slice(1)) + "\\n")`;
    const trials = await tuned(script, { args: ["--", "{--fast}", "{--m.a.n}", "{--m}"], space, trials: 12 });
    const words = trials.map(({ params }) => {
      const m = params.m as { is: string; n?: number };
      return JSON.stringify([
        ...(params.fast ? ["--fast"] : []),
        ...(m.is === "a" ? [`--m.a.n=${m.n}`] : []),
        `--m=${m.is}`,
      ]);
    });
    expect(read("all").trim().split("\n")).toEqual(words);
    expect(new Set(words.map((w) => JSON.parse(w).length))).toEqual(new Set([1, 2, 3]));
  });
});

describe("a config file", () => {
  test("is copied for each trial with its values, where the command names it", async () => {
    writeFileSync(join(cwd, "conf.json"), '{"lr": {x}, "deep": ["<{x}>"]}');
    const script = see(
      "process.argv.slice(1).map((w) => require('fs').readFileSync(w.replace('--config=', ''), 'utf8'))",
    );
    const [trial] = await tuned(script, {
      args: ["--", "{config}", "conf.json", "--config=conf.json"],
      command: { templates: { config: "conf.json" } },
    });
    const { x } = trial!.params;
    expect(seen().map((text: string) => JSON.parse(text))).toEqual(
      Array(3).fill({ lr: x, deep: [`<${x}>`] }),
    );
  });

  test("that leaves a parameter out is refused", () => {
    writeFileSync(join(cwd, "conf.yaml"), "lr: 1");
    const options = { space: { x: float(0, 1) }, goals, cwd, templates: { config: "conf.yaml" } };
    expect(() => command(["node", "{config}"], options)).toThrow(
      'the parameter "x" is neither in conf.yaml nor in the command',
    );
    expect(() => command(["node", "{config}", "{--x}"], options)).not.toThrow();
  });
});

describe("the environment", () => {
  test("holds what is let through, and what is set", async () => {
    process.env.TUNE_TEST_A = "a";
    process.env.TUNE_TEST_B = "b";
    process.env.TUNESMITH_TOKEN = "canary-token";
    try {
      const script = see(
        "[process.env.TUNE_TEST_A, process.env.TUNE_TEST_B, process.env.SET, process.env.TUNESMITH_TOKEN].map((x) => x ?? null)",
      );
      await tuned(script, { command: { env: { SET: "s" } } });
      expect(seen()).toEqual(["a", "b", "s", null]);
      await tuned(script, { command: { passEnv: ["TUNE_TEST_A*"] } });
      expect(seen()).toEqual(["a", null, null, null]);
    } finally {
      for (const name of ["TUNE_TEST_A", "TUNE_TEST_B", "TUNESMITH_TOKEN"]) delete process.env[name];
    }
  });

  test("its secrets are in no log, and in no reason", async () => {
    const env = { MY_API_KEY: "canary-key-123", DB: "postgres://me:canary-pass@h/d" };
    const script = `console.log(process.env.MY_API_KEY); console.error(process.env.DB, process.env.MY_API_KEY); process.exit(1)`;
    const lines: string[] = [];
    const [trial] = await tuned(script, {
      command: { env, folder: join(cwd, "runs"), onLine: (line) => lines.push(line) },
    });
    const files = readdirSync(join(cwd, "runs/0000")).map((name) => read("runs/0000", name));
    expect(files.length).toBeGreaterThan(2);
    for (const text of [...files, ...lines, trial!.why]) expect(text).not.toMatch(/canary/);
    expect(trial!.why).toContain("postgres://me:***@h/d ***");
  });

  test("holds the libraries to the CPUs, and gives each trial its GPUs", async () => {
    process.env.CUDA_VISIBLE_DEVICES = "4,5";
    try {
      await tuned(see("[process.env.OMP_NUM_THREADS, process.env.CUDA_VISIBLE_DEVICES]"), {
        command: { cpus: 2, gpus: 2 },
      });
      expect(seen()).toEqual(["2", "4,5"]);
      expect(() => command(["node"], { space: {}, goals, gpus: 3 })).toThrow("here are 4, 5");
    } finally {
      delete process.env.CUDA_VISIBLE_DEVICES;
    }
  });

  test.skipIf(process.platform === "win32")("has it stand back when it is told to be nice", async () => {
    // It is told so when it has begun, which on a busy machine may be a while ago then.
    const script = `const { getPriority } = require("os"); let looks = 0;
      const timer = setInterval(() => {
        if (getPriority() !== 7 && ++looks < 1000) return;
        clearInterval(timer); ${see("getPriority()")}
      }, 20);`;
    await tuned(script, { command: { nice: 7 } });
    expect(seen()).toBe(7);
  });
});

describe("what is kept", () => {
  test("a folder with what the trial got, said, reported, and came to", async () => {
    const script = `
      const { env } = process;
      console.log("epoch 1 accuracy=0.5"); console.error("a warning");
      require("fs").appendFileSync(env.TUNESMITH_METRICS_FILE, '{"accuracy": 0.75}\\n');`;
    const [trial] = await tuned(script, { command: { folder: join(cwd, "runs") } });
    expect(trial!.value).toBe(0.75);
    expect(readdirSync(join(cwd, "runs/0000")).sort()).toEqual([
      "metrics.jsonl",
      "outcome.json",
      "params.json",
      "stderr.log",
      "stdout.log",
    ]);
    expect(read("runs/0000/stdout.log")).toBe("epoch 1 accuracy=0.5\n");
    expect(read("runs/0000/stderr.log")).toBe("a warning\n");
    expect(JSON.parse(read("runs/0000/params.json"))).toEqual(trial!.params);
    expect(JSON.parse(read("runs/0000/outcome.json"))).toMatchObject({
      state: "complete",
      values: { accuracy: 0.75 },
    });
  });

  test("of failures alone, when asked for", async () => {
    const script = `console.log("accuracy=1"); process.exit(Number(process.env.TUNESMITH_TRIAL) % 2)`;
    await tuned(script, { trials: 4, command: { folder: join(cwd, "runs"), keep: "failed" } });
    expect(readdirSync(join(cwd, "runs"))).toEqual(["0001", "0003"]);
  });
});

describe("metrics from elsewhere", () => {
  test("a CSV that the program writes, followed while it runs: a run that falls behind is ended", async () => {
    const script = `
      const fs = require("fs"); const trial = Number(process.env.TUNESMITH_TRIAL); let epoch = 0;
      const file = "log-" + trial + ".csv"; fs.writeFileSync(file, "epoch,accuracy\\n");
      const timer = setInterval(() => {
        fs.appendFileSync(file, epoch + "," + (trial < 5 ? 1 : 0) + "\\n");
        if (++epoch === 3 && trial < 5) clearInterval(timer);
      }, 5);`;
    const command = { metricsFile: "log-{trial}.csv" };
    const trials = await tuned(script, { trials: 6, study: { pruner: "median" }, command });
    expect(trials.map((t) => t.state)).toEqual([...Array(5).fill("complete"), "pruned"]);
    expect(trials[0]).toMatchObject({ steps: [0, 1, 2], curve: [1, 1, 1], value: 1 });
  });

  test("plain HTTP, and its answer", async () => {
    const script = `
      const url = process.env.TUNESMITH_REPORT_URL;
      const post = (body) => fetch(url, { method: "POST", body: JSON.stringify(body) }).then((r) => r.json());
      const all = [post({ accuracy: 0.5, step: 1 }), fetch(url + "x", { method: "POST", body: "{}" }).then((r) => r.status),
        fetch(url).then((r) => r.status), fetch(url, { method: "POST", body: "[" }).then((r) => r.status)];
      Promise.all(all).then((seen) => { require("fs").writeFileSync("seen.json", JSON.stringify(seen)); return post({ accuracy: 0.75 }); });`;
    const [trial] = await tuned(script, { command: { httpReports: true } });
    expect(seen()).toEqual([{ verdict: "continue" }, 404, 405, 400]);
    expect(trial).toMatchObject({ value: 0.75, steps: [1], curve: [0.5] });
  });

  test("two metrics of one name are no result, and are named", async () => {
    const [trial] = await tuned(`console.log("train accuracy: 0.9"); console.log("test accuracy: 0.8")`);
    expect(trial).toMatchObject({ state: "failed", failure: "metric" });
    expect(trial!.why).toContain(
      'several metrics are called "accuracy": train_accuracy, test_accuracy; name one of them',
    );
  });
});

describe("failures", () => {
  test.each<[kind: string, script: string, options: Partial<CommandOptions>]>([
    ["exit", "process.exit(3)", {}],
    ["signal", `process.kill(process.pid, "SIGSEGV")`, {}],
    ["timeout", "setInterval(() => {}, 1000)", { timeoutMs: 200 }],
    [
      "memory",
      `const a = []; setInterval(() => a.length < 40 && a.push(Buffer.alloc(2e7, 1)), 10)`,
      { memoryBytes: 2.5e8 },
    ],
    ["diverged", `console.log("accuracy=nan")`, {}],
    ["diverged", `console.log("epoch 1 accuracy=inf"); setInterval(() => {}, 1000)`, {}],
    ["metric", `console.log("acuracy=1")`, {}],
    ["arguments", `console.error("error: unknown option '--rl'"); process.exit(1)`, {}],
  ])("%s: %s", async (kind, script, options) => {
    const [trial] = await tuned(script, { command: options });
    expect(trial).toMatchObject({ state: "failed", failure: kind, attempt: 1 });
  });

  test("what is not the fault of the point is tried again: same number, same point", async () => {
    const script = `
      const fs = require("fs"); const tries = fs.existsSync("tries") ? Number(fs.readFileSync("tries", "utf8")) : 0;
      fs.writeFileSync("tries", String(tries + 1));
      if (tries === 0) { console.error("OSError: Connection reset by peer"); process.exit(1); }
      if (tries === 1) process.kill(process.pid, "SIGTERM");
      console.log("accuracy=1");`;
    const trials = await tuned(script, { command: { folder: join(cwd, "runs") } });
    expect(trials).toMatchObject([{ number: 0, state: "complete", attempt: 3 }]);
    expect(readdirSync(join(cwd, "runs"))).toEqual(["0000", "0000-2", "0000-3"]);
    expect(JSON.parse(read("runs/0000/outcome.json"))).toMatchObject({ kind: "infrastructure" });
    expect(JSON.parse(read("runs/0000-2/outcome.json"))).toMatchObject({ kind: "preempted" });
  });

  test("trouble that stays is a failure after three attempts, with its reason", async () => {
    const [trial] = await tuned(`console.error("No space left on device"); process.exit(1)`);
    expect(trial).toMatchObject({ state: "failed", failure: "infrastructure", attempt: 3 });
    expect(trial!.why).toMatch(/the machine has trouble: it ended with status 1.*No space left/s);
  });

  test("a kind is tried again as often as asked", async () => {
    const [trial] = await tuned("process.exit(1)", { command: { retry: { exit: 1 } } });
    expect(trial).toMatchObject({ state: "failed", failure: "exit", attempt: 2 });
  });
});

test("a command that keeps busy for longer than the lease is not taken for lost, and runs once", async () => {
  // A clock that stands while this process does: however busy the machine is, the lease and its renewals keep step.
  let now = 0;
  const clock = setInterval(() => {
    now += 10;
  }, 10);
  onTestFinished(() => clearInterval(clock));
  const storage = memory({ now: () => now });
  const space = { x: float(0, 1) };
  const study = await createStudy({ name: "busy", space, goals, storage, leaseMs: 150 });
  const other = await openStudy("busy", { storage, leaseMs: 150 });
  const script = `const fs = require("fs"); fs.appendFileSync("runs", ".");
    for (const end = Date.now() + 120_000; !fs.existsSync("enough") && Date.now() < end; ); console.log("accuracy=1")`;
  const executor = command([process.execPath, "-e", script], { space, goals, cwd });
  const run = study.optimize((trial) => executor.run(trial as never), { trials: 1 });
  while (!existsSync(join(cwd, "runs"))) await sleep(10);
  const both = Promise.all([run, other.optimize((trial) => executor.run(trial), { trials: 1 })]);
  for (const end = now + 900; now < end; ) await sleep(10);
  writeFileSync(join(cwd, "enough"), "");
  await both;
  await Promise.all([study.close(), other.close()]);
  expect(read("runs")).toBe(".");
  expect(study.trials).toMatchObject([{ state: "complete", attempt: 1 }]);
});
