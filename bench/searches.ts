/**
 * The article's three searches, and searches over a forest and over boosting on digits, against scikit-learn's on the same
 * machine in the same run, turn by turn; one process each. On a busy machine seconds of processor time say more than those of the clock.
 *
 *   npm run bench -- searches [--threads 2]
 *
 * With threads, ours starts them for each search, and scikit-learn's processes (`n_jobs`) have been started before the clock is.
 */
import { parseArgs } from "node:util";
import {
  BayesSearchCV,
  GridSearchCV,
  HistGradientBoostingClassifier,
  LogisticRegression,
  loadDigits,
  loadIris,
  loadMakeClassification1000,
  RandomForestClassifier,
  RandomizedSearchCV,
} from "tunesmith/ml";
import { categorical, float } from "tunesmith/space";
import { python } from "./python.ts";
import { report } from "./report.ts";

interface Seconds {
  readonly clock: number;
  readonly processor: number;
}

interface Case {
  readonly name: string;
  readonly ours: () => Promise<unknown>;
  /** Python that makes X, y and a function `search`. */
  readonly theirs: string;
}

const { values: flags } = parseArgs({ options: { threads: { type: "string", default: "1" } } });
const parallel = Number(flags.threads);
const turns = 3;
const iris = loadIris();
const digits = loadDigits();
const made = loadMakeClassification1000();
const logistic = () => new LogisticRegression({ solver: "liblinear" });
const penalty = ["l1", "l2"];
const logspace = Array.from({ length: 50 }, (_, i) => 10 ** (-4 + (8 * i) / 49));
const wide = { C: float(1e-6, 1e6, { log: true }), penalty: categorical(["l1", "l2"]) };

const data = (file: string) => {
  const path = new URL(`../data/${file}.csv`, import.meta.url).pathname;
  return `t = np.loadtxt(${JSON.stringify(path)}, delimiter=",", skiprows=1)\nX, y = t[:, :-1], t[:, -1]`;
};
// Since scikit-learn 1.8 liblinear takes two classes only; wrapped so, it does what it did for more.
const oneVsRest = `model = OneVsRestClassifier(LogisticRegression(solver="liblinear"))`;
const randomForty = `
space = {"C": loguniform(1e-6, 1e6), "l1_ratio": [1.0, 0.0]}
search = lambda: RandomizedSearchCV(LogisticRegression(solver="liblinear"), space, n_iter=40, cv=5, random_state=0).fit(X, y)`;

