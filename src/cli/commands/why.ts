import { type Why, whyOf } from "../../analysis/index.ts";
import { readStudy, type StudyView } from "../../study/read-study.ts";
import type { CommandSpec } from "../command.ts";
import { count, flatParams, showNumber, showResult } from "../show-values.ts";
import { pairs } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { numberIn } from "../trial-number.ts";
import { withStorage } from "../with-storage.ts";

/** `tunesmith why STUDY NUMBER`. */
export const why: CommandSpec = {
  usage: "why <study> <number>",
  summary: "say why a trial has its point: what was predicted, what came, and what was known",
  examples: ["tunesmith why demo-bayes 17", "tunesmith why demo-bayes 17 --json"],
  async run({ args: [name, number], storage: url, terminal }) {
    const study = await withStorage(url, (storage) => readStudy(storage, name!));
    const found = whyOf(study.history, numberIn(study, number!));
    terminal.answer({ study: name, ...found }, inWords(found, study, terminal));
    return 0;
  },
};

function inWords(found: Why, study: StudyView, terminal: Terminal): string {
  const trial = study.trials[found.number]!;
  const short = (x: number) => showNumber(Number(x.toPrecision(3)));
  const { prediction: p } = found;
  const rows: [string, string][] = [
    ...flatParams(trial.params),
    ["chosen", found.why],
    ["knew", `${count(found.knew, "trial")} that had ended`],
    ...(p
      ? ([["predicted", `${short(p.mean)} ± ${short(p.sd)}, the best known at ${short(p.best)}`]] as const)
      : []),
    ...(p?.actual != null ? ([["came", `${short(p.actual)}: ${surprised(p.surprise!)}`]] as const) : []),
    ["result", showResult(trial) || trial.state],
    [
      "like it",
      found.nearest
        .map((n) => `trial ${n.number}: ${showResult({ value: null, values: n.values })}`)
        .join("\n") || "none before it",
    ],
  ].map(([a, b]) => [a!, b!]);
  const unit = p ? "\nPredictions are in standardised loss: 0 is average, lower is better." : "";
  return `trial ${found.number} of ${terminal.paint.bold(study.name)}\n${pairs(rows, terminal)}${unit}`;
}

/** How far a result was from its prediction, in words. */
function surprised(z: number): string {
  const size = Math.abs(z);
  const side = z < 0 ? "better" : "worse";
  if (size < 1) return "as predicted";
  return `${size.toFixed(1)} standard deviations ${side} than predicted${size > 2 ? ", a surprise" : ""}`;
}
