/** The families of models that are searched: what each can be told, where it begins, and how it is made. */
import { branch, categorical, float, int, type Params, type Space } from "../../space/index.ts";
import { GaussianNB } from "../bayes/gaussian-nb.ts";
import {
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
} from "../boosting/hist-gradient-boosting.ts";
import type { Estimator } from "../estimator.ts";
import { ElasticNet } from "../linear/lasso.ts";
import { Ridge } from "../linear/ridge.ts";
import { LogisticRegression } from "../logistic-regression.ts";
import { KNeighborsClassifier, KNeighborsRegressor } from "../neighbors/k-neighbors.ts";
import { SVC } from "../svm/svc.ts";
import { SVR } from "../svm/svr.ts";
import { DecisionTreeClassifier, DecisionTreeRegressor } from "../trees/decision-tree.ts";
import { ExtraTreesClassifier, ExtraTreesRegressor } from "../trees/extra-trees.ts";
import { RandomForestClassifier, RandomForestRegressor } from "../trees/random-forest.ts";
import type { Preparation } from "./preparation.ts";
import type { Task } from "./task.ts";

/** What a family must know of the data. */
export interface Facts {
  readonly task: Task["kind"];
  readonly rows: number;
  /** Columns of the table. */
  readonly columns: number;
  /** The standard deviation of numbers to predict; 1 for classes. */
  readonly spread: number;
  /** Columns that boosting takes for categories. */
  readonly categorical: readonly number[];
}

export interface Family {
  /** What it is called in the space. */
  readonly name: string;
  readonly preparation: Preparation;
  readonly space: Space;
  /** Points that are tried first. */
  readonly first: readonly Params[];
  readonly make: (params: Params) => Estimator;
}

/** Every row is compared with every other: beyond so many it takes too long. */
const mostRowsOfNeighbors = 20_000;

/** The families for a task. */
export function familiesOf(facts: Facts): readonly Family[] {
  const isClasses = facts.task === "classification";
  const neighbors = facts.rows <= mostRowsOfNeighbors ? [neighborsOf(facts)] : [];
  const linear = isClasses ? [logistic, bayes] : [ridge, elasticNetOf(facts)];
  const vectors = facts.rows <= mostRowsOfVectors ? [vectorsOf(facts)] : [];
  return [
    ...[...linear, ...neighbors, ...vectors, treeOf(facts), boostingOf(facts)],
    ...[forestOf(facts), extraTreesOf(facts)],
  ];
}

/** Support vectors need a kernel of all rows: beyond so many it takes too long. */
const mostRowsOfVectors = 4_000;

/** One space with a branch for each. */
export function spaceOf(families: readonly Family[]): Space {
  return { model: branch(Object.fromEntries(families.map(({ name, space }) => [name, space]))) };
}

const logistic: Family = {
  name: "logistic",
  preparation: "scaled",
  space: { C: float(1e-4, 1e3, { log: true }), penalty: categorical(["l1", "l2"]) },
  first: [
    { C: 0.1, penalty: "l2" },
    { C: 1, penalty: "l1" },
  ],
  make: ({ C, penalty }) => new LogisticRegression({ C: C as number, penalty: penalty as "l1" }),
};

const bayes: Family = {
  name: "bayes",
  preparation: "scaled",
  space: { varSmoothing: float(1e-9, 1, { log: true }) },
  first: [],
  make: (params) => new GaussianNB(params),
};

const ridge: Family = {
  name: "ridge",
  preparation: "scaled",
  space: { alpha: float(1e-3, 1e4, { log: true }) },
  first: [{ alpha: 1 }, { alpha: 100 }],
  make: (params) => new Ridge(params),
};

function elasticNetOf({ spread }: Facts): Family {
  return {
    name: "elasticNet",
    preparation: "scaled",
    // From about the spread of the target on, no weight is left: Friedman, Hastie and Tibshirani 2010, section 2.5.
    space: { strength: float(1e-4, 1, { log: true }), l1Ratio: float(0.05, 1) },
    first: [],
    make: ({ strength, l1Ratio }) => {
      return new ElasticNet({ alpha: (strength as number) * spread, l1Ratio: l1Ratio as number });
    },
  };
}

function neighborsOf({ task, rows }: Facts): Family {
  const most = Math.max(2, Math.min(100, Math.floor(rows / 4)));
  return {
    name: "neighbors",
    preparation: "scaled",
    space: {
      nNeighbors: int(1, most, { log: true }),
      weights: categorical(["uniform", "distance"]),
      p: categorical([1, 2]),
    },
    first: [{ nNeighbors: Math.min(15, most), weights: "distance", p: 2 }],
    make: (params) =>
      task === "classification" ? new KNeighborsClassifier(params) : new KNeighborsRegressor(params),
  };
}

