/** Tuning a command of which nothing was said: what it can be told is read from its help and config file. */

import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { isTunesmithError, TunesmithError } from "../../error.ts";
import type { MetricNames } from "../../executors/metrics/names.ts";
import { MetricReader } from "../../executors/metrics/reader.ts";
import { checkProgram } from "../../executors/program.ts";
import type { Goals } from "../../history/index.ts";
import { defined } from "../../json.ts";
import { describe, type Params, type Scalar } from "../../space/index.ts";
import type { Study } from "../../study/index.ts";
import { watchInterrupts } from "../interrupt.ts";
import { showGoals, showNumber } from "../show-values.ts";
import type { Plan, Settings } from "../study-file/plan.ts";
import { type CommandFlags, nameOf } from "../study-file/plan-of.ts";
import { planOfYaml } from "../study-file/yaml.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { constantsOf } from "./configurator.ts";
import { dryRun, type Printed } from "./dry-run.ts";
import { goalsAmong, goalsOf, isOnlyCost } from "./goal.ts";
import { type Help, helpOf } from "./help.ts";
import { type HelpOption, optionsInHelp, withListed } from "./help-options.ts";
import { hydraOptions } from "./hydra.ts";
import { type Proposal, type Proposed, proposalOf } from "./proposal.ts";
import { completed } from "./source.ts";
import { fileFor, writeStudyFile } from "./write-file.ts";

/** The budget that is written, when nobody names one. */
export const usualTrials = 50;

/**
 * Reads what a command can be told, runs it once, proposes a study, asks, and writes it to a file; where that file is there
 * from an earlier time, it is taken.
 *
 * @throws TunesmithError "usage" when there is nothing to tune or no metric, with what was seen; or when nobody can be asked
 */
export async function discovered(
  argv: readonly string[],
  flags: CommandFlags,
  given: Settings,
  terminal: Terminal,
): Promise<Plan> {
  const { yes, ...rest } = flags;
  const { path, isThere } = fileFor(flags.name ?? nameOf(argv), argv);
  if (isThere) {
    terminal.say(`Going by ${path}, which has this command.`);
    return planAt(path, flags, given);
  }
  const found = await look(argv, rest, given, terminal);
  terminal.say(`${inWords(found, terminal)}\nThe study is written to ${path}.`);
  if (!yes) await ask(terminal);
  write(path, found, flags, given);
  return { ...planAt(path, flags, given), begin: (study) => addStart(study, found) };
}

/** What was found out of a command. */
export interface Found {
  readonly name: string;
  /** What its help says. */
  readonly options: readonly HelpOption[];
  readonly proposal: Proposal;
  readonly goals: Goals;
  readonly names: MetricNames;
  /** Whether the goals are on standard error, which is therefore read, too. */
  readonly readsErrors: boolean;
}

/**
 * Reads the help, proposes a space, and runs the command once for its metrics.
 *
 * @throws TunesmithError "usage" when there is nothing to tune or no metric, "objective" when the dry run fails
 */
export async function look(
  argv: readonly string[],
  flags: CommandFlags,
  given: Settings,
  terminal: Terminal,
): Promise<Found> {
  checkProgram(argv[0]!, resolve(given.cwd ?? "."));
  terminal.say(`Reading the help of ${argv.join(" ")} …`);
  const help = await helpOf(argv, given, terminal.say);
  const options =
    hydraOptions(help.text) ?? constantsOf(argv) ?? completed(optionsInHelp(help.text), argv).map(withListed);
  const proposal = proposalOf(argv, options);
  if (proposal.params.length === 0) throw new TunesmithError("usage", nothingToTune(argv, proposal, help));
  terminal.say("A dry run with the command's own values …");
  const startedAt = performance.now();
  const interrupts = watchInterrupts(() => terminal.say("\nEnding the dry run."));
  const printed = await dryRun(argv, given, interrupts.signal).finally(interrupts.end);
  terminal.say(`It took ${showNumber(Number(((performance.now() - startedAt) / 1000).toPrecision(2)))} s.`);
  const found = { name: flags.name ?? nameOf(argv), options, proposal };
  const goals = goalsOf(flags, printed.names);
  const others = goalsOf(flags, printed.withErrors);
  // What tells how long it took is seldom meant, where standard error has more.
  const isPoor = typeof goals === "string" || isOnlyCost(goals);
  if (isPoor && typeof others !== "string" && !(typeof goals !== "string" && isOnlyCost(others)))
    return { ...found, goals: others, names: printed.withErrors, readsErrors: true };
  if (typeof goals === "string") throw new TunesmithError("usage", noGoal(goals, printed));
  return { ...found, goals, names: printed.names, readsErrors: false };
}

function nothingToTune(argv: readonly string[], { left }: Proposal, { text, trouble }: Help): string {
  const command = argv.join(" ");
  const hasCommands = /^\s*(?:available |sub)?commands:|\{[\w-]+(?:,[\w-]+)+\} \.\.\./im.test(text);
  const seen = left.map(({ name, why }) => `${name} (${why})`).join(", ");
  return (
    `nothing to tune was found in what "${command} --help" printed: ${seen ? `only ${seen}` : "no options at all"}. ` +
    (hasCommands
      ? `It has commands of its own; put the one that trains behind it: ${command} COMMAND. Else name the `
      : "Name the ") +
    "parameters, and put each where the command takes it: tunesmith run -p 'lr=float(1e-5,1e-1,log)' --minimize loss -- " +
    `${command} --lr={lr} (or lr={lr}, or whatever it understands; into a config file: --template conf.yaml).` +
    (trouble !== ""
      ? `\nAsked for its help, ${trouble}`
      : isAtWork(text)
        ? "\nAsked for its help, it went to work."
        : "")
  );
}

