/** A search of `tunesmith/ml` from a module. */
import { TunesmithError } from "../../error.ts";
import type { Estimator, Label, SearchCV, Table } from "../../ml/index.ts";
import { load } from "./module.ts";

/** A search, and the rows it goes over. */
export interface SearchModule {
  readonly search: SearchCV<Estimator>;
  readonly X: Table;
  readonly y: readonly Label[];
}

/**
 * The search that a module exports as `search`, with its rows as `X` and `y`; null for a module without one.
 *
 * @throws TunesmithError "file" for a search without rows
 */
export async function searchOfModule(path: string): Promise<SearchModule | null> {
  if (!/\.[cm]?[jt]s$/i.test(path)) return null;
  const { search, X, y } = await load(path);
  if (typeof search !== "object" || search === null || !("confirm" in search)) return null;
  if (X === undefined || !Array.isArray(y)) {
    throw new TunesmithError(
      "file",
      `${path} exports a search, and not the rows it goes over; export X and y, too.`,
    );
  }
  return { search: search as SearchCV<Estimator>, X: X as Table, y: y as readonly Label[] };
}
