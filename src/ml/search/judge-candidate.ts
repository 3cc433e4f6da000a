import type { ActiveTrial } from "../../study/index.ts";
import type { FoldScore } from "../score-fold.ts";
import { mean } from "./cv-results.ts";
import { foldNote, foldsKey } from "./fold-note.ts";

/** What a trial judges, and how. */
export interface Candidate {
  /** Fits and scores fold i. */
  readonly score: (i: number) => Promise<FoldScore>;
  readonly nSplits: number;
  /** Whether all folds may be fitted at once. */
  readonly isEager: boolean;
  /** The scorer that the search goes by. */
  readonly goal: string;
  /** Which fold comes when: all of 0 … folds - 1. */
  readonly order: readonly number[];
  /** The mean score that those seen let expect, fold by fold, NaN for those not seen; null where nothing is known. */
  readonly project: (scores: readonly number[]) => number | null;
}

/**
 * The mean score of a candidate over the folds: the objective of a search.
 *
 * The score of fold i is reported as step i, and what else is known of it becomes a note. A fold without a score has no
 * step: the log holds what is known; and the candidate has failed then. One that is stopped reports the mean that is to be expected as a
 * last step, behind the folds: samplers take a stopped trial for its last report, and one fold is easier than another.
 *
 * @throws what went wrong first, where there is no score of a fold
 */
export async function judgeCandidate(trial: ActiveTrial, c: Candidate): Promise<number> {
  const { goal, nSplits } = c;
  const seen: (FoldScore | undefined)[] = Array.from({ length: nSplits }, () => undefined);
  const scoreOf = c.isEager ? begun(c) : c.score;
  let failure: { readonly error: unknown } | null = null;
  for (const i of c.order) {
    trial.signal.throwIfAborted();
    const score = await scoreOf(i);
    if (score.error !== null && trial.signal.aborted) throw score.error;
    seen[i] = score;
    if (Number.isNaN(score.test[goal])) {
      failure ??= score;
      continue;
    }
    if ((await trial.report(i, score.test[goal]!)) === "continue") continue;
    const expected = c.project(seen.map((s) => s?.test[goal] ?? Number.NaN));
    if (expected !== null) await trial.report(nSplits, expected);
    break;
  }
  trial.note(foldsKey, foldNote(seen, goal));
  if (failure) throw failure.error;
  return mean(seen.flatMap((score) => score?.test[goal] ?? []));
}

/** All folds, begun at once. One that fails is heard of when it is asked for. */
function begun({ score, order }: Candidate): Candidate["score"] {
  const scores = new Map(order.map((i) => [i, score(i)]));
  for (const one of scores.values()) one.catch(() => {});
  return (i) => scores.get(i)!;
}
