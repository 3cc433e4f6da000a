/** `cvResults` of each search class against scikit-learn's `cv_results_`, cell by cell, in one run. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import {
  GridSearchCV,
  HalvingGridSearchCV,
  HalvingRandomSearchCV,
  KNeighborsClassifier,
  loadWine,
  RandomizedSearchCV,
  type ScoreColumns,
} from "../../src/ml/index.ts";

const python = process.env.TUNESMITH_PYTHON ?? "python3";
const version = spawnSync(python, ["-c", "import sklearn; print(sklearn.__version__)"], { encoding: "utf8" });
const hasIt = version.status === 0;
const where = hasIt
  ? `scikit-learn ${version.stdout.trim()}`
  : `left out: ${python} has no scikit-learn; TUNESMITH_PYTHON names another`;

const program = `
import json, warnings
warnings.simplefilter("ignore")
from sklearn.datasets import load_wine
from sklearn.experimental import enable_halving_search_cv
from sklearn.model_selection import GridSearchCV, RandomizedSearchCV, HalvingGridSearchCV, HalvingRandomSearchCV
from sklearn.neighbors import KNeighborsClassifier
X, y = load_wine(return_X_y=True)
grid = {"n_neighbors": [1, 5, 9, 15, 30], "p": [1, 2], "weights": ["uniform", "distance"]}
scoring = ["accuracy", "neg_log_loss", "f1_macro"]
halving = dict(resource="n_neighbors", min_resources=2, max_resources=20, factor=2, cv=4, random_state=0, return_train_score=True)
knn = KNeighborsClassifier()
searches = {
  "GridSearchCV": GridSearchCV(knn, grid, cv=4, scoring=scoring, refit="f1_macro", return_train_score=True),
  "RandomizedSearchCV": RandomizedSearchCV(knn, grid, n_iter=20, cv=4, scoring=scoring, refit="f1_macro", random_state=0, return_train_score=True),
  "HalvingGridSearchCV": HalvingGridSearchCV(knn, {"p": [1, 2], "weights": ["uniform", "distance"]}, scoring="neg_log_loss", **halving),
  "HalvingRandomSearchCV": HalvingRandomSearchCV(knn, {"p": [1, 2], "weights": ["uniform", "distance"]}, n_candidates=4, scoring="neg_log_loss", **halving),
}
out = {}
for name, s in searches.items():
  cv = s.fit(X, y).cv_results_
  many = "Halving" not in name
  names = scoring if many else ["score"]
  columns = {}
  for m in names:
    columns[m] = {
      "splitTestScores": [[float(cv[f"split{f}_test_{m}"][i]) for f in range(4)] for i in range(len(cv["params"]))],
      "splitTrainScores": [[float(cv[f"split{f}_train_{m}"][i]) for f in range(4)] for i in range(len(cv["params"]))],
      **{k: cv[f"{a}_{side}_{m}"].tolist() for k, a, side in [
        ("meanTestScore", "mean", "test"), ("stdTestScore", "std", "test"), ("rankTestScore", "rank", "test"),
        ("meanTrainScore", "mean", "train"), ("stdTrainScore", "std", "train")]},
    }
  out[name] = {"params": cv["params"], "columns": columns, "best": s.best_params_, "bestScore": float(s.best_score_),
    "iter": [int(i) for i in cv["iter"]] if not many else [0] * len(cv["params"])}
print(json.dumps(out))`;

interface Theirs {
  readonly params: readonly { readonly [name: string]: unknown }[];
  readonly columns: { readonly [scorer: string]: ScoreColumns };
  readonly best: { readonly [name: string]: unknown };
  readonly bestScore: number;
  readonly iter: readonly number[];
}

describe.skipIf(!hasIt)(where, () => {
  const done = hasIt ? spawnSync(python, ["-c", program], { encoding: "utf8" }) : null;
  const theirs: { readonly [name: string]: Theirs } = done?.status === 0 ? JSON.parse(done.stdout) : {};
  const { data: X, target: y } = loadWine();
  const estimator = new KNeighborsClassifier();
  const grid = { nNeighbors: [1, 5, 9, 15, 30], p: [1, 2], weights: ["uniform", "distance"] };
  const several = {
    ...{ estimator, cv: 4, refit: "f1_macro", returnTrainScore: true, seed: 1 },
    scoring: ["accuracy", "neg_log_loss", "f1_macro"] as const,
  };
  const small = { p: [1, 2], weights: ["uniform", "distance"] };
  const halving = {
    ...({ estimator, cv: 4, scoring: "neg_log_loss", returnTrainScore: true, seed: 1 } as const),
    ...{ resource: "nNeighbors", minResources: 2, maxResources: 20, factor: 2 },
  };
  const searches = {
    GridSearchCV: () => new GridSearchCV({ ...several, paramGrid: grid }),
    RandomizedSearchCV: () => new RandomizedSearchCV({ ...several, paramDistributions: grid, nIter: 20 }),
    HalvingGridSearchCV: () => new HalvingGridSearchCV({ ...halving, paramGrid: small }),
    HalvingRandomSearchCV: () =>
      new HalvingRandomSearchCV({ ...halving, paramDistributions: small, nCandidates: 4 }),
  };
  const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const keyOf = (params: object, iter: number) =>
    JSON.stringify([
      iter,
      ...Object.entries(params)
        .map(([k, v]) => [camel(k), v])
        .sort(),
    ]);

  test.each(Object.entries(searches))("%s: every cell by every scorer", async (name, make) => {
    expect(done!.stderr).toBe("");
    const said = theirs[name]!;
    const search = make();
    await search.fit(X, y);
    const { params, byScorer } = search.cvResults;
    const iter =
      "iter" in search.cvResults ? (search.cvResults.iter as readonly number[]) : params.map(() => 0);
    const placeOf = new Map(params.map((p, i) => [keyOf(p, iter[i]!), i]));
    expect(params).toHaveLength(said.params.length);
    for (const [scorer, columns] of Object.entries(said.columns)) {
      const ours = scorer === "score" ? search.cvResults : byScorer[scorer]!;
      for (const [i, point] of said.params.entries()) {
        const place = placeOf.get(keyOf(point, said.iter[i]!));
        if (place === undefined) throw new Error(`${name} has not tried ${JSON.stringify(point)}`);
        for (const column of Object.keys(columns) as (keyof ScoreColumns)[]) {
          const [found, wanted] = [[ours[column]![place]!].flat(), [columns[column]![i]!].flat()];
          for (const [k, x] of found.entries()) {
            expect(
              Math.abs(x - wanted[k]!),
              `${column} of ${scorer} at ${JSON.stringify(point)}`,
            ).toBeLessThan(1e-9);
          }
        }
      }
    }
    expect(search.bestScore).toBeCloseTo(said.bestScore, 9);
  });
});