/** Whether what came for a help has a result in it. */
function isAtWork(text: string): boolean {
  const reader = new MetricReader(null, () => {});
  for (const line of text.split("\n")) reader.line(line);
  return goalsAmong(reader.names.names).length > 0;
}

function noGoal(goals: string, { names, files }: Printed): string {
  if (names.names.length > 0) return `the dry run printed ${goals}.`;
  const [file] = files;
  return (
    `the dry run printed ${goals}. Have it print its result so on standard output or standard error; or, where that ` +
    `is in a file, name it: --metrics-file ${file ?? "PATH"}${file === undefined ? "" : ` (it wrote ${files.join(", ")})`}.`
  );
}

/** What is proposed, for people. */
export function inWords({ proposal, goals, names, readsErrors }: Found, terminal: Terminal): string {
  const paint = { paint: terminal.sayPaint };
  const rows = proposal.params.map((p) => [
    p.name,
    p.start === null ? "" : String(p.start),
    describe(p.domain),
    p.why,
  ]);
  const left = proposal.left.map(({ name, why }) => `${name} (${why})`).join(", ");
  const values = Object.keys(goals).map((goal) => {
    const found = names.find(goal);
    return found.kind === "found" ? `${goal}=${showNumber(found.value)}` : goal;
  });
  return [
    table(["parameter", "now", "tuned over", "why"], rows, paint),
    ...(left ? [terminal.sayPaint.dim(`Left alone: ${left}.`)] : []),
    `Goal: ${showGoals(goals)}; the dry run came to ${values.join(" ")}. It printed ${names.names.join(", ")}.`,
    ...(readsErrors ? ["That stands on standard error, which is read, too (--read-stderr)."] : []),
  ].join("\n");
}

async function ask(terminal: Terminal): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new TunesmithError(
      "usage",
      "nobody can be asked here whether that is right; add --yes, or write it with -p.",
    );
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines
    .question(`${terminal.sayPaint.bold("Start?")} [Y/n] `)
    .finally(() => lines.close());
  if (!/^(y(es)?)?$/i.test(answer.trim())) {
    throw new TunesmithError(
      "usage",
      "nothing was written, and nothing was run; tunesmith init writes the file alone.",
    );
  }
}

/** Writes the file of what was found. */
export function write(
  path: string,
  found: Found,
  flags: Pick<CommandFlags, "trials"> & { readonly pruner?: string },
  given: Settings,
): void {
  const typed = Object.fromEntries(Object.entries(given).filter(([key]) => key !== "deadline"));
  // A file has lengths of time in words: a number there is in seconds.
  if (found.readsErrors) typed.readStderr = true;
  for (const key of ["trialTimeout", "timeout", "grace"])
    if (typed[key]) typed[key] = `${Number(typed[key])}ms`;
  const { trials = usualTrials, pruner = "none" } = flags;
  writeStudyFile(path, { ...found, trials, pruner, typed });
}

function planAt(path: string, flags: CommandFlags, given: Settings): Plan {
  const plan = planOfYaml(path);
  return { ...plan, settings: { ...plan.settings, ...given }, ...defined({ name: flags.name }) };
}

/** The dry run is the study's first trial, where its values have a place in the space; else what is nearest is tried first. */
async function addStart(study: Study, { proposal, goals, names }: Found): Promise<void> {
  if (study.trials.length > 0) return;
  const known = proposal.params.filter(({ start }) => start !== null);
  const params: Params = Object.fromEntries(known.map(({ name, start }) => [name, start]));
  if (known.length === proposal.params.length && (await isTold(study, params, valuesOf(goals, names))))
    return;
  const near = known.map((p) => [p.name, nearest(p)]).filter(([, value]) => value !== null);
  if (near.length > 0) await study.enqueue(Object.fromEntries(near));
}

/** The value of the space that is nearest to the program's own: a weight decay of 0 has no place on a log scale. */
function nearest({ domain, start }: Proposed): Scalar {
  if (domain.kind === "float" || domain.kind === "int")
    return Math.min(domain.high, Math.max(domain.low, Number(start)));
  return domain.kind === "categorical" && domain.choices.includes(start) ? start : null;
}

/** Opened and told like any other, so that it counts among the trials that there are to be. */
async function isTold(study: Study, params: Params, values: Record<string, number>): Promise<boolean> {
  if (!Object.keys(study.goals).every((goal) => Number.isFinite(values[goal]))) return false;
  try {
    await study.enqueue(params);
  } catch (e) {
    if (!isTunesmithError(e)) throw e;
    return false; // outside of the space
  }
  const { number } = await study.ask();
  await study.tell(number, values);
  return true;
}

function valuesOf(goals: Goals, names: MetricNames): Record<string, number> {
  const values: Record<string, number> = {};
  for (const goal of Object.keys(goals)) {
    const found = names.find(goal);
    if (found.kind === "found") values[goal] = found.value;
  }
  return values;
}
