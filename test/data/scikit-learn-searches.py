"""cv_results_ of scikit-learn's searches with train scores and failures, for src/ml/search/cells.test.ts.

    python test/data/scikit-learn-searches.py > test/data/scikit-learn-searches.json
"""
import json
import math
import warnings

import sklearn
from sklearn.datasets import load_wine
from sklearn.model_selection import GridSearchCV, RandomizedSearchCV
from sklearn.neighbors import KNeighborsClassifier

warnings.simplefilter("ignore")
X, y = load_wine(return_X_y=True)


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.title() for word in rest)


def plain(values):
    """JSON has no NaN: null stands for it."""
    return [plain(v) if isinstance(v, list) else None if isinstance(v, float) and math.isnan(v) else v for v in values]


# 4 folds of 178 rows: two learn from 133, two from 134. With 134 neighbours, half of the folds cannot be scored (with
# uniform weights and p = 1 scikit-learn does not notice, and scores them).
grid = {"n_neighbors": [1, 5, 9, 15, 134], "p": [1, 2], "weights": ["distance"]}
cases = []
for error_score in (math.nan, 0.25):
    for name, search in (
        ("GridSearchCV", GridSearchCV(KNeighborsClassifier(), grid, cv=4, error_score=error_score, return_train_score=True)),
        ("RandomizedSearchCV", RandomizedSearchCV(KNeighborsClassifier(), grid, n_iter=10, cv=4, random_state=0,
                                                  error_score=error_score, return_train_score=True)),
    ):
        cv = search.fit(X, y).cv_results_
        splits = {
            side: [[float(cv[f"split{f}_{side}_score"][i]) for f in range(4)] for i in range(10)] for side in ("test", "train")
        }
        cases.append({
            "search": name, "errorScore": None if math.isnan(error_score) else error_score,
            "bestParams": {camel(k): v for k, v in search.best_params_.items()}, "bestScore": search.best_score_,
            "cvResults": {
                "params": [{camel(k): v for k, v in p.items()} for p in cv["params"]],
                "splitTestScores": plain(splits["test"]), "splitTrainScores": plain(splits["train"]),
                **{camel(k): plain(cv[k].tolist()) for k in (
                    "mean_test_score", "std_test_score", "rank_test_score", "mean_train_score", "std_train_score")},
            },
        })
print(json.dumps({"version": sklearn.__version__, "cases": cases}, separators=(",", ":")))
