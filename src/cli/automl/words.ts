/** What `automl` says: of the data, and of what it found. */
import { relative } from "node:path";
import type { AutoMLResult } from "../../ml/automl/automl.ts";
import { familyOf } from "../../ml/automl/automl.ts";
import type { AutoMLPlan } from "../../ml/automl/plan.ts";
import type { FeatureKind } from "../../ml/automl/profile.ts";
import type { Params } from "../../space/index.ts";
import type { Ended } from "../../study/index.ts";
import { showNumber, showParams } from "../show-values.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import type { Written } from "./write-files.ts";

const many: Readonly<Record<FeatureKind, readonly [one: string, more: string]>> = {
  number: ["number", "numbers"],
  category: ["category", "categories"],
  date: ["date", "dates"],
  text: ["text", "texts"],
};

/** What was seen in the data. */
export function dataInWords(path: string, plan: AutoMLPlan, target: string): string {
  const { question, profile, metric, nSplits } = plan;
  const { task, without } = question;
  const kinds = Object.entries(many).flatMap(([kind, [one, more]]) => {
    const count = profile.features.filter((feature) => feature.kind === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
  });
  const what =
    task.kind === "regression"
      ? `"${target}" is a number`
      : `"${target}" is one of ${task.classes.length} classes`;
  const lines = [
    `${path}: ${profile.rows} rows, columns of ${kinds.join(", ")}.`,
    `${what}; pipelines are judged by ${metric.name} over ${nSplits} folds.`,
    ...profile.dropped.map(({ name, why }) => `Left out: "${name}", since ${why}.`),
    ...(without > 0 ? [`Left out: ${without} rows without "${target}".`] : []),
  ];
  return lines.join("\n");
}

/** The result for machines. */
export function documentOf(
  { plan, confirmation, families, trials }: AutoMLResult,
  o: {
    readonly study: string;
    readonly storage: string;
    readonly data: string;
    readonly files: Written;
    readonly ended: Ended;
    readonly seconds: number;
  },
) {
  const { question, profile, metric, nSplits } = plan;
  const { tried, blend } = confirmation;
  const [best] = tried;
  const members = blend ? tried.filter(({ weight }) => weight > 0) : [{ ...best!, weight: 1 }];
  const { study, storage, data, files, ended, seconds } = o;
  return {
    ...{ study, storage, data, task: question.task.kind, rows: profile.rows },
    ...(question.task.kind === "classification" ? { classes: question.task.classes } : {}),
    features: profile.features,
    dropped: profile.dropped,
    metric: { name: metric.name, direction: metric.direction, scoring: metric.scoring },
    folds: nSplits,
    trials: trials.length,
    ended,
    seconds,
    winner: {
      family: blend ? "blend" : familyOf(best!.trial),
      members: members.map(({ trial, weight }) => ({
        number: trial.number,
        family: familyOf(trial),
        weight,
        params: trial.params,
      })),
      fresh: freshOf(blend ?? best!.fresh),
    },
    confirmed: tried.map(({ trial, fresh }) => ({
      number: trial.number,
      family: familyOf(trial),
      /** It was among the best for being high here. */
      searched: trial.value,
      fresh: freshOf(fresh),
    })),
    families: families.map((trial) => ({
      family: familyOf(trial),
      value: trial.value,
      number: trial.number,
      params: trial.params,
      trials: trials.filter((one) => one.state !== "waiting" && familyOf(one) === familyOf(trial)).length,
    })),
    files: { model: files.model, report: files.report, program: files.program, summary: files.summary },
  };
}

type Document = ReturnType<typeof documentOf>;

/** The result for people. */
export function resultInWords(
  { plan }: AutoMLResult,
  { document, terminal }: { readonly document: Document; readonly terminal: Terminal },
): string {
  const { bold, dim, green } = terminal.paint;
  const { winner, confirmed, families, files } = document;
  const rows = families.map(({ family, value, params, trials }) => [
    family,
    showNumber(value!),
    String(trials),
    dim(showParams(ownParams(params as { readonly model: Params }))),
  ]);
  const { mean, standardError, folds } = winner.fresh;
  const total = winner.members.reduce((sum, { weight }) => sum + weight, 0);
  const who =
    winner.family === "blend"
      ? winner.members
          .map((m) => `${Math.round((100 * m.weight) / total)} % ${m.family} ${m.number}`)
          .join(", ")
      : `trial ${winner.members[0]!.number}`;
  const [first] = confirmed;
  return [
    "",
    table(["family", plan.metric.name, "trials", ""], rows, terminal),
    "",
    `${bold(winner.family)}  ${plan.metric.name} ${green(showNumber(mean))} ± ${showNumber(standardError)} on ${folds} folds that the search has not seen  ${dim(who)}`,
    dim(
      `The best pipeline alone, trial ${first!.number} (${first!.family}): ${showNumber(first!.searched!)} in the search, ${showNumber(first!.fresh.mean)} on those folds.`,
    ),
    "",
    `Written: ${Object.values(files)
      .map((file) => relative(process.cwd(), file))
      .join(", ")}`,
  ].join("\n");
}

/** What a family was told. */
function ownParams({ model }: { readonly model: Params }): Params {
  const { is: _, ...own } = model;
  return own;
}

/** The mean of the fresh folds, and how sure it is: folds of one division share rows, so it is a little too sure. */
function freshOf(values: readonly number[]) {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return { mean, standardError: Math.sqrt(variance / values.length), folds: values.length };
}
