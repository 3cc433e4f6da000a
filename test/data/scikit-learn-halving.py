"""Schedules and results of scikit-learn's halving searches, for src/ml/search/halving.test.ts.

    python test/data/scikit-learn-halving.py > test/data/scikit-learn-halving.json
"""
import json
import warnings

import numpy as np
import sklearn
import sklearn.model_selection._search_successive_halving as halving
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_iris, load_wine
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.model_selection import HalvingGridSearchCV, HalvingRandomSearchCV
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

warnings.simplefilter("ignore")


class Stable:
    """numpy, but equals keep their order: numpy's default sort leaves that to the vector width of the machine."""

    def __getattr__(self, name):
        return getattr(np, name)

    def argsort(self, values):
        return np.argsort(values, kind="stable")


halving.np = Stable()


class Plain(ClassifierMixin, BaseEstimator):
    """Costs nothing, and scores as told."""

    def __init__(self, a=0, budget=1):
        self.a = a
        self.budget = budget

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return np.zeros(len(X), dtype=int)

    def score(self, X, y):
        return float((self.a * 37) % 1009)


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.title() for word in rest)


said = ["n_candidates_", "n_resources_", "n_iterations_", "n_required_iterations_", "n_possible_iterations_",
        "n_remaining_candidates_", "min_resources_", "max_resources_"]


def schedule(search):
    return {camel(name[:-1]): getattr(search, name) for name in said}


schedules = []


def case(kind, rows, classes, candidates, **options):
    X, y = np.zeros((rows, 1)), np.arange(rows) % classes
    space = {"a": list(range(candidates))}
    make = HalvingGridSearchCV if kind == "grid" else HalvingRandomSearchCV
    search = make(Plain(), space, refit=False, random_state=0, **options)
    try:
        said = schedule(search.fit(X, y))
    except ValueError as error:
        said = str(error).split(":")[0]
    schedules.append({"kind": kind, "rows": rows, "classes": classes, "candidates": candidates,
                      "options": {camel(k): v for k, v in options.items()}, "schedule": said})


for rows in (100, 500, 1000):
    for candidates in (1, 5, 12, 81, 243):
        for options in ({}, {"min_resources": "smallest"}, {"factor": 2},
                        {"min_resources": "smallest", "aggressive_elimination": True},
                        {"min_resources": 20, "max_resources": 70, "aggressive_elimination": True, "factor": 2},
                        {"factor": 2.5, "cv": 2}):
            case("grid", rows, 2, candidates, **options)
for budget in (1, 10, 81, 100, 125, 243, 1000):
    for options in ({"factor": 3}, {"factor": 5}, {"factor": 10, "min_resources": "smallest"}, {"factor": 4, "min_resources": 3}):
        case("grid", 40, 2, 125, resource="budget", max_resources=budget, cv=2, **options)
for rows in (60, 500, 1000):
    for options in ({}, {"n_candidates": 20}, {"n_candidates": 20, "min_resources": "exhaust"}, {"factor": 2, "max_resources": 50},
                    {"n_candidates": 100, "min_resources": 10, "aggressive_elimination": True}):
        case("random", rows, 2, 1000, cv=3, **options)

loads = {"iris": load_iris, "wine": load_wine}
results = []


def searched(name, data, estimator, grid, **options):
    X, y = loads[data](return_X_y=True)
    search = HalvingGridSearchCV(estimator, grid, random_state=0, **options).fit(X, y)
    cv = search.cv_results_
    folds = range(search.n_splits_)
    results.append({
        "estimator": name, "data": data,
        "grid": {camel(k): v for k, v in grid.items()},
        "options": {camel(k): camel(v) if k == "resource" else v for k, v in options.items()},
        "schedule": schedule(search),
        "bestIndex": int(search.best_index_),
        "cvResults": {
            "params": [{camel(k): v for k, v in p.items()} for p in cv["params"]],
            "iter": cv["iter"].tolist(), "nResources": cv["n_resources"].tolist(),
            "splitTestScores": [[cv[f"split{f}_test_score"][i] for f in folds] for i in range(len(cv["params"]))],
            "splitTrainScores": [[cv[f"split{f}_train_score"][i] for f in folds] for i in range(len(cv["params"]))],
            **{camel(k): cv[k].tolist() for k in ("mean_test_score", "std_test_score", "rank_test_score",
                                                 "mean_train_score", "std_train_score")},
        },
    })


# Neighbours or depth as the resource: nothing is random.
searched("KNeighborsClassifier", "iris", KNeighborsClassifier(), {"p": [1, 2], "weights": ["uniform", "distance"]},
         resource="n_neighbors", max_resources=30, factor=2)
searched("KNeighborsClassifier", "wine", KNeighborsClassifier(), {"p": [1, 2], "weights": ["uniform", "distance"]},
         resource="n_neighbors", max_resources=27, min_resources="smallest", factor=2)
searched("DecisionTreeClassifier", "iris", DecisionTreeClassifier(random_state=0),
         {"min_samples_leaf": [1, 5, 10, 20, 40], "min_samples_split": [2, 60]},
         resource="max_depth", max_resources=9, min_resources="smallest")
searched("KNeighborsClassifier", "wine", KNeighborsClassifier(), {"p": [1, 2], "weights": ["uniform", "distance"]},
         resource="n_neighbors", max_resources=2, factor=2, min_resources="smallest", aggressive_elimination=True)
# All rows from the first iteration on: each subsample is the whole fold.
searched("KNeighborsClassifier", "wine", KNeighborsClassifier(), {"n_neighbors": [1, 3, 5, 8, 13], "p": [1, 2]},
         min_resources=178, max_resources=178)
print(json.dumps({"version": sklearn.__version__, "schedules": schedules, "results": results}, separators=(",", ":")))
