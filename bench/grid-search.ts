/**
 * The article's first case, `GridSearchCV` over 12 points of a logistic regression on iris with 5 folds, against
 * scikit-learn's in the same run where Python has it.
 *
 *   npm run bench -- grid-search
 */
import { GridSearchCV, LogisticRegression, loadIris } from "tunesmith/ml";
import { python } from "./python.ts";
import { medianMs, report } from "./report.ts";

const { data: X, target: y } = loadIris();
const paramGrid = { C: [0.001, 0.01, 0.1, 1, 10, 100], penalty: ["l1", "l2"] };
const search = () =>
  new GridSearchCV({ estimator: new LogisticRegression({ solver: "liblinear" }), paramGrid, cv: 5 });

const first = await medianMs(1, () => search().fit(X, y));
const warm = await medianMs(9, () => search().fit(X, y));
const theirs = python<{ first: number; warm: number }>(
  ["sklearn"],
  `
import json, time, statistics
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.multiclass import OneVsRestClassifier
X, y = load_iris(return_X_y=True)
def run():
    t = time.perf_counter()
    # Since scikit-learn 1.8 liblinear takes two classes only; wrapped so, it does what it did for more.
    model = OneVsRestClassifier(LogisticRegression(solver="liblinear"))
    GridSearchCV(model, {"estimator__C": ${JSON.stringify(paramGrid.C)}, "estimator__l1_ratio": [1.0, 0.0]}, cv=5).fit(X, y)
    return (time.perf_counter() - t) * 1000
first = run()
print(json.dumps({"first": first, "warm": statistics.median(run() for _ in range(9))}))
`,
);

report("grid-search", [
  {
    run: "first in the process",
    "ours ms": first,
    "scikit-learn ms": theirs?.first ?? null,
    ratio: theirs && theirs.first / first,
  },
  {
    run: "median of 9",
    "ours ms": warm,
    "scikit-learn ms": theirs?.warm ?? null,
    ratio: theirs && theirs.warm / warm,
  },
]);
