import { didYouMean, TunesmithError } from "../../error.ts";
import { type Scorer, scorers } from "../scorers.ts";
import type { Task } from "./task.ts";

/** What a search goes by, as people read it. */
export interface Metric {
  /** The goal of the study. */
  readonly name: string;
  readonly direction: "maximize" | "minimize";
  /** The higher the better: a loss has its sign turned. */
  readonly scorer: Scorer;
  /** The scorer's name in scikit-learn. */
  readonly scoring: keyof typeof scorers;
}

/** Short names. */
const short: Readonly<Record<string, keyof typeof scorers>> = {
  auc: "roc_auc",
  log_loss: "neg_log_loss",
  logloss: "neg_log_loss",
  brier: "neg_brier_score",
  mcc: "matthews_corrcoef",
  f1: "f1",
  rmse: "neg_root_mean_squared_error",
  mse: "neg_mean_squared_error",
  mae: "neg_mean_absolute_error",
  mape: "neg_mean_absolute_percentage_error",
  r2: "r2",
};

const ofNumbers = new Set<string>([
  ...["r2", "explained_variance"],
  ...Object.keys(scorers).filter((name) => /_error$|_deviance$/.test(name)),
]);

/**
 * The metric of that name: a short one (auc, rmse …) or scikit-learn's; by default the area under the curve for two
 * classes, the log loss for more, and the root of the mean squared error for numbers.
 *
 * @throws TunesmithError "name" for one that is not known, or is of another task
 */
export function metricOf(name: string | undefined, task: Task): Metric {
  const asked =
    name ?? (task.kind === "regression" ? "rmse" : task.classes.length === 2 ? "auc" : "log_loss");
  const known = Object.hasOwn(short, asked) ? short[asked]! : asked;
  const fits = (one: string) => ofNumbers.has(one) === (task.kind === "regression");
  const names = [
    ...Object.keys(short).filter((one) => fits(short[one]!)),
    ...Object.keys(scorers).filter(fits),
  ];
  if (!Object.hasOwn(scorers, known) || !fits(known)) {
    const why = Object.hasOwn(scorers, known) ? `is no metric of ${task.kind}` : "is not known";
    throw new TunesmithError(
      "name",
      `the metric "${asked}" ${why}; ${didYouMean(asked, [...new Set(names)])}.`,
    );
  }
  const scoring = known as keyof typeof scorers;
  checkPositive(scoring, task);
  const isLoss = scoring.startsWith("neg_");
  return {
    name: isLoss && asked === scoring ? scoring.slice(4) : asked,
    direction: isLoss ? "minimize" : "maximize",
    scorer: scorers[scoring],
    scoring,
  };
}

/** Precision and the like count one class, 1: other names of classes say nothing of which that is. */
function checkPositive(scoring: string, task: Task): void {
  if (!["precision", "recall", "f1"].includes(scoring)) return;
  if (task.kind === "classification" && task.classes.length === 2 && task.classes[1] === 1) return;
  throw new TunesmithError(
    "name",
    `the metric "${scoring}" counts the class 1, and the classes are ${classWords(task)}; take ${scoring}_macro, or call the class that counts 1.`,
  );
}

function classWords(task: Task): string {
  return task.kind === "classification" ? task.classes.slice(0, 6).join(", ") : "none";
}
