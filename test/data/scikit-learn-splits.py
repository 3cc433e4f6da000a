"""Test folds of scikit-learn's splitters on small cases, for src/ml/splitters/scikit-learn.test.ts.

    python test/data/scikit-learn-splits.py > test/data/scikit-learn-splits.json
"""
import json
import warnings

import numpy as np
import sklearn
from sklearn import model_selection as ms

warnings.simplefilter("ignore")
rng = np.random.RandomState(7)
cases = []


def case(name, options, n, classes, groups):
    y = rng.randint(classes, size=n).tolist()
    g = rng.randint(groups, size=n).tolist()
    X = np.zeros((n, 1))
    splits = getattr(ms, name)(**options[1]).split(X, y, g)
    cases.append({
        "name": name, "options": options[0], "y": y, "groups": g,
        "splits": [{"train": a.tolist() if hasattr(a, "tolist") else list(map(int, a)), "test": [int(i) for i in b]} for a, b in splits],
    })


for n in (30, 41, 73):
    for k in (2, 3, 5):
        for classes in (2, 3):
            case("KFold", ({"nSplits": k}, {"n_splits": k}), n, classes, 9)
            case("StratifiedKFold", ({"nSplits": k}, {"n_splits": k}), n, classes, 9)
            case("GroupKFold", ({"nSplits": k}, {"n_splits": k}), n, classes, 9)
            case("StratifiedGroupKFold", ({"nSplits": k}, {"n_splits": k}), n, classes, 12)
        case("TimeSeriesSplit", ({"nSplits": k}, {"n_splits": k}), n, 2, 5)
        case("TimeSeriesSplit", ({"nSplits": k, "gap": 2, "testSize": 3, "maxTrainSize": 7},
                                 {"n_splits": k, "gap": 2, "test_size": 3, "max_train_size": 7}), n, 2, 5)
case("LeaveOneOut", ({}, {}), 12, 2, 3)
folds = rng.randint(-1, 3, size=20).tolist()
cases.append({
    "name": "PredefinedSplit", "options": folds, "y": [0] * 20, "groups": [0] * 20,
    "splits": [{"train": a.tolist(), "test": b.tolist()} for a, b in ms.PredefinedSplit(folds).split()],
})
print(json.dumps({"version": sklearn.__version__, "cases": cases}, separators=(",", ":")))
