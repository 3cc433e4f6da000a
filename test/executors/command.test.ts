import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { command } from "../../src/executors/command.ts";
import type { CommandOptions } from "../../src/executors/command-options.ts";
import { branch, categorical, float, int } from "../../src/space/index.ts";
import { createStudy, type StudyOptions } from "../../src/study/index.ts";

const space = {
  lr: float(0.001, 1),
  opt: categorical(["two words", "$HOME; exit 3"]),
  model: branch({ svm: { c: float(1, 2) }, forest: { depth: int(1, 3) } }),
};
const goals = { accuracy: "maximize" } as const;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tunesmith-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a Node script as a command, for so many trials. */
async function tuned(
  script: string,
  o: {
    readonly trials?: number;
    readonly args?: readonly string[];
    readonly study?: Partial<StudyOptions<typeof space>>;
    readonly command?: Partial<CommandOptions>;
  } = {},
) {
  const { trials = 1, args = [] } = o;
  const study = await createStudy({ space, goals, sampler: "random", seed: 1, ...o.study });
  const options = { space: study.space, goals: study.goals, cwd: folder, ...o.command };
  const executor = command([process.execPath, "-e", script, ...args], options);
  await study.optimize((trial) => executor.run(trial as never), { trials });
  await study.close();
  return study.trials;
}

const print = (line: string) => `console.log(${JSON.stringify(line)});`;

describe("what a command gets", () => {
  test("values as whole words, as variables, and as a JSON file", async () => {
    const script = `
      const { env, argv } = process;
      const file = JSON.parse(require("fs").readFileSync(env.TUNESMITH_PARAMS_FILE, "utf8"));
      const seen = { words: argv.slice(1), env: Object.fromEntries(Object.entries(env).filter(([k]) => k.startsWith("TUNESMITH_PARAM_"))), trial: env.TUNESMITH_TRIAL, file };
      require("fs").writeFileSync("seen-" + env.TUNESMITH_TRIAL + ".json", JSON.stringify(seen));
      ${print("accuracy=1")}`;
    const args = ["--", "--lr={lr}", "{opt}", "{model.forest.depth}", "{trial}"];
    const trials = await tuned(script, { args, trials: 6 });
    for (const { number, params } of trials) {
      const seen = JSON.parse(readFileSync(join(folder, `seen-${number}.json`), "utf8"));
      const depth =
        params.model.is === "forest"
          ? { TUNESMITH_PARAM_MODEL_FOREST_DEPTH: String(params.model.depth) }
          : {};
      const c = params.model.is === "svm" ? { TUNESMITH_PARAM_MODEL_SVM_C: String(params.model.c) } : {};
      expect(seen.file).toEqual(params);
      expect(seen.words).toEqual([
        `--lr=${params.lr}`,
        params.opt,
        params.model.is === "forest" ? String(params.model.depth) : "",
        String(number),
      ]);
      expect(seen.trial).toBe(String(number));
      expect(seen.env).toEqual({
        TUNESMITH_PARAM_LR: String(params.lr),
        TUNESMITH_PARAM_OPT: params.opt,
        TUNESMITH_PARAM_MODEL: params.model.is,
        ...depth,
        ...c,
      });
    }
    expect(new Set(trials.map(({ params }) => params.model.is)).size).toBe(2);
  });

  test("an empty standard input", async () => {
    const script = `process.stdin.on("data", () => {}).on("end", () => { ${print("accuracy=1")} });`;
    expect(await tuned(script)).toMatchObject([{ state: "complete", value: 1 }]);
  });

  test("no folder is left behind", async () => {
    const script = `require("fs").appendFileSync("folders", process.env.TUNESMITH_TRIAL_FOLDER + "\\n"); ${print("accuracy=1")}`;
    await tuned(script, { trials: 2 });
    const folders = readFileSync(join(folder, "folders"), "utf8").trim().split("\n");
    expect(folders).toHaveLength(2);
    expect(folders.filter((path) => existsSync(path))).toEqual([]);
  });
});

describe("what a command says", () => {
  test("the last value of a metric counts", async () => {
    const trials = await tuned(print("accuracy=0.1 loss=3") + print("done") + print('{"accuracy": 0.9}'));
    expect(trials[0]).toMatchObject({ state: "complete", value: 0.9 });
  });

  test("several goals are read, too", async () => {
    const [trial] = await tuned(print("time=3") + print("accuracy=0.9, loss=1"), {
      study: { goals: { accuracy: "maximize", time: { atMost: 5 } } },
    });
    expect(trial!.values).toEqual({ accuracy: 0.9, time: 3 });
  });

  test.each<[string, string, RegExp]>([
    ["no metric", print("hello"), /no "accuracy" on standard output; it printed no metric at all/],
    ["another metric", print("acuracy=0.9"), /no "accuracy".*did you mean "acuracy"/],
    ["a metric on standard error", `console.error("accuracy=1")`, /no "accuracy"/],
    ["NaN", print("accuracy=nan"), /the value of "accuracy" is NaN/],
    [
      "a status",
      `console.error("no data"); process.exit(3)`,
      /ended with status 3; its last words:\nno data/,
    ],
    [
      "a status after a metric",
      `${print("accuracy=1")} process.exit(1)`,
      /ended with status 1; it printed nothing/,
    ],
    ["a signal", `process.kill(process.pid, "SIGKILL")`, /ended by SIGKILL \(out of memory\?\)/],
  ])("%s fails the trial, and it says why", async (_, script, why) => {
    const [trial] = await tuned(script);
    expect(trial).toMatchObject({ state: "failed", value: null });
    expect(trial!.why).toMatch(why);
  });

  test("100,000 lines are read, and of errors the last ones kept", async () => {
    const script = `for (let i = 0; i < 100000; i++) { console.log("accuracy=" + i); console.error("line " + i); } process.exitCode = 1`;
    const [trial] = await tuned(script);
    expect(trial!.why).toContain("line 99999");
    expect(trial!.why).not.toContain("line 99000\n");
  });
});

