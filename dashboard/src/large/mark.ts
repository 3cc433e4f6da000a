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
  count = 0;
  #mask = new Uint8Array(0);
  #isFresh = false;
  readonly #study: LargeStudy;

  constructor(study: LargeStudy) {
    this.#study = study;
  }

  set(conditions: readonly Condition[]): void {
    this.conditions = conditions;
    this.#isFresh = false;
  }

  /** What is marked may be another after news. */
  renew(): void {
    this.#isFresh = false;
  }

  /** Shape [n], 1 where a trial is marked; null when nothing is. */
  mask(): Uint8Array | null {
    if (this.conditions.length === 0) return null;
    const n = this.#study.size;
    if (this.#isFresh && this.#mask.length >= n) return this.#mask;
    if (this.#mask.length < n) this.#mask = new Uint8Array(Math.ceil(n * 1.2));
    const within = this.conditions.flatMap(({ column, low, high }) => {
      const values = column === "number" ? null : this.#study.column(column);
      return values === null && column !== "number" ? [] : [{ column: values, low, high }];
    });
    this.count = markWithin(this.#mask, n, within);
    this.#isFresh = true;
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
