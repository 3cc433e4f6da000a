import type { Matrix } from "../matrix.ts";
import { type Bins, binOf, categoryOf } from "./bins.ts";

/**
 * Rows as bins. The bins of all columns stand in one row of slots, column after column; the last of each column is for
 * what is missing.
 */
export interface Binned {
  readonly n: number;
  readonly d: number;
  /** Shape [n, d], row after row: the slot of each entry. */
  readonly slot: Uint32Array;
  /** Shape [d + 1]: the first slot of each column. */
  readonly start: Int32Array;
  /** Shape [d]: whether a row has nothing there. */
  readonly hasMissing: Uint8Array;
  readonly isCategorical: readonly boolean[];
  /** The columns as they are looked at, those of categories first: of equal splits the first is taken. */
  readonly order: Int32Array;
}

/** @cost n d log maxBins */
export function binnedOf({ data, rows, cols }: Matrix, { edges, isCategorical }: Bins): Binned {
  const start = new Int32Array(cols + 1);
  edges.forEach((ends, j) => {
    const bins = isCategorical[j] ? ends.length : ends.length + 1;
    start[j + 1] = start[j]! + bins + 1;
  });
  const slot = new Uint32Array(rows * cols);
  const hasMissing = new Uint8Array(cols);
  for (let j = 0; j < cols; j++) {
    const ends = edges[j]!;
    const missing = start[j + 1]! - 1;
    for (let i = 0; i < rows; i++) {
      const x = data[i * cols + j]!;
      const bin = Number.isNaN(x) ? -1 : isCategorical[j] ? categoryOf(ends, x) : binOf(ends, x);
      if (bin < 0) hasMissing[j] = 1;
      slot[i * cols + j] = bin < 0 ? missing : start[j]! + bin;
    }
  }
  const columns = Int32Array.from(edges.keys());
  const isSet = (j: number) => isCategorical[j]!;
  const order = Int32Array.from([...columns.filter(isSet), ...columns.filter((j) => !isSet(j))]);
  return { n: rows, d: cols, slot, start, hasMissing, isCategorical, order };
}
