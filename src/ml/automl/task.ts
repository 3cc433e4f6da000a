import { didYouMean, TunesmithError } from "../../error.ts";
import { isGap } from "../columns.ts";
import { codeLabels, type Label } from "../labels.ts";
import { type Cell, checkFrame, type Frame } from "../matrix.ts";

/** What is to be predicted. */
export type Task =
  | { readonly kind: "classification"; readonly classes: readonly Label[] }
  | { readonly kind: "regression" };

/** The rows that have a target, and what it is. */
export interface Question {
  readonly task: Task;
  /** Columns without the target. */
  readonly X: Frame;
  readonly y: readonly Label[];
  /** Rows whose target is a gap: they are left out. */
  readonly without: number;
}

/** Whole numbers are classes where there are no more different ones than this, and each comes this often in the mean. */
const [mostClasses, leastRowsOfClass] = [20, 5];

/**
 * Takes the target out of a table, and says whether it is classes or numbers.
 *
 * @param asked  what the user says it is
 * @throws TunesmithError "params" for a target that is not there; "data" for one class, or texts to regress on
 */
export function questionOf(frame: Frame, target: string, asked?: Task["kind"]): Question {
  checkFrame(frame);
  const column = Object.hasOwn(frame, target) ? frame[target] : undefined;
  if (!column) {
    throw new TunesmithError(
      "params",
      `there is no column "${target}" to predict; ${didYouMean(target, Object.keys(frame))}.`,
    );
  }
  const rows = Array.from({ length: column.length }, (_, i) => i).filter((i) => !isGap(column[i]));
  const pick = (cells: ArrayLike<Cell>) => rows.map((i) => cells[i]!);
  const y = pick(column) as Label[];
  const names = Object.keys(frame).filter((name) => name !== target);
  if (names.length === 0) {
    throw new TunesmithError("data", `"${target}" is the only column; there is nothing to predict it from.`);
  }
  const X = Object.fromEntries(names.map((name) => [name, pick(frame[name]!)]));
  return { task: taskOf(y, target, asked), X, y, without: column.length - rows.length };
}

function taskOf(y: readonly Label[], target: string, asked: Task["kind"] | undefined): Task {
  if (y.length === 0) throw new TunesmithError("data", `"${target}" is empty: no row says what it is.`);
  const isText = typeof y[0] === "string";
  if (asked === "regression" && isText) {
    throw new TunesmithError(
      "data",
      `"${target}" has texts such as ${JSON.stringify(y[0])}, and regression needs numbers; leave --task out.`,
    );
  }
  const { classes } = codeLabels(y);
  const isFew = classes.length <= mostClasses && y.length >= leastRowsOfClass * classes.length;
  const isClasses = isText || (isFew && (y as number[]).every(Number.isSafeInteger));
  if (!(asked === undefined ? isClasses : asked === "classification")) {
    if (classes.length > 1) return { kind: "regression" };
    throw new TunesmithError("data", `"${target}" is ${classes[0]} in every row: there is nothing to learn.`);
  }
  if (classes.length > 1) return { kind: "classification", classes };
  throw new TunesmithError(
    "data",
    `"${target}" is ${JSON.stringify(classes[0])} in every row; to tell classes apart takes two of them.`,
  );
}
