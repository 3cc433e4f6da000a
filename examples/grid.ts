// Grid search: every combination, judged by 5-fold cross-validation, as scikit-learn's GridSearchCV.
import { GridSearchCV, LogisticRegression, loadIris } from "tunesmith/ml";

const { data, target } = loadIris();

const search = new GridSearchCV({
  estimator: new LogisticRegression({ solver: "liblinear" }),
  paramGrid: { C: [0.001, 0.01, 0.1, 1, 10, 100], penalty: ["l1", "l2"] },
  cv: 5,
});
await search.fit(data, target);

const { params, meanTestScore, stdTestScore, rankTestScore } = search.cvResults;
params.forEach((point, i) => {
  const mean = meanTestScore[i]!.toFixed(3);
  console.log(
    String(rankTestScore[i]).padStart(2),
    mean,
    `± ${stdTestScore[i]!.toFixed(3)}`,
    JSON.stringify(point),
  );
});
console.log("best:", search.bestScore.toFixed(3), search.bestParams);
console.log("a flower of 5.1, 3.5, 1.4, 0.2 cm is of class", search.predict([[5.1, 3.5, 1.4, 0.2]]));
