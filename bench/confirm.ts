/**
 * Is the winner of a search as good as it looks? Over seeded studies on real data: what the search says of its best, what
 * `confirm` says of its winner, and what rows that neither has seen say of both.
 *
 * Each study draws rows to search on; all the others are held out. "unseen" is what the models of 5 folds of the rows score there: they
 * learn from as many rows as those that the search scores, so that more rows are no excuse. "refit" has learned from all rows.
 *
 *   npm run bench -- confirm [STUDIES]
 */
import { int } from "tunesmith";
import {
  accuracyScore,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  type Estimator,
  KFold,
  KNeighborsClassifier,
  type Label,
  loadBreastCancer,
  loadDiabetes,
  loadDigits,
  RandomizedSearchCV,
  r2Score,
  StratifiedKFold,
} from "tunesmith/ml";
import { shuffle, stream } from "../src/math/rng.ts";
import { type Row, report } from "./report.ts";

const [studies = "30"] = process.argv.slice(2);
const [candidates, searchRows] = [60, 120];
/** Enough for a standard error below that of the search. */
const mostUnseen = 450;

const tree = {
  maxDepth: int(1, 12),
  minSamplesLeaf: int(1, 20),
  minSamplesSplit: int(2, 30),
  maxFeatures: ["sqrt", "log2", null],
  seed: int(0, 9),
};
const neighbours = { nNeighbors: int(1, 20), weights: ["uniform", "distance"], p: [1, 1.5, 2, 3] };
const cases = [
  ["tree, breast cancer", loadBreastCancer(), new DecisionTreeClassifier(), tree],
  ["k-NN, digits", loadDigits(), new KNeighborsClassifier(), neighbours],
  ["tree, diabetes", loadDiabetes(), new DecisionTreeRegressor(), tree],
] as const;

const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x / xs.length, 0);
const error = (xs: readonly number[]) =>
  Math.sqrt(mean(xs.map((x) => (x - mean(xs)) ** 2)) / Math.max(1, xs.length - 1));

/** What came of one study. */
interface Found {
  readonly best: number;
  readonly winner: number;
  readonly corrected: number;
  readonly low: number;
  readonly high: number;
  readonly bestUnseen: number;
  readonly winnerUnseen: number;
  readonly bestRefit: number;
  readonly winnerRefit: number;
  readonly isOther: boolean;
}

async function study(
  [, { data, target }, estimator, space]: (typeof cases)[number],
  seed: number,
): Promise<Found> {
  const order = shuffle(
    stream(seed, "rows", 0),
    target.map((_, i) => i),
  );
  const [here, unseen] = [order.slice(0, searchRows), order.slice(searchRows, searchRows + mostUnseen)];
  const at = (rows: readonly number[]) => [rows.map((i) => data[i]!), rows.map((i) => target[i]!)] as const;
  const [[X, y], [Xu, yu]] = [at(here), at(unseen)];
  const search = new RandomizedSearchCV({
    ...{
      estimator: estimator as Estimator,
      paramDistributions: space,
      nIter: candidates,
      seed,
      cv: 5,
      refit: false,
    },
  });
  await search.fit(X, y);
  const found = await search.confirm(X, y);

  const score = async (fitted: Estimator) => {
    const said: readonly Label[] = await fitted.predict(Xu);
    return estimator.kind === "classifier" ? accuracyScore(yu, said) : r2Score(yu, said);
  };
  const fitTo = async (number: number, rows: readonly number[]) => {
    const copy = estimator.clone(search.trials.find((t) => t.number === number)!.params);
    await copy.fit(
      rows.map((i) => X[i]!),
      rows.map((i) => y[i]!),
    );
    return copy;
  };
  const ofFolds = async (number: number) => {
    const Folds = estimator.kind === "classifier" ? StratifiedKFold : KFold;
    const splits = new Folds({ nSplits: 5, shuffle: true, seed: 10_000 + seed }).split(X, y);
    const scores: number[] = [];
    for (const { train } of splits) scores.push(await score(await fitTo(number, train)));
    return mean(scores);
  };
  const all = X.map((_, i) => i);
  const winner = found.candidates.find((c) => c.number === found.winner)!;
  const { number, value } = found.naive!;
  return {
    best: value,
    winner: winner.mean!,
    corrected: winner.score!,
    low: winner.low!,
    high: winner.high!,
    bestUnseen: await ofFolds(number),
    winnerUnseen: await ofFolds(winner.number),
    bestRefit: await score(await fitTo(number, all)),
    winnerRefit: await score(await fitTo(winner.number, all)),
    isOther: winner.number !== number,
  };
}

const rows: Row[] = [];
for (const one of cases) {
  const found: Found[] = [];
  for (let seed = 0; seed < Number(studies); seed++) found.push(await study(one, seed));
  const bias = (of: (f: Found) => number) => found.map(of);
  const naive = bias((f) => f.best - f.bestUnseen);
  const fresh = bias((f) => f.winner - f.winnerUnseen);
  const corrected = bias((f) => f.corrected - f.winnerUnseen);
  const gain = bias((f) => f.winnerUnseen - f.bestUnseen);
  rows.push({
    case: one[0],
    studies: found.length,
    "naive best": mean(bias((f) => f.best)),
    "its unseen": mean(bias((f) => f.bestUnseen)),
    "naive bias": mean(naive),
    "± naive": error(naive),
    "winner again, bias": mean(fresh),
    "corrected bias": mean(corrected),
    "± corrected": error(corrected),
    "in the 95 %": mean(bias((f) => (f.low <= f.winnerUnseen && f.winnerUnseen <= f.high ? 1 : 0))),
    "winner's unseen": mean(bias((f) => f.winnerUnseen)),
    "gain unseen": mean(gain),
    "± gain": error(gain),
    "best refit": mean(bias((f) => f.bestRefit)),
    "winner refit": mean(bias((f) => f.winnerRefit)),
    "another winner": mean(bias((f) => Number(f.isOther))),
  });
}
report("confirm", rows);
