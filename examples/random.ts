// Random search: a number of draws instead of every combination; lists and ranges side by side.
import { float } from "tunesmith";
import { LogisticRegression, loadIris, RandomizedSearchCV } from "tunesmith/ml";

const { data, target } = loadIris();

const search = new RandomizedSearchCV({
  estimator: new LogisticRegression({ solver: "liblinear" }),
  paramDistributions: { C: float(1e-4, 1e4, { log: true }), penalty: ["l1", "l2"] },
  nIter: 100,
  cv: 5,
  seed: 1,
});
await search.fit(data, target);

console.log("best of", search.trials.length, "draws:", search.bestScore.toFixed(3), search.bestParams);
