/**
 * Sums of gradients, of curvatures and of rows for each slot, side by side: entries 3 s, 3 s + 1 and 3 s + 2 of slot s.
 */
import type { Binned } from "./binned.ts";
import { pairwiseSum } from "./pairwise-sum.ts";

/** How the loss would change with the prediction of each row. */
export interface Slopes {
  /** First derivatives, shape [n]; single precision, as scikit-learn has it. */
  readonly g: Float32Array;
  /** Second derivatives, shape [n]; null where all are 1. */
  readonly h: Float32Array | null;
}

/** Rooms for histograms, used again and again. */
export class Histograms {
  readonly #binned: Binned;
  readonly #free: Float64Array[] = [];

  constructor(binned: Binned) {
    this.#binned = binned;
  }

  /** The sums of some rows. */
  of(rows: Int32Array, { g, h }: Slopes): Float64Array {
    const { d, slot, start } = this.#binned;
    const room = this.#free.pop()?.fill(0) ?? new Float64Array(3 * start[d]!);
    if (h) {
      for (let at = 0; at < rows.length; at++) {
        const i = rows[at]!;
        const slope = g[i]!;
        const curve = h[i]!;
        for (let e = i * d, end = e + d; e < end; e++) {
          const s = 3 * slot[e]!;
          room[s]! += slope;
          room[s + 1]! += curve;
          room[s + 2]!++;
        }
      }
      return room;
    }
    for (let at = 0; at < rows.length; at++) {
      const i = rows[at]!;
      const slope = g[i]!;
      for (let e = i * d, end = e + d; e < end; e++) {
        const s = 3 * slot[e]!;
        room[s]! += slope;
        room[s + 1]!++;
        room[s + 2]!++;
      }
    }
    return room;
  }

  /** What is left of a node when one of its children is taken away; in the node's own room. */
  rest(node: Float64Array, child: Float64Array): Float64Array {
    for (let s = 0; s < node.length; s++) node[s]! -= child[s]!;
    return node;
  }

  /** Takes a room back. */
  release(room: Float64Array): void {
    this.#free.push(room);
  }

  /** The sums of gradients and curvatures over all rows of a node, in numpy's order. */
  total(room: Float64Array, maxBins: number): { readonly g: number; readonly h: number } {
    const { start, order } = this.#binned;
    const j = order[0]!;
    const bins = start[j + 1]! - start[j]! - 1;
    const sum = (part: number) => {
      const padded = new Float64Array(maxBins + 1);
      for (let b = 0; b < bins; b++) padded[b] = room[3 * (start[j]! + b) + part]!;
      padded[maxBins] = room[3 * (start[j]! + bins) + part]!;
      return pairwiseSum(padded);
    };
    return { g: sum(0), h: sum(1) };
  }
}
