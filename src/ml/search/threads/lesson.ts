/** What a thread must know to fit folds: all of it crosses to another thread as it is. */
import type { Json } from "../../../json.ts";
import type { SentError } from "../../../threads/sent-error.ts";
import type { Estimator } from "../../estimator.ts";
import type { Fold, Sample } from "../../folds.ts";
import { isMatrix, type Matrix } from "../../matrix.ts";
import { modelFromJSON } from "../../saved/model-from-json.ts";
import { type SavedModel, savedPart } from "../../saved/saved.ts";
import type { FoldScore, Judging } from "../../score-fold.ts";
import { type ScorerName, scorers } from "../../scorers.ts";

/** What all fits of a search have in common. */
export interface Lesson {
  readonly estimator: SavedModel;
  /** Numbers stand in memory that all threads see. */
  readonly folds: readonly Fold[];
  /** By name, what scikit-learn calls it. */
  readonly scorers: { readonly [name: string]: ScorerName };
  readonly returnTrainScore: boolean;
  readonly errorScore: number | undefined;
}

/** One fit. */
export interface FitTask {
  /** As `encode` writes them. */
  readonly params: Json;
  /** Which fold. */
  readonly index: number;
  /** The share of its rows, in (0, 1], and the seed that draws them. */
  readonly share: number;
  readonly seed: number;
}

/** What came of it. */
export interface FitAnswer {
  readonly score: FoldScore;
  readonly error: SentError | null;
}

/**
 * The lesson of a search; or in words why it cannot be taught elsewhere.
 *
 * @param folds  their numbers are copied once, into memory that is shared
 */
export function lessonOf(estimator: Estimator, folds: readonly Fold[], judging: Judging): Lesson | string {
  const named: Record<string, ScorerName> = {};
  for (const [name, scorer] of Object.entries(judging.scorers)) {
    const known = (Object.keys(scorers) as ScorerName[]).find((one) => scorers[one] === scorer);
    if (known === undefined) return `the scorer "${name}" is a function of yours`;
    named[name] = known;
  }
  let saved: SavedModel;
  try {
    saved = savedPart("estimator", estimator);
    if (!isAlike(estimator, modelFromJSON(saved))) return "the estimator has a class of yours";
  } catch (e) {
    return `the estimator cannot be sent there (${(e as Error).message})`;
  }
  return {
    estimator: saved,
    folds: folds.map(({ train, test }) => ({ train: shared(train), test: shared(test) })),
    scorers: named,
    returnTrainScore: judging.returnTrainScore,
    errorScore: judging.errorScore,
  };
}

/** Whether both are of the same classes, part by part: one that extends a class of ours is written as that class. */
function isAlike(a: object, b: object): boolean {
  const [own, other] = [partsOf(a), partsOf(b)];
  const isSame = a.constructor === b.constructor && own.length === other.length;
  return isSame && own.every((part, i) => isAlike(part, other[i]!));
}

function partsOf(whole: object): readonly object[] {
  for (const key of ["steps", "estimators", "parts", "models"]) {
    const named = (whole as { readonly [key: string]: unknown })[key];
    if (Array.isArray(named)) return named.map(([, part]) => part).filter((part) => typeof part === "object");
  }
  return [];
}

/** The same numbers, in memory that all threads see. */
export function shared({ X, y }: Sample): Sample {
  return { X: isMatrix(X) ? sharedMatrix(X) : X, y };
}

function sharedMatrix({ data, rows, cols }: Matrix): Matrix {
  const room = new Float64Array(new SharedArrayBuffer(data.byteLength));
  room.set(data);
  return { data: room, rows, cols };
}
