import { TunesmithError } from "../../error.ts";
import { isGap } from "../columns.ts";
import type { Cell } from "../matrix.ts";

/** A category; null stands for gaps. */
export type Category = number | string | null;

/** The different entries of a column, ascending, gaps last. @throws TunesmithError "data" for numbers among texts */
export function categoriesOf(column: ArrayLike<Cell>, name: string): Category[] {
  const seen = new Set<Category>();
  for (let i = 0; i < column.length; i++) seen.add(categoryOf(column[i]));
  const there = [...seen].filter((c): c is number | string => c !== null);
  const odd = there.find((c) => typeof c !== typeof there[0]);
  if (odd !== undefined) {
    throw new TunesmithError(
      "data",
      `"${name}" has both ${JSON.stringify(there[0])} and ${JSON.stringify(odd)}; categories are all numbers or all texts.`,
    );
  }
  const sorted: Category[] = there.sort((a, b) => (a < b ? -1 : 1));
  return seen.has(null) ? [...sorted, null] : sorted;
}

export function categoryOf(cell: Cell | undefined): Category {
  return isGap(cell) ? null : cell!;
}

/** The error for an entry that was not among those learned from. */
export function unknownCategory(
  what: string,
  entry: Category,
  at: { readonly name: string; readonly row: number },
  help: string,
): TunesmithError {
  const found = entry === null ? "a gap" : JSON.stringify(entry);
  return new TunesmithError(
    "data",
    `${what}: "${at.name}" of row ${at.row} is ${found}, which was not there when it was fitted; ${help}.`,
  );
}
