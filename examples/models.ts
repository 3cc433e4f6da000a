// Which model, and tuned how: one search over several families, and what choosing and tuning have gained.
import { branch, float, int, openStudy } from "tunesmith";
import { selectionOf } from "tunesmith/analysis";
import {
  BayesSearchCV,
  DecisionTreeClassifier,
  KNeighborsClassifier,
  LogisticRegression,
  loadWine,
  modelChoice,
  pipeline,
  StandardScaler,
} from "tunesmith/ml";
import { memory } from "tunesmith/storage";

const { data, target } = loadWine();
const storage = memory(); // or "sqlite:tunesmith.db", and then: tunesmith selection models

const search = new BayesSearchCV({
  estimator: modelChoice({
    logistic: pipeline(new StandardScaler(), new LogisticRegression()),
    neighbours: new KNeighborsClassifier(),
    tree: new DecisionTreeClassifier(),
  }),
  searchSpace: {
    model: branch({
      logistic: { logisticregression__C: float(1e-3, 1e3, { log: true }) },
      neighbours: { nNeighbors: int(1, 40) },
      tree: { maxDepth: int(1, 8), minSamplesLeaf: int(1, 20) },
    }),
  },
  ...{ name: "models", storage, nIter: 40, cv: 5, seed: 1, sampler: "tpe" },
});
await search.fit(data, target);
console.log("best:", search.bestScore.toFixed(3), JSON.stringify(search.bestParams.model));

const study = await openStudy("models", { storage });
const { families, gain, selection, tuning, effort } = selectionOf(study.history);
for (const { name, trials, typical, tuned } of families) {
  console.log(
    `${name.padEnd(10)} ${String(trials).padStart(2)} trials  typical ${typical.toFixed(3)}  best of ${effort}: ${tuned.toFixed(3)}`,
  );
}
console.log(
  `gain ${gain.toFixed(3)}: ${selection.toFixed(3)} by choosing the family, ${tuning.toFixed(3)} by tuning it`,
);
const confirmed = await search.confirm(data, target, { top: 3, rounds: 3 });
const winner = confirmed.candidates[0]!;
console.log(
  `confirmed on fresh folds: ${winner.score!.toFixed(3)}, with 95 % from ${winner.low!.toFixed(3)} to ${winner.high!.toFixed(3)}`,
);
