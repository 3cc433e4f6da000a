// Successive halving: all candidates on few rows, the best third of them on three times as many, and so on.
import { float } from "tunesmith";
import { HalvingRandomSearchCV, LogisticRegression, loadMakeClassification1000 } from "tunesmith/ml";

const { data, target } = loadMakeClassification1000();

const search = new HalvingRandomSearchCV({
  estimator: new LogisticRegression({ solver: "liblinear" }),
  paramDistributions: { C: float(1e-4, 1e4, { log: true }), penalty: ["l1", "l2"] },
  nCandidates: 27,
  minResources: 100,
  cv: 3,
  seed: 1,
});
await search.fit(data, target);

search.nCandidates.forEach((n, i) => {
  console.log(`iteration ${i}:`, n, "candidates on", search.nResources[i], "rows");
});
console.log("best of the last:", search.bestScore.toFixed(3), search.bestParams);
