"""What scikit-learn's histogram boosting predicts on the packaged data sets, for src/ml/boosting/boosting.test.ts.

    python test/data/scikit-learn-boosting.py > test/data/scikit-learn-boosting.json
"""
import json
import os
import warnings

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

warnings.simplefilter("ignore")
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data")
cases = []


def snake(name):
    return "".join("_" + c.lower() if c.isupper() else c for c in name)


def case(data, options, gaps=0, weighted=False):
    """gaps: entry e of the table, counted row by row, is missing where 7919 e is a multiple of it."""
    table = np.loadtxt(os.path.join(folder, data + ".csv"), delimiter=",", skiprows=1)
    X, y = table[:, :-1], table[:, -1]
    learned = X.copy()
    if gaps:
        learned[(np.arange(X.size).reshape(X.shape) * 7919) % gaps == 0] = np.nan
    weight = 1.0 + (np.arange(len(y)) * 31) % 7 if weighted else None
    kind = HistGradientBoostingRegressor if data == "diabetes" else HistGradientBoostingClassifier
    theirs = {{"l2Regularization": "l2_regularization"}.get(k, snake(k)): v for k, v in options.items()}
    if "loss" in theirs:
        theirs["loss"] = snake(theirs["loss"])
    model = kind(early_stopping=False, **theirs).fit(learned, y, sample_weight=weight)
    rows = X[::9]
    found = model.predict(rows) if data == "diabetes" else model.predict_proba(rows)[:, -1]
    predicted = [float(f"{p:.13g}") for p in found]
    cases.append({"data": data, "options": options, "gaps": gaps, "weighted": weighted, "predicted": predicted})


case("iris", {})
case("wine", {"maxIter": 50, "minSamplesLeaf": 3})
case("breast_cancer", {})
case("breast_cancer", {"l2Regularization": 1.5, "maxBins": 16, "learningRate": 0.3})
case("breast_cancer", {}, gaps=11)
case("breast_cancer", {"maxBins": 30}, weighted=True)
case("digits", {"maxIter": 3, "categoricalFeatures": [2, 20, 42]}, gaps=9)
case("diabetes", {})
case("diabetes", {"loss": "absoluteError", "maxIter": 30})
case("diabetes", {"loss": "absoluteError", "maxIter": 30}, weighted=True)
case("diabetes", {"loss": "poisson", "maxLeafNodes": None, "maxDepth": 4})
case("diabetes", {"minSamplesLeaf": 5, "categoricalFeatures": [1]}, gaps=7, weighted=True)
print(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}, separators=(",", ":")))
