/** Tuning a command of which nothing was said: what it can be told is read from its help and config file. */

import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { didYouMean, isTunesmithError, TunesmithError } from "../../error.ts";
import type { MetricNames } from "../../executors/metrics/names.ts";
import { checkProgram } from "../../executors/program.ts";
import { checkGoals, type Goals } from "../../history/index.ts";
import { defined } from "../../json.ts";
import { describe, type Params } from "../../space/index.ts";
import type { Study } from "../../study/index.ts";
import { watchInterrupts } from "../interrupt.ts";
import { showGoals, showNumber } from "../show-values.ts";
import type { Plan, Settings } from "../study-file/plan.ts";
import { type CommandFlags, goalsOfFlags, nameOf } from "../study-file/plan-of.ts";
import { planOfYaml } from "../study-file/yaml.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { dryRun } from "./dry-run.ts";
import { goalsAmong } from "./goal.ts";
import { helpOf } from "./help.ts";
import { type HelpOption, optionsInHelp, withListed } from "./help-options.ts";
import { type Proposal, proposalOf } from "./proposal.ts";
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
}

/** Reads the help, proposes a space, and runs the command once for its metrics. */
export async function look(
  argv: readonly string[],
  flags: CommandFlags,
  given: Settings,
  terminal: Terminal,
): Promise<Found> {
  checkProgram(argv[0]!, resolve(given.cwd ?? "."));
  terminal.say(`Reading the help of ${argv.join(" ")} …`);
  const options = completed(optionsInHelp(await helpOf(argv, given)), argv).map(withListed);
  const proposal = proposalOf(argv, options);
  if (proposal.params.length === 0) {
    const seen = proposal.left.map(({ name, why }) => `${name} (${why})`).join(", ") || "no options at all";
    throw new TunesmithError(
      "usage",
      `nothing to tune was found in the help of ${argv[0]}: ${seen}. Name the parameters: -p 'lr=float(1e-5,1e-1,log)' -- ${argv.join(" ")} {--lr}`,
    );
  }
  terminal.say("A dry run with the command's own values …");
  const startedAt = performance.now();
  const interrupts = watchInterrupts(() => terminal.say("\nEnding the dry run."));
  const names = await dryRun(argv, given, { signal: interrupts.signal, onLine: () => {} }).finally(
    interrupts.end,
  );
  terminal.say(`It took ${showNumber(Number(((performance.now() - startedAt) / 1000).toPrecision(2)))} s.`);
  return { name: flags.name ?? nameOf(argv), options, proposal, goals: goalsOf(flags, names), names };
}

/** The goals that the flags name, if the run printed them; else the likeliest of what it printed. */
function goalsOf(flags: CommandFlags, names: MetricNames): Goals {
  if (flags.maximize || flags.minimize) {
    const goals = goalsOfFlags(flags);
    for (const goal of Object.keys(goals)) {
      const found = names.find(goal);
      if (found.kind === "found") continue;
      const why =
        found.kind === "missing"
          ? didYouMean(goal, names.names)
          : `it is ${found.names.join(" or ")}; name one`;
      throw new TunesmithError("usage", `the dry run printed no "${goal}": ${why}.`);
    }
    return goals;
  }
  const [first] = goalsAmong(names.names);
  if (first) return checkGoals({ [first.name]: first.direction });
  const seen = names.names.length > 0 ? `only ${names.names.join(", ")}` : "no numbers with names";
  throw new TunesmithError(
    "usage",
    `the dry run printed ${seen}, and nothing that is known for a goal; name it: --maximize METRIC or --minimize METRIC.`,
  );
}

/** What is proposed, for people. */
export function inWords({ proposal, goals, names }: Found, terminal: Terminal): string {
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
  for (const key of ["trialTimeout", "timeout", "grace"])
    if (typed[key]) typed[key] = `${Number(typed[key])}ms`;
  const { trials = usualTrials, pruner = "none" } = flags;
  writeStudyFile(path, { ...found, trials, pruner, typed });
}

function planAt(path: string, flags: CommandFlags, given: Settings): Plan {
  const plan = planOfYaml(path);
  return { ...plan, settings: { ...plan.settings, ...given }, ...defined({ name: flags.name }) };
}

/** The dry run is the study's first trial, where its values have a place in the space. */
async function addStart(study: Study, { proposal, goals, names }: Found): Promise<void> {
  if (study.trials.length > 0 || proposal.params.some(({ start }) => start === null)) return;
  const params: Params = Object.fromEntries(proposal.params.map(({ name, start }) => [name, start]));
  const values: Record<string, number> = {};
  for (const goal of Object.keys(goals)) {
    const found = names.find(goal);
    if (found.kind === "found") values[goal] = found.value;
  }
  try {
    await study.add({ params, values });
  } catch (e) {
    if (!isTunesmithError(e)) throw e; // outside of the space, or no number: it is no trial of this study
  }
}
