/** What is marked in a large study: all within some ends, the same in every picture. */
import { useReducer, useState } from "preact/hooks";
import type { LargeStudy } from "./large-study.ts";
import { markWithin } from "./raster.ts";

/** One condition, in the units of the user. */
export interface Condition {
  /** "number", `goal.NAME` or `param.NAME`. */
  readonly column: string;
  readonly low: number;
  readonly high: number;
}

export class Mark {
  conditions: readonly Condition[] = [];
  /** The pictures that show it. */
  readonly readers = new Set<() => void>();
  count = 0;
  #mask = new Uint8Array(0);
  /** The stride for which the mask is right; 0 for none. */
  #fresh = 0;
  readonly #study: LargeStudy;

  constructor(study: LargeStudy) {
    this.#study = study;
  }

  /** Marks, and has every picture drawn anew. */
  set(conditions: readonly Condition[]): void {
    this.conditions = conditions;
    this.#fresh = 0;
    for (const reader of this.readers) reader();
  }

  /** What is marked may be another after news. */
  renew(): void {
    this.#fresh = 0;
  }

  /**
   * Shape [n], 1 where a trial is marked; null when nothing is.
   *
   * @param stride  only every so many-th is of interest, and `count` an estimate, while a hand moves
   */
  mask(stride = 1): Uint8Array | null {
    if (this.conditions.length === 0) return null;
    const n = this.#study.size;
    const isFresh = this.#fresh === 1 || this.#fresh === stride;
    if (isFresh && this.#mask.length >= n) return this.#mask;
    if (this.#mask.length < n) this.#mask = new Uint8Array(Math.ceil(n * 1.2));
    const within = this.conditions.flatMap(({ column, low, high }) => {
      const values = column === "number" ? null : this.#study.column(column);
      return values === null && column !== "number" ? [] : [{ column: values, low, high }];
    });
    this.count = markWithin(this.#mask, n, within, stride) * stride;
    this.#fresh = stride;
    return this.#mask;
  }
}

/** The mark of a study, for as long as its pages stand. */
export function useMark(study: LargeStudy): {
  readonly mark: Mark;
  readonly say: () => void;
  readonly version: number;
} {
  const [version, say] = useReducer((n: number) => n + 1, 0);
  const [mark] = useState(() => new Mark(study));
  return { mark, version, say: () => say(0) };
}
