/** What a search knows of a candidate beyond its score, kept as a note on its trial: a search that goes on has it, too. */
import type { Json } from "../../json.ts";
import type { FoldScore, Scores } from "../score-fold.ts";

/** The key of the note. */
export const foldsKey = "folds";

/** Fold by fold, NaN for what is not known; shape [folds] each. */
export interface FoldColumns {
  readonly test: { readonly [scorer: string]: readonly number[] };
  readonly train: { readonly [scorer: string]: readonly number[] };
  /** In seconds. */
  readonly fitTime: readonly number[];
  readonly scoreTime: readonly number[];
}

/**
 * The note; null stands for NaN.
 *
 * @param seen  by fold; undefined where a fold was not judged
 * @param goal  the scorer whose scores the study has as reports
 */
export function foldNote(seen: readonly (FoldScore | undefined)[], goal: string): Json {
  const of = (pick: (f: FoldScore) => number) => seen.map((f) => (f ? plain(pick(f)) : null));
  const some = seen.find((f) => f !== undefined);
  const columns = (scores: Scores | null | undefined, side: "test" | "train", but?: string) =>
    Object.fromEntries(
      Object.keys(scores ?? {})
        .filter((name) => name !== but)
        .map((name) => [name, of((f) => f[side]![name]!)]),
    );
  const [test, train] = [columns(some?.test, "test", goal), columns(some?.train, "train")];
  return {
    fitTime: of((f) => tidy(f.fitTime)),
    scoreTime: of((f) => tidy(f.scoreTime)),
    ...(Object.keys(test).length > 0 ? { test } : {}),
    ...(Object.keys(train).length > 0 ? { train } : {}),
  };
}

/** Reads such a note; what is not in it is NaN. */
export function columnsOf(note: Json | undefined, scorers: readonly string[], nSplits: number): FoldColumns {
  const read = (from: unknown): number[] => {
    const list = Array.isArray(from) ? from : [];
    return Array.from({ length: nSplits }, (_, i) => (typeof list[i] === "number" ? list[i] : Number.NaN));
  };
  const { test, train, fitTime, scoreTime } = recordOf(note);
  const by = (side: unknown) => Object.fromEntries(scorers.map((name) => [name, read(recordOf(side)[name])]));
  return { test: by(test), train: by(train), fitTime: read(fitTime), scoreTime: read(scoreTime) };
}

function recordOf(x: unknown): { readonly [key: string]: unknown } {
  return typeof x === "object" && x !== null ? (x as { readonly [key: string]: unknown }) : {};
}

function plain(x: number): number | null {
  return Number.isFinite(x) ? x : null;
}

/** To a microsecond: no clock knows more, and logs stay short. */
function tidy(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}
