/** A thread that fits folds and scores them, one after the other. Started by `FitThreads`. */
import { workerData } from "node:worker_threads";
import { answerTasks } from "../../../threads/answer-tasks.ts";
import { sent } from "../../../threads/sent-error.ts";
import { settled } from "../../made-once.ts";
import { isMatrix } from "../../matrix.ts";
import type { EstimatorParams } from "../../params.ts";
import { decode } from "../../saved/code.ts";
import { modelFromJSON } from "../../saved/model-from-json.ts";
import { scoreFold } from "../../score-fold.ts";
import { scorers } from "../../scorers.ts";
import { subsample } from "../subsample.ts";
import type { FitAnswer, FitTask, Lesson } from "./lesson.ts";

const { estimator: saved, folds, scorers: named, returnTrainScore, errorScore } = workerData as Lesson;
const estimator = modelFromJSON(saved);
const judging = {
  scorers: Object.fromEntries(Object.entries(named).map(([name, one]) => [name, scorers[one]])),
  returnTrainScore,
  errorScore,
};
// What is made of the rows of a fold (bins, ranks, kernels) is made once in each thread.
for (const { train, test } of folds) for (const { X } of [train, test]) if (isMatrix(X)) settled(X);

answerTasks<FitTask, FitAnswer>(async ({ params, index, share, seed }) => {
  const fold = subsample(folds[index]!, share, { index, seed });
  const { error, ...score } = await scoreFold(estimator, decode(params) as EstimatorParams, fold, judging);
  return { score: { ...score, error: null }, error: error === null ? null : sent(error) };
});