describe("reports", () => {
  test("a line with a step is a report", async () => {
    const script = print("epoch 0 accuracy=0.2") + print("epoch 1 accuracy=0.4") + print("accuracy=0.5");
    const [trial] = await tuned(script);
    expect(trial).toMatchObject({ steps: [0, 1], curve: [0.2, 0.4], value: 0.5 });
  });

  test("a command that falls behind is ended", async () => {
    const script = `
      const trial = Number(process.env.TUNESMITH_TRIAL);
      let epoch = 0;
      setInterval(() => {
        console.log("epoch " + epoch + " accuracy=" + (trial < 5 ? 1 : 0));
        if (++epoch === 3 && trial < 5) process.exit(0);
      }, 5);`;
    const trials = await tuned(script, { trials: 7, study: { pruner: "median" } });
    expect(trials.map((t) => t.state)).toEqual([...Array(5).fill("complete"), "pruned", "pruned"]);
  });
});

describe("how a command ends", () => {
  /** Writes the number of a grandchild that never ends by itself. */
  const family = (ignoring = "") =>
    `const { spawn } = require("child_process");
     ${ignoring}
     const child = spawn(process.execPath, ["-e", "${ignoring}setInterval(() => {}, 1000)"], { stdio: "inherit" });
     require("fs").writeFileSync("grandchild", String(child.pid));
     setInterval(() => {}, 1000);`;

  const isAlive = (pid: number) => {
    try {
      process.kill(pid, 0);
      // One that has ended and was not yet collected by its parent still has its number.
      const hasProc = existsSync("/proc/self/stat");
      return !(hasProc && /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8")));
    } catch {
      return false;
    }
  };
  const gone = async (pid: number) => {
    for (let i = 0; i < 3000 && isAlive(pid); i++) await sleep(20);
    return !isAlive(pid);
  };
  const grandchild = () => Number(readFileSync(join(folder, "grandchild"), "utf8"));

  /** Lets it run too long: longer each time, until it has come so far on a busy machine that it has a grandchild. */
  async function overtime(script: string, options: Partial<CommandOptions> = {}): Promise<void> {
    for (let timeoutMs = 2000; !existsSync(join(folder, "grandchild")); timeoutMs *= 2) {
      const [trial] = await tuned(script, { command: { ...options, timeoutMs } });
      expect(trial).toMatchObject({ state: "failed" });
      expect(trial!.why).toContain(`it ran longer than ${timeoutMs} ms`);
    }
  }

  test("one that runs too long is ended with its descendants", async () => {
    await overtime(family());
    expect(await gone(grandchild())).toBe(true);
  });

  test("one that does not listen is killed", async () => {
    await overtime(family("process.on('SIGTERM', () => {});"), { graceMs: 200 });
    expect(await gone(grandchild())).toBe(true);
  });

  test("what it leaves behind is ended, and its result counts", async () => {
    const script = `${family().replace("setInterval(() => {}, 1000);", "")}${print("accuracy=1")} setTimeout(() => process.exit(0), 300);`;
    const [trial] = await tuned(script, { command: { graceMs: 300 } });
    expect(trial).toMatchObject({ state: "complete", value: 1 });
    expect(await gone(grandchild())).toBe(true);
  });

  test("when the study is told to stop, it is ended, and its trial waits for the next worker", async () => {
    const study = await createStudy({ space, goals, sampler: "random", seed: 1 });
    const executor = command([process.execPath, "-e", family()], { space, goals, cwd: folder });
    const stop = new AbortController();
    const whenBorn = setInterval(() => {
      if (existsSync(join(folder, "grandchild"))) stop.abort();
    }, 20);
    const ended = await study.optimize((trial) => executor.run(trial as never), {
      trials: 3,
      signal: stop.signal,
    });
    clearInterval(whenBorn);
    expect(ended.reason).toBe("aborted");
    expect(study.trials).toMatchObject([{ state: "waiting" }]);
    expect(await gone(grandchild())).toBe(true);
  });
});

describe("what is refused before the first trial", () => {
  test.each<[string, readonly string[], string]>([
    ["nothing at all", [], "the command is empty"],
    ["an unknown placeholder", ["node", "{rl}"], 'did you mean "lr"'],
    [
      "a program that is not on the PATH",
      ["no-such-program-here"],
      'no program "no-such-program-here" on the PATH',
    ],
    ["a path where nothing is", ["./nothing.sh"], "is no program that may be run"],
  ])("%s", (_, argv, words) => {
    expect(() => command(argv, { space, goals, cwd: folder })).toThrow(words);
  });
});
