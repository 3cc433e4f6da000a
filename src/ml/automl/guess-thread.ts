/** A thread that learns from folds and says what it has learned. Started by `guesserOf`. */

import { answerTasks } from "../../threads/answer-tasks.ts";
import type { Fold } from "../folds.ts";
import { settled } from "../made-once.ts";
import { isMatrix } from "../matrix.ts";
import { modelFromJSON } from "../saved/model-from-json.ts";
import { type GuessAnswer, type GuessTask, guessOf } from "./guess.ts";

/** What is made of the rows of a fold (bins, ranks, kernels) is made once in each thread, so folds are kept. */
const folds = new Map<number, Fold>();

answerTasks<GuessTask, GuessAnswer>(async ({ estimator, key, fold }) => {
  if (!folds.has(key)) {
    for (const { X } of [fold.train, fold.test]) if (isMatrix(X)) settled(X);
    folds.set(key, fold);
  }
  const { kind, classes, table } = await guessOf(modelFromJSON(estimator), folds.get(key)!);
  return { kind, classes, table };
});
