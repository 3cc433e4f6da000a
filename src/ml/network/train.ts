import { minimize } from "../../math/lbfgs.ts";
import { shuffle, stream } from "../../math/rng.ts";
import { selectRows } from "../matrix.ts";
import { ShuffleSplit, StratifiedShuffleSplit } from "../splitters/index.ts";
import type { Lesson, Network, Shape } from "./network.ts";
import type { MLPParams } from "./options.ts";
import { adam, sgd } from "./solvers.ts";

export interface Trained {
  readonly shape: Shape;
  readonly w: Float64Array;
  /** The loss after each pass; of "lbfgs" the last one. */
  readonly lossCurve: readonly number[];
  /** The scores on the rows laid aside, after each pass; empty without early stopping. */
  readonly validationScores: readonly number[];
}

/** How well the network does on rows laid aside: the higher, the better. */
export type Judge = (network: Network, w: Float64Array, lesson: Lesson) => number;

/** What `train` needs besides the network and its options. */
export interface Training {
  readonly lesson: Lesson;
  readonly judge: Judge;
  /** Whether rows are laid aside class by class. */
  readonly isOfClasses: boolean;
}

export function train(network: Network, training: Training, params: MLPParams): Trained {
  const start = network.start(stream(params.seed, "MLP", 0));
  if (params.solver === "lbfgs") return descend(network, start, training.lesson, params);
  return walk(network, start, training, params);
}

/** All rows in each step. */
export function descend(network: Network, start: Float64Array, lesson: Lesson, params: MLPParams): Trained {
  const gradient = new Float64Array(network.length);
  const f = (w: Float64Array) => ({ value: network.loss(w, lesson, gradient), gradient });
  const low = new Float64Array(network.length).fill(-Infinity);
  const high = new Float64Array(network.length).fill(Infinity);
  const { tol, maxIter } = params;
  const { x, value } = minimize(f, start, { low, high, gradientTolerance: tol, maxIterations: maxIter });
  return { shape: network.shape, w: x.slice(), lossCurve: [value], validationScores: [] };
}

/** A few rows in each step; `start` is changed. */
export function walk(network: Network, start: Float64Array, training: Training, params: MLPParams): Trained {
  const w = start;
  const { seed, tol, nIterNoChange, earlyStopping } = params;
  const { learned, aside } = earlyStopping
    ? partsOf(training, params)
    : { learned: training.lesson, aside: null };
  const n = learned.X.rows;
  const size = Math.min(n, params.batchSize === "auto" ? 200 : params.batchSize);
  const solver = (params.solver === "adam" ? adam : sgd)(network.length, params);
  const g = new Float64Array(network.length);
  const lossCurve: number[] = [];
  const validationScores: number[] = [];
  let order = [...learned.y.keys()];
  let best = { value: -Infinity, w };
  let without = 0;
  for (let pass = 0; pass < params.maxIter; pass++) {
    if (params.shuffle) order = shuffle(stream(seed, "MLP/order", pass), order);
    let loss = 0;
    for (let from = 0; from < n; from += size) {
      const batch = part(learned, order.slice(from, from + size));
      if (batch.weight?.every((x) => x === 0)) continue; // nothing in it counts
      loss += (network.loss(w, batch, g) * batch.y.length) / n;
      solver.step(w, g);
    }
    lossCurve.push(loss);
    if (aside) validationScores.push(training.judge(network, w, aside));
    const value = validationScores.at(-1) ?? -lossCurve.at(-1)!;
    without = value >= best.value + tol ? 0 : without + 1;
    if (value > best.value) best = { value, w: aside ? w.slice() : w };
    solver.passed((pass + 1) * n);
    if (without <= nIterNoChange) continue;
    if (solver.ends()) break;
    without = 0;
  }
  return { shape: network.shape, w: best.w, lossCurve, validationScores };
}

function partsOf({ lesson, isOfClasses }: Training, { validationFraction, seed }: MLPParams) {
  const options = { nSplits: 1, testSize: validationFraction, seed };
  const splitter = isOfClasses ? new StratifiedShuffleSplit(options) : new ShuffleSplit(options);
  const { train, test } = splitter.split(lesson.X, Array.from(lesson.y))[0]!;
  return { learned: part(lesson, train), aside: part(lesson, test) };
}

function part({ X, y, weight }: Lesson, rows: readonly number[]): Lesson {
  const of = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]!);
  return { X: selectRows(X, rows), y: of(y), weight: weight && of(weight) };
}
