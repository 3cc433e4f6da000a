// Successive halving: all candidates on few rows, the best third of them on three times as many, and so on.
import { float } from "tunesmith";
import { HalvingRandomSearchCV, KNeighborsClassifier, loadMakeClassification1000 } from "tunesmith/ml";

const { data, target } = loadMakeClassification1000();

const search = new HalvingRandomSearchCV({
  estimator: new KNeighborsClassifier(),
  paramDistributions: { nNeighbors: [1, 2, 3, 4, 5], p: float(1, 4), weights: ["uniform", "distance"] },
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
