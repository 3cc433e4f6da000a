/** What the columns of a table are, judged by what is in them. */
import { isGap } from "../columns.ts";
import type { Cell, Frame } from "../matrix.ts";
import { isDate } from "../preprocessing/date-encoder.ts";

export type FeatureKind = "number" | "category" | "date" | "text";

/** A column that is learned from. */
export interface Feature {
  readonly name: string;
  readonly kind: FeatureKind;
  /** Different entries, gaps not counted. */
  readonly different: number;
  /** Whether some rows have none. */
  readonly hasGaps: boolean;
}

/** A column that is not, and why. */
export interface Dropped {
  readonly name: string;
  readonly why: string;
}

export interface Profile {
  readonly rows: number;
  readonly features: readonly Feature[];
  readonly dropped: readonly Dropped[];
}

/** Texts of so many words in the middle are sentences, not names. */
const wordsOfText = 3;
/** Names that come less than twice each teach nothing about the next row. */
const rowsOfName = 2;

/** Judges each column. */
export function profileOf(frame: Frame, rows: number): Profile {
  const features: Feature[] = [];
  const dropped: Dropped[] = [];
  for (const [name, column] of Object.entries(frame)) {
    const found = judge(name, column, rows);
    if (typeof found === "string") dropped.push({ name, why: found });
    else features.push({ name, ...found });
  }
  return { rows, features, dropped };
}

/** What a column is, or why it is of no use. */
function judge(name: string, column: ArrayLike<Cell>, rows: number): Omit<Feature, "name"> | string {
  const there = Array.from(column).filter((cell): cell is number | string => !isGap(cell));
  const hasGaps = there.length < rows;
  const different = new Set(there).size;
  if (there.length === 0) return "it is empty";
  if (different === 1 && !hasGaps) return `every row has ${JSON.stringify(there[0])}`;
  const [first] = there;
  if (typeof first === "number") {
    return isNumbering(name, there as number[], rows)
      ? "it numbers the rows"
      : { kind: "number", different, hasGaps };
  }
  const texts = there as string[];
  if (texts.every(isDate)) return { kind: "date", different, hasGaps };
  const isUsual = different * rowsOfName <= there.length;
  if (isUsual && different <= Math.max(50, there.length / 20))
    return { kind: "category", different, hasGaps };
  if (middle(texts.map((text) => text.trim().split(/\s+/).length)) >= wordsOfText)
    return { kind: "text", different, hasGaps };
  if (isUsual) return { kind: "category", different, hasGaps };
  return `it names the rows: ${different} different entries in ${there.length}`;
}

/** What people call the number of a row. */
const idName = /^(id|index|nr|row|no|column 1|.*[ _.-]id|unnamed.*)$/i;

/** Whether each row has a whole number of its own, counted from 0 or 1 (some rows may be gone), or called a number. */
function isNumbering(name: string, values: readonly number[], rows: number): boolean {
  if (values.length < rows || rows < 3 || !values.every(Number.isSafeInteger)) return false;
  if (new Set(values).size < rows) return false;
  let [least, most] = [Infinity, -Infinity];
  for (const x of values) [least, most] = [Math.min(least, x), Math.max(most, x)];
  return idName.test(name) || ((least === 0 || least === 1) && most <= 2 * rows);
}

function middle(xs: readonly number[]): number {
  return [...xs].sort((a, b) => a - b)[xs.length >> 1]!;
}
