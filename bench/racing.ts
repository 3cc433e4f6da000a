/**
 * A race over folds: how many fits it saves, and whether the winner is the one that all fits would have found. Real scores of real
 * estimators, 10 folds: each case scores a pool of configurations once, and seeded studies draw from it at random.
 *
 *   npm run bench -- racing [STUDIES] [TRIALS]
 */
import { categorical, createStudy, float, int, type Params, type Space } from "tunesmith";
import {
  crossValScore,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  ElasticNet,
  type Estimator,
  KFold,
  KNeighborsClassifier,
  LogisticRegression,
  loadBreastCancer,
  loadDiabetes,
  loadDigits,
  loadIris,
  loadWine,
  pipeline,
  StandardScaler,
  StratifiedKFold,
} from "tunesmith/ml";
import { shuffle, stream } from "../src/math/rng.ts";
import { foldOrder } from "../src/pruners/index.ts";
import { type Row, report } from "./report.ts";

const [studies = "100", trials = "60"] = process.argv.slice(2);
const folds = 10;
/** From so many configurations studies draw. */
const poolSize = 120;

const tree: Space = {
  maxDepth: int(1, 12),
  minSamplesLeaf: int(1, 40),
  minSamplesSplit: int(2, 40),
  maxFeatures: categorical(["sqrt", "log2", null]),
};
const neighbours: Space = {
  nNeighbors: int(1, 40),
  weights: categorical(["uniform", "distance"]),
  p: categorical([1, 1.5, 2, 3]),
};
const logistic: Space = { C: float(1e-4, 1e4, { log: true }), penalty: categorical(["l1", "l2"]) };

interface Case {
  readonly name: string;
  readonly data: {
    readonly data: readonly (readonly number[])[];
    readonly target: readonly (string | number)[];
  };
  readonly estimator: Estimator;
  readonly space: Space;
  /** Of the estimator's parameters, in a pipeline. */
  readonly prefix?: string;
  readonly scoring?: "neg_log_loss";
}

const digits = loadDigits();
const some = shuffle(
  stream(1, "digits", 0),
  digits.target.map((_, i) => i),
).slice(0, 500);
const fewDigits = { data: some.map((i) => digits.data[i]!), target: some.map((i) => digits.target[i]!) };
const cases: readonly Case[] = [
  { name: "logistic, iris", data: loadIris(), estimator: new LogisticRegression(), space: logistic },
  {
    name: "logistic, wine, log loss",
    data: loadWine(),
    estimator: pipeline(new StandardScaler(), new LogisticRegression()),
    space: logistic,
    prefix: "logisticregression__",
    scoring: "neg_log_loss",
  },
  { name: "k-NN, digits", data: fewDigits, estimator: new KNeighborsClassifier(), space: neighbours },
  { name: "tree, wine", data: loadWine(), estimator: new DecisionTreeClassifier(), space: tree },
  {
    name: "tree, breast cancer",
    data: loadBreastCancer(),
    estimator: new DecisionTreeClassifier(),
    space: tree,
  },
  { name: "tree, digits", data: fewDigits, estimator: new DecisionTreeClassifier(), space: tree },
  { name: "tree, diabetes", data: loadDiabetes(), estimator: new DecisionTreeRegressor(), space: tree },
  {
    name: "elastic net, diabetes",
    data: loadDiabetes(),
    estimator: new ElasticNet(),
    space: { alpha: float(1e-4, 100, { log: true }), l1Ratio: float(0.01, 1) },
  },
];

const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;

/** A configuration, and its scores on all folds. */
interface Scored {
  readonly params: Params;
  readonly scores: readonly number[];
}

async function poolOf({ data, estimator, space, prefix = "", scoring, name }: Case): Promise<Scored[]> {
  const Folds = estimator.kind === "classifier" ? StratifiedKFold : KFold;
  const cv = new Folds({ nSplits: folds, shuffle: true, seed: 1 });
  const points = await createStudy({ space, sampler: "random", seed: 7, name });
  const pool: Scored[] = [];
  await points.optimize(
    async ({ params }) => {
      const named = Object.fromEntries(Object.entries(params).map(([key, value]) => [prefix + key, value]));
      const how = scoring ? { cv, scoring } : { cv };
      const scores = await crossValScore(estimator.clone(named), data.data, data.target, how);
      pool.push({ params, scores });
      return 0;
    },
    { trials: poolSize },
  );
  await points.close();
  return pool;
}

/** The share of the fits that a race needs, and by how much its winner is worse than that of all fits. */
async function raced(pool: readonly Scored[], space: Space, seed: number) {
  const drawn = shuffle(stream(seed, "pool", 0), pool).slice(0, Number(trials));
  const study = await createStudy({ space, sampler: "random", pruner: "race", direction: "maximize", seed });
  for (const { params } of drawn) await study.enqueue(params);
  const scoresOf = (trial: { readonly number: number }) => drawn[trial.number]!.scores;
  let fits = 0;
  await study.optimize(
    async (trial) => {
      const scores = scoresOf(trial);
      for (const fold of foldOrder(study.history, folds, trial.params)) {
        fits += 1;
        if ((await trial.report(fold, scores[fold]!)) === "prune") return;
      }
      return mean(scores);
    },
    { trials: drawn.length },
  );
  const best = Math.max(...drawn.map(({ scores }) => mean(scores)));
  const regret = best - mean(scoresOf(study.best!));
  await study.close();
  return { share: fits / (folds * drawn.length), regret };
}

const rows: Row[] = [];
for (const one of cases) {
  const pool = await poolOf(one);
  const found: Awaited<ReturnType<typeof raced>>[] = [];
  for (let seed = 0; seed < Number(studies); seed++) found.push(await raced(pool, one.space, seed));
  const deviation = (xs: readonly number[]) => Math.sqrt(mean(xs.map((x) => (x - mean(xs)) ** 2)));
  const top = pool.map(({ scores }) => scores).sort((a, b) => mean(b) - mean(a))[0]!;
  rows.push({
    case: one.name,
    "share of the fits": mean(found.map((f) => f.share)),
    "same winner": mean(found.map((f) => Number(f.regret < 1e-9))),
    "mean loss of score": mean(found.map((f) => f.regret)),
    "standard error of a score": deviation(top) / Math.sqrt(folds),
  });
}
const of = (column: string) => mean(rows.map((row) => row[column] as number));
rows.push({ case: "mean", "share of the fits": of("share of the fits"), "same winner": of("same winner") });
report("racing", rows);
