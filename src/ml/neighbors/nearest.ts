import { TunesmithError } from "../../error.ts";
import type { Matrix } from "../matrix.ts";
import { type OptionsOf, oneOf, positive, wholeFrom } from "../options.ts";

export interface NeighborsParams {
  /** Neighbours that count, from 1; default 5. */
  readonly nNeighbors: number;
  /** Whether neighbours count alike, or by 1 / distance; default "uniform". */
  readonly weights: "uniform" | "distance";
  /** The power of Minkowski's distance, > 0: 2 is Euclid's, 1 Manhattan's; default 2. */
  readonly p: number;
}

export const neighborsOptions: OptionsOf<NeighborsParams> = {
  nNeighbors: [5, wholeFrom(1)],
  weights: ["uniform", oneOf("uniform", "distance")],
  p: [2, positive],
};

/** @throws TunesmithError "data" when there are fewer rows than neighbours */
export function checkNeighbors(rows: number, nNeighbors: number): void {
  if (rows >= nNeighbors) return;
  throw new TunesmithError("data", `nNeighbors is ${nNeighbors}, but there are ${rows} rows to learn from.`);
}

/**
 * Calls back with the nearest rows of each query and their weights; of equal distances the first row is nearer.
 *
 * @cost queries · rows · d
 */
export function eachNearest(
  train: Matrix,
  queries: Matrix,
  { nNeighbors, weights, p }: NeighborsParams,
  visit: (query: number, rows: Int32Array, weights: Float64Array) => void,
): void {
  const { cols } = train;
  const near = new Float64Array(nNeighbors);
  const rows = new Int32Array(nNeighbors);
  const weight = new Float64Array(nNeighbors);
  for (let q = 0; q < queries.rows; q++) {
    let found = 0;
    for (let i = 0; i < train.rows; i++) {
      let sum = 0;
      const [a, b] = [q * cols, i * cols];
      if (p === 2) for (let j = 0; j < cols; j++) sum += (queries.data[a + j]! - train.data[b + j]!) ** 2;
      else if (p === 1)
        for (let j = 0; j < cols; j++) sum += Math.abs(queries.data[a + j]! - train.data[b + j]!);
      else for (let j = 0; j < cols; j++) sum += Math.abs(queries.data[a + j]! - train.data[b + j]!) ** p;
      if (found === nNeighbors && sum >= near[found - 1]!) continue;
      let place = found < nNeighbors ? found++ : found - 1;
      for (; place > 0 && near[place - 1]! > sum; place--) {
        near[place] = near[place - 1]!;
        rows[place] = rows[place - 1]!;
      }
      near[place] = sum;
      rows[place] = i;
    }
    // A row that is there already decides alone.
    const isThere = near[0] === 0;
    for (let k = 0; k < nNeighbors; k++) {
      if (weights === "uniform") weight[k] = 1;
      else weight[k] = isThere ? Number(near[k] === 0) : 1 / near[k]! ** (1 / p);
    }
    visit(q, rows, weight);
  }
}
