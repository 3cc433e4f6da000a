// Bayesian optimization: each result says where to look next. Every trial says why its point was chosen.
import { categorical, float } from "tunesmith";
import { BayesSearchCV, LogisticRegression, loadMakeClassification1000 } from "tunesmith/ml";

const { data, target } = loadMakeClassification1000();

const search = new BayesSearchCV({
  estimator: new LogisticRegression({ solver: "liblinear" }),
  searchSpace: { C: float(1e-6, 1e6, { log: true }), penalty: categorical(["l1", "l2"]) },
  nIter: 40,
  cv: 5,
  seed: 1,
});
await search.fit(data, target);

console.log("best of", search.trials.length, "trials:", search.bestScore.toFixed(3), search.bestParams);
const { number, memo } = search.trials[search.bestIndex]!;
console.log(`trial ${number} was chosen for:`, (memo as { why: string }).why);
