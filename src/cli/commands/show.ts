import { describe, type Space } from "../../space/index.ts";
import type { TrialView } from "../../study/index.ts";
import { duration } from "../../study/progress.ts";
import { readStudy, type StudyView } from "../../study/read-study.ts";
import type { CommandSpec } from "../command.ts";
import { resultInShort } from "../result-words.ts";
import { flatParams, showGoals, showNumber, showStates, showTime } from "../show-values.ts";
import { blocks, convergence } from "../sparkline.ts";
import { pairs } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { numberIn } from "../trial-number.ts";
import { withStorage } from "../with-storage.ts";

/** `tunesmith show STUDY [NUMBER]`. */
export const show: CommandSpec = {
  usage: "show <study> [number]",
  summary: "show a study, or one trial and why its point was chosen",
  examples: [
    "tunesmith show demo-bayes",
    "tunesmith show demo-bayes 17",
    "tunesmith show demo-bayes 17 --json",
  ],
  async run({ args: [name, number], storage: url, terminal }) {
    const study = await withStorage(url, (storage) => readStudy(storage, name!));
    if (number === undefined) {
      const { facts, trials, best, pareto } = study;
      terminal.answer({ name, ...facts, trials: trials.length, best, pareto }, studyInWords(study, terminal));
    } else {
      const trial = study.trials[numberIn(study, number)]!;
      terminal.answer({ study: name, ...trial }, trialInWords(study, trial, terminal));
    }
    return 0;
  },
};

function studyInWords(study: StudyView, terminal: Terminal): string {
  const { name, facts, trials } = study;
  const curve = convergence(trials, facts.goals, 60);
  const rows = [
    ["goals", showGoals(facts.goals)],
    ["space", spaceInWords(facts.space).join("\n") || "chosen by the objective as it runs"],
    ["sampler", partInWords(facts.sampler)],
    ["pruner", partInWords(facts.pruner)],
    ["seed", String(facts.seed)],
    ["created", showTime(new Date(facts.createdAt))],
    ["trials", `${trials.length}: ${showStates(trials)}`],
    ["best", resultInShort(study)],
    ...(curve ? [["best so far", curve]] : []),
  ] as [string, string][];
  return `${terminal.paint.bold(name)}\n${pairs(rows, terminal)}`;
}

/** The domains by dotted names, as they are written. */
function spaceInWords(space: Space, prefix = ""): string[] {
  return Object.entries(space).flatMap(([name, domain]) => {
    const dotted = `${prefix}${name}`;
    const inner =
      domain.kind === "branch"
        ? Object.entries(domain.cases).flatMap(([is, one]) => spaceInWords(one, `${dotted}.${is}.`))
        : [];
    return [`${dotted} = ${describe(domain)}`, ...inner];
  });
}

function partInWords({ name, options }: StudyView["facts"]["sampler"]): string {
  const given = Object.entries(options).map(([option, value]) => `${option}=${String(value)}`);
  return given.length === 0 ? name : `${name} (${given.join(", ")})`;
}

function trialInWords(study: StudyView, trial: TrialView, terminal: Terminal): string {
  const { number, state, params, values, why, memo, steps, curve, attempt, by, startedAt, finishedAt } =
    trial;
  const known = (typeof memo === "object" ? memo : {}) as { readonly [key: string]: unknown };
  const took = finishedAt ? `, took ${duration(finishedAt.getTime() - startedAt.getTime())}` : "";
  const reports = steps.length > 40 ? `${steps.length} reports` : curve.map(showNumber).join(" ");
  const rows = [
    ["state", `${state}${study.best?.number === number ? ", the best" : ""}`],
    ...Object.entries(values ?? {}).map(([goal, x]) => [goal, showNumber(x)]),
    ...flatParams(params),
    ["chosen", String(known.why ?? "by hand")],
    ...expected(known),
    ...(why ? [["because", why]] : []),
    ...(curve.length > 0 ? [["reports", `${reports}\n${blocks(curve, 60)}`]] : []),
    ["started", `${showTime(startedAt)}${took}`],
    ["worker", `${by}${attempt > 1 ? `, attempt ${attempt}` : ""}`],
  ] as [string, string][];
  return `trial ${number} of ${terminal.paint.bold(study.name)}\n${pairs(rows, terminal)}`;
}

/** What a model expected of the point, in units of its own: 0 is average, lower is better. */
function expected(memo: { readonly [key: string]: unknown }): [string, string][] {
  const { mean, sd, best, noise } = memo;
  if (typeof mean !== "number" || typeof sd !== "number" || typeof best !== "number") return [];
  const ofOneTrial = Math.sqrt(sd ** 2 + (typeof noise === "number" ? noise : 0)); // as `why` has it
  const [m, s, b] = [mean, ofOneTrial, best].map((x) => Number(x.toPrecision(3)));
  return [
    [
      "expected",
      `${m} ± ${s}, with the best so far at ${b} (standardised loss: 0 is average, lower is better)`,
    ],
  ];
}