const cases: readonly Case[] = [
  {
    name: "a: grid, iris, 12 × 5 fits",
    ours: () => {
      const paramGrid = { C: [0.001, 0.01, 0.1, 1, 10, 100], penalty };
      return new GridSearchCV({ estimator: logistic(), paramGrid, cv: 5, parallel }).fit(
        iris.data,
        iris.target,
      );
    },
    theirs: `${data("iris")}
${oneVsRest}
grid = {"estimator__C": [0.001, 0.01, 0.1, 1, 10, 100], "estimator__l1_ratio": [1.0, 0.0]}
search = lambda: GridSearchCV(model, grid, cv=5).fit(X, y)`,
  },
  {
    name: "b: random, iris, 100 × 5 fits",
    ours: () => {
      const paramDistributions = { C: logspace, penalty };
      const search = new RandomizedSearchCV({
        estimator: logistic(),
        paramDistributions,
        nIter: 100,
        cv: 5,
        parallel,
      });
      return search.fit(iris.data, iris.target);
    },
    theirs: `${data("iris")}
${oneVsRest}
space = {"estimator__C": np.logspace(-4, 4, 50).tolist(), "estimator__l1_ratio": [1.0, 0.0]}
search = lambda: RandomizedSearchCV(model, space, n_iter=100, cv=5, random_state=0).fit(X, y)`,
  },
  {
    name: "c: random, 1000 × 20, 40 × 5 fits",
    ours: () => {
      const paramDistributions = wide;
      const search = new RandomizedSearchCV({
        estimator: logistic(),
        paramDistributions,
        nIter: 40,
        cv: 5,
        parallel,
      });
      return search.fit(made.data, made.target);
    },
    theirs: `${data("make_classification_1000_20_2_rs42")}${randomForty}`,
  },
  {
    name: "c: Bayesian, against their random",
    ours: () =>
      new BayesSearchCV({ estimator: logistic(), searchSpace: wide, nIter: 40, cv: 5, parallel }).fit(
        made.data,
        made.target,
      ),
    theirs: `${data("make_classification_1000_20_2_rs42")}${randomForty}`,
  },
  {
    name: "forest: digits, 4 × 3 fits of 50 trees",
    ours: () => {
      const paramGrid = { maxFeatures: ["sqrt", 0.3], minSamplesLeaf: [1, 3] };
      const estimator = new RandomForestClassifier({ nEstimators: 50 });
      return new GridSearchCV({ estimator, paramGrid, cv: 3, parallel }).fit(digits.data, digits.target);
    },
    theirs: `${data("digits")}
grid = {"max_features": ["sqrt", 0.3], "min_samples_leaf": [1, 3]}
search = lambda: GridSearchCV(RandomForestClassifier(50), grid, cv=3).fit(X, y)`,
  },
  {
    name: "boosting: digits, 4 × 3 fits of 20 rounds",
    ours: () => {
      const paramGrid = { learningRate: [0.1, 0.3], maxLeafNodes: [7, 31] };
      const estimator = new HistGradientBoostingClassifier({ maxIter: 20 });
      return new GridSearchCV({ estimator, paramGrid, cv: 3, parallel }).fit(digits.data, digits.target);
    },
    theirs: `${data("digits")}
grid = {"learning_rate": [0.1, 0.3], "max_leaf_nodes": [7, 31]}
search = lambda: GridSearchCV(HistGradientBoostingClassifier(max_iter=20), grid, cv=3).fit(X, y)`,
  },
];

async function timed(run: () => Promise<unknown>): Promise<Seconds> {
  const [start, used] = [performance.now(), process.cpuUsage()];
  await run();
  const { user, system } = process.cpuUsage(used);
  return { clock: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
}

/** A process of its own; its imports and its first search do not count. */
function asked(setting: string): Seconds | null {
  return python<Seconds>(
    ["sklearn"],
    `
import json, time
import numpy as np
from scipy.stats import loguniform
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, RandomizedSearchCV
from sklearn.multiclass import OneVsRestClassifier
${setting.replaceAll(/cv=\d/g, `$&, n_jobs=${parallel}`)}
search()
t, c = time.perf_counter(), time.process_time()
search()
print(json.dumps({"clock": time.perf_counter() - t, "processor": time.process_time() - c}))
`,
  );
}

const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
const share = (ours: number, theirs: number | null) => (theirs === null ? null : ours / theirs);

const rows = [];
for (const { name, ours, theirs } of cases) {
  await ours(); // warms up
  const own: Seconds[] = [];
  const other: Seconds[] = [];
  for (let turn = 0; turn < turns; turn++) {
    own.push(await timed(ours));
    const found = asked(theirs);
    if (found) other.push(found);
  }
  const of = (all: readonly Seconds[], kind: keyof Seconds) =>
    all.length === 0 ? null : middle(all.map((one) => one[kind]));
  rows.push({
    search: name,
    threads: parallel,
    "ours s": of(own, "clock"),
    "scikit-learn s": of(other, "clock"),
    ratio: share(of(own, "clock")!, of(other, "clock")),
    "ours CPU s": of(own, "processor"),
    "scikit-learn CPU s": parallel > 1 ? null : of(other, "processor"),
    // Of theirs it is not known with several processes.
    "CPU ratio": parallel > 1 ? null : share(of(own, "processor")!, of(other, "processor")),
  });
}
report(parallel > 1 ? "searches-threads" : "searches", rows);