function vectorsOf({ task, spread, columns }: Facts): Family {
  const space = { C: float(0.01, 1000, { log: true }), gamma: float(1e-4, 1, { log: true }) };
  // First what scikit-learn has by default for columns that are alike in size, then a wider kernel that costs more.
  const usual = [
    { C: 1, gamma: Math.max(1e-4, 1 / columns) },
    { C: 10, gamma: Math.max(1e-4, 0.2 / columns) },
  ];
  if (task === "classification") {
    return {
      name: "vectors",
      preparation: "scaled",
      space,
      first: usual,
      make: (params) => new SVC({ ...params, probability: true }),
    };
  }
  return {
    name: "vectors",
    preparation: "scaled",
    // What errors cost, and how small they must be to cost nothing, in units of the target's spread.
    space: { ...space, tolerance: float(0.01, 0.5, { log: true }) },
    first: usual.map((point) => ({ ...point, tolerance: 0.1 })),
    make: ({ C, gamma, tolerance }) => {
      const epsilon = (tolerance as number) * spread;
      return new SVR({ C: (C as number) * spread, gamma: gamma as number, epsilon });
    },
  };
}

function treeOf({ task, rows }: Facts): Family {
  return {
    name: "tree",
    preparation: "plain",
    space: { maxDepth: int(1, 12), minSamplesLeaf: leaves(rows) },
    first: [],
    make: (params) =>
      task === "classification" ? new DecisionTreeClassifier(params) : new DecisionTreeRegressor(params),
  };
}

function forestOf(facts: Facts): Family {
  const make =
    facts.task === "classification"
      ? (params: Params) => new RandomForestClassifier(params)
      : (params: Params) => new RandomForestRegressor(params);
  return { name: "forest", ...treesOf(facts), make };
}

function extraTreesOf(facts: Facts): Family {
  const make =
    facts.task === "classification"
      ? (params: Params) => new ExtraTreesClassifier(params)
      : (params: Params) => new ExtraTreesRegressor(params);
  return { name: "extraTrees", ...treesOf(facts), make };
}

function treesOf({ task, rows, columns }: Facts): Omit<Family, "name" | "make"> {
  const root = Math.min(0.99, Math.max(0.05, columns ** -0.5));
  return {
    preparation: "plain",
    space: { maxFeatures: float(0.05, 0.99), minSamplesLeaf: leaves(rows) },
    // First what scikit-learn has by default: the root of the columns for classes, all of them for numbers.
    first: [
      { maxFeatures: task === "classification" ? root : 0.99, minSamplesLeaf: 1 },
      { maxFeatures: 0.4, minSamplesLeaf: 2 },
    ],
  };
}

function boostingOf({ task, rows, categorical: named }: Facts): Family {
  const fixed = { categoricalFeatures: named.length > 0 ? named : null, earlyStopping: false } as const;
  return {
    name: "boosting",
    preparation: "gaps",
    space: {
      learningRate: float(0.01, 0.3, { log: true }),
      maxIter: int(20, 500, { log: true }),
      maxLeafNodes: int(3, 63, { log: true }),
      minSamplesLeaf: int(1, Math.max(2, Math.min(100, Math.floor(rows / 10))), { log: true }),
      l2Regularization: float(1e-4, 100, { log: true }),
      maxFeatures: float(0.2, 1),
    },
    first: [
      {
        ...{ learningRate: 0.1, maxIter: 100, maxLeafNodes: 31, l2Regularization: 1e-4, maxFeatures: 1 },
        minSamplesLeaf: Math.min(20, Math.max(2, Math.floor(rows / 10))),
      },
      {
        ...{ learningRate: 0.05, maxIter: 100, maxLeafNodes: 6, l2Regularization: 1, maxFeatures: 0.5 },
        minSamplesLeaf: Math.min(20, Math.max(2, Math.floor(rows / 10))),
      },
    ],
    make: (params) => {
      const all = { ...fixed, ...params };
      return task === "classification"
        ? new HistGradientBoostingClassifier(all)
        : new HistGradientBoostingRegressor(all);
    },
  };
}

/** Rows that a leaf has. */
function leaves(rows: number) {
  return int(1, Math.max(2, Math.min(50, Math.floor(rows / 20))), { log: true });
}
