import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { didYouMean, TunesmithError } from "../error.ts";
import { type Goals, objectivesOf } from "../history/index.ts";
import { dimsOf, type Params, type Space } from "../space/index.ts";
import type { ActiveTrial, Result } from "../study/index.ts";
import { type Exit, startChild } from "./child.ts";
import { checkVariables, textsOf, variableOf } from "./environment.ts";
import type { Executor } from "./executor.ts";
import { metricsIn } from "./metrics.ts";
import { checkPlaceholders, fillPlaceholders } from "./placeholders.ts";
import { checkProgram } from "./program.ts";

export interface CommandOptions {
  /** What is tuned: placeholders and variables are checked against it. */
  readonly space: Space;
  /** The metrics that the command prints. */
  readonly goals: Goals;
  /** Where it runs; default: the working folder. */
  readonly cwd?: string;
  /** Environment variables besides those of this process. */
  readonly env?: { readonly [name: string]: string };
  /** How long it may run, in ms; then the trial has failed. Default: no end. */
  readonly timeoutMs?: number;
  /** How long it has between being asked to end (SIGTERM) and being killed, in ms; default 5000. */
  readonly graceMs?: number;
  /** Called with each line that it prints. */
  readonly onLine?: (line: string, stream: "stdout" | "stderr", trial: number) => void;
}

/** So many of the last lines of standard error, and so many characters of them, tell why a command failed. */
const [keptLines, keptCharacters] = [20, 1500];

/**
 * Runs trials by a command.
 *
 * Parameters reach it as whole words where their names stand in braces (`--lr={lr}`), as environment variables
 * (`TUNESMITH_PARAM_LR`) and as the JSON file that `TUNESMITH_PARAMS_FILE` names; no shell reads any of it. What a branch
 * did not choose is an empty text in a word, and missing in the others. Its trial's number is `{trial}` and
 * `TUNESMITH_TRIAL`.
 *
 * Metrics are what it prints on standard output: `name=value`, `name: value`, or a line of JSON; the last value of a name
 * counts. A line that has a step or epoch, too, is a report: when the pruner answers "prune", the command is ended.
 *
 * @param argv  the program and its arguments
 * @throws TunesmithError "usage" for placeholders and names that cannot be, "file" for a program that is not there
 * @example
 * const objective = command(["python", "train.py", "--lr", "{lr}"], { space, goals: { accuracy: "maximize" } });
 * await study.optimize((trial) => objective.run(trial), { trials: 50, parallel: 4 });
 */
export function command(argv: readonly string[], options: CommandOptions): Executor {
  const cwd = resolve(options.cwd ?? ".");
  const names = dimsOf(options.space).map((dim) => dim.name);
  if (argv.length === 0)
    throw new TunesmithError("usage", "the command is empty; give a program and its arguments.");
  checkPlaceholders(argv, names);
  checkVariables(names);
  checkProgram(argv[0]!, cwd);
  return { run: (trial) => runTrial(trial, argv, { ...options, cwd }) };
}

async function runTrial(
  trial: ActiveTrial<Params>,
  argv: readonly string[],
  o: CommandOptions & { readonly cwd: string },
): Promise<Result | undefined> {
  const { goals, timeoutMs, graceMs = 5000 } = o;
  trial.signal.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), "tunesmith-"));
  try {
    const file = join(folder, "params.json");
    await writeFile(file, JSON.stringify(trial.params));
    const texts = textsOf(o.space, trial.params);
    const results = resultReader(trial, goals);
    const errors: string[] = [];
    const child = startChild(fillPlaceholders(argv, texts, trial.number), {
      cwd: o.cwd,
      env: { ...process.env, ...o.env, ...variablesOf(texts, file, trial.number) },
      graceMs,
      onLine: (line, stream) => {
        o.onLine?.(line, stream, trial.number);
        if (stream === "stdout") results.read(line, child.terminate);
        else if (errors.push(line) > keptLines) errors.shift();
      },
    });
    let isTooLong = false;
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            isTooLong = true;
            child.terminate();
          }, timeoutMs);
    trial.signal.addEventListener("abort", child.terminate, { once: true });
    const exit = await child.exit;
    clearTimeout(timer);
    trial.signal.removeEventListener("abort", child.terminate);

    trial.signal.throwIfAborted();
    if (await results.isPruned()) return undefined;
    if (isTooLong) throw new Error(`it ran longer than ${timeoutMs} ms, and was ended`);
    if (exit.kind !== "exited" || exit.status !== 0) throw new Error(`${wordsOf(exit)}${tailOf(errors)}`);
    return results.result();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function variablesOf(
  texts: ReadonlyMap<string, string>,
  file: string,
  trial: number,
): Record<string, string> {
  const variables: Record<string, string> = { TUNESMITH_PARAMS_FILE: file, TUNESMITH_TRIAL: String(trial) };
  for (const [name, text] of texts) variables[variableOf(name)] = text;
  return variables;
}

/** Collects the metrics of one trial, and passes on what is a report. */
function resultReader(trial: ActiveTrial<Params>, goals: Goals) {
  const seen = new Map<string, number>();
  const [objective, ...others] = objectivesOf(goals);
  let reports: Promise<boolean> = Promise.resolve(false);

  return {
    read(line: string, terminate: () => void): void {
      const { values, step } = metricsIn(line);
      for (const [name, value] of values) seen.set(name, value);
      const value = objective === undefined ? undefined : values.get(objective);
      if (step === null || value === undefined || others.length > 0) return;
      const isDue = reports.then(
        async (isPruned) => isPruned || (await trial.report(step, value)) === "prune",
      );
      reports = isDue;
      isDue.then((isPruned) => isPruned && terminate(), terminate);
    },
    /** Settles when all reports are through; rejects when one was refused. */
    isPruned: () => reports,
    result(): Result {
      const missing = Object.keys(goals).find((goal) => !seen.has(goal));
      if (missing === undefined)
        return Object.fromEntries(Object.keys(goals).map((goal) => [goal, seen.get(goal)!]));
      const found =
        seen.size === 0
          ? "no metric at all, as accuracy=0.9 would be"
          : `others: ${didYouMean(missing, [...seen.keys()])}`;
      throw new Error(`it ended well but printed no "${missing}" on standard output; it printed ${found}`);
    },
  };
}

function wordsOf(exit: Exit): string {
  switch (exit.kind) {
    case "exited":
      return `it ended with status ${exit.status}`;
    case "killed":
      return `it was ended by ${exit.signal}${exit.signal === "SIGKILL" ? " (out of memory?)" : ""}`;
    case "not-started":
      return `it could not be started: ${exit.cause.message}`;
  }
}

function tailOf(lines: readonly string[]): string {
  const text = lines.join("\n").trim();
  if (text === "") return "; it printed nothing on standard error";
  return `; its last words:\n${text.slice(-keptCharacters)}`;
}
