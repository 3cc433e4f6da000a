import { TunesmithError } from "../../error.ts";
import type { Columns } from "../columns.ts";

/**
 * Checks that a table has the columns that were learned from, in the same order.
 *
 * @throws TunesmithError "shape"
 */
export function checkColumns({ names }: Columns, learned: readonly string[], what: string): void {
  if (names.length !== learned.length) {
    throw new TunesmithError(
      "shape",
      `X has ${names.length} columns, but this ${what} was fitted to ${learned.length}; give the same features in the same order.`,
    );
  }
  const wrong = names.findIndex((name, j) => name !== learned[j]);
  // Rows without names are "x0", "x1" …: their order is all there is.
  const isNumbered = (these: readonly string[]) => these.every((name, j) => name === `x${j}`);
  if (wrong < 0 || isNumbered(names) || isNumbered(learned)) return;
  throw new TunesmithError(
    "shape",
    `column ${wrong} of X is "${names[wrong]}", but this ${what} was fitted to "${learned[wrong]}" there; give the same features in the same order.`,
  );
}
