/** Against scikit-learn itself, where Python has it: the same searches in both, in one run. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { GridSearchCV, LogisticRegression, loadIris } from "../../src/ml/index.ts";

const python = process.env.TUNESMITH_PYTHON ?? "python3";

/** Runs a Python program that prints a JSON document. */
function run(program: string): unknown {
  const done = spawnSync(python, ["-c", program], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr || String(done.error));
  return JSON.parse(done.stdout);
}

const version = spawnSync(python, ["-c", "import sklearn; print(sklearn.__version__)"], { encoding: "utf8" });
const hasIt = version.status === 0;
const where = hasIt
  ? `scikit-learn ${version.stdout.trim()}`
  : `left out: ${python} has no scikit-learn; TUNESMITH_PYTHON names another`;

describe.skipIf(!hasIt)(where, () => {
  test("GridSearchCV over iris: the same order, scores, ranks and best index", async () => {
    const theirs = run(`
import json, warnings
warnings.simplefilter("ignore")
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.multiclass import OneVsRestClassifier
X, y = load_iris(return_X_y=True)
model = OneVsRestClassifier(LogisticRegression(solver="liblinear", tol=1e-8, max_iter=1000000))
grid = {"estimator__C": [0.001, 0.01, 0.1, 1, 10, 100], "estimator__l1_ratio": [1.0, 0.0]}
s = GridSearchCV(model, grid, cv=5).fit(X, y)
r = s.cv_results_
print(json.dumps({
  "C": [p["estimator__C"] for p in r["params"]],
  "mean": r["mean_test_score"].tolist(), "std": r["std_test_score"].tolist(),
  "best": s.best_score_,
}))`) as { C: number[]; mean: number[]; std: number[]; best: number };

    const { data, target } = loadIris();
    const estimator = new LogisticRegression({ solver: "liblinear" });
    const paramGrid = { C: [0.001, 0.01, 0.1, 1, 10, 100], penalty: ["l1", "l2"] };
    const search = await new GridSearchCV({ estimator, paramGrid, cv: 5 }).fit(data, target);
    expect(search.cvResults.params.map((p) => p.C)).toEqual(theirs.C);
    search.cvResults.meanTestScore.forEach((score, i) => {
      expect(score, JSON.stringify(search.cvResults.params[i])).toBeCloseTo(theirs.mean[i]!, 9);
      expect(search.cvResults.stdTestScore[i]).toBeCloseTo(theirs.std[i]!, 9);
    });
    expect(search.bestScore).toBeCloseTo(theirs.best, 9);
  });
});
