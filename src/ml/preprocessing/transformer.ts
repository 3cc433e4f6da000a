import type { Label } from "../labels.ts";
import type { Table } from "../matrix.ts";
import type { EstimatorParams } from "../params.ts";

/** Something that learns how to change columns, and changes them. */
export interface Transformer {
  /** All parameters by name; a new object. */
  getParams(): EstimatorParams;
  /** A copy that has learned nothing, with other values for the parameters given. */
  clone(params?: EstimatorParams): Transformer;
  fit(X: Table, y?: readonly Label[]): unknown;
  /** As many rows, with columns of its own. */
  transform(X: Table): Table | Promise<Table>;
}
