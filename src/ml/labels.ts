import { TunesmithError } from "../error.ts";

/** What a row is labelled with: a class by name or number, or a number to regress on. */
export type Label = number | string;

/** Labels as numbers: row i is of class `classes[codes[i]]`. */
export interface Coded {
  /** The different labels, ascending: numbers by size, texts by code unit. */
  readonly classes: readonly Label[];
  /** Shape [n], each in [0, classes.length). */
  readonly codes: Int32Array;
}

/**
 * Numbers the classes in ascending order, as scikit-learn's LabelEncoder.
 *
 * @param y  shape [n]; all finite numbers, or all texts
 * @throws TunesmithError "data" for anything else
 */
export function codeLabels(y: readonly Label[]): Coded {
  checkLabels(y);
  const classes = [...new Set(y)].sort((a, b) => (a < b ? -1 : 1));
  const codeOf = new Map(classes.map((label, k) => [label, k]));
  return { classes, codes: Int32Array.from(y, (label) => codeOf.get(label)!) };
}

/**
 * Checks that there is one label for every row.
 *
 * @param y  shape [n]
 * @throws TunesmithError "shape"
 */
export function checkLength(y: readonly Label[], n: number): void {
  const found = Array.isArray(y) ? `${y.length} labels` : `${typeof y}`;
  if (Array.isArray(y) && y.length === n) return;
  throw new TunesmithError("shape", `X has ${n} rows, but y has ${found}; give one label for each row.`);
}

/** Labels of the rows of those numbers, in that order. */
export function selectLabels<Y extends Label>(y: readonly Y[], indices: ArrayLike<number>): Y[] {
  return Array.from(indices, (i) => y[i]!);
}

function checkLabels(y: readonly Label[]): void {
  const kind = typeof y[0];
  const wrong = y.findIndex((label) => typeof label !== kind || !isLabel(label));
  if (wrong < 0) return;
  const label: unknown = y[wrong];
  const found = typeof label === "string" ? JSON.stringify(label) : String(label);
  const mixed = isLabel(label) ? `, but y[0] is a ${kind}` : "";
  throw new TunesmithError(
    "data",
    `y[${wrong}] is ${found}${mixed}; labels are all finite numbers or all texts.`,
  );
}

function isLabel(label: unknown): label is Label {
  return typeof label === "string" || (typeof label === "number" && Number.isFinite(label));
}
