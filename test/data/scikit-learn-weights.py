"""What scikit-learn's estimators predict that learned from weighted rows, for src/ml/weights.test.ts.

    python test/data/scikit-learn-weights.py > test/data/scikit-learn-weights.json
"""
import json
import os

import numpy as np
import sklearn
from sklearn import linear_model, naive_bayes, tree

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data")
cases = []


def snake(name):
    return name if len(name) == 1 else "".join("_" + c.lower() if c.isupper() else c for c in name)


def case(data, make, options):
    """Row i counts 31 i mod 7 times, so that some do not count."""
    table = np.loadtxt(os.path.join(folder, data + ".csv"), delimiter=",", skiprows=1)
    X, y = table[:, :-1], table[:, -1]
    weight = (np.arange(len(y)) * 31 % 7).astype(float)
    model = make(**{snake(k): v for k, v in options.items()}).fit(X, y, sample_weight=weight)
    rows = X[::9]
    found = model.predict(rows) if data == "diabetes" else model.predict_proba(rows)[:, -1]
    predicted = [float(f"{p:.12g}") for p in found]
    cases.append({"data": data, "name": make.__name__, "options": options, "predicted": predicted})


case("diabetes", linear_model.LinearRegression, {})
case("diabetes", linear_model.Ridge, {"alpha": 0.1})
case("diabetes", linear_model.Lasso, {"alpha": 0.1, "tol": 1e-12, "maxIter": 100000})
case("diabetes", linear_model.ElasticNet, {"alpha": 0.01, "tol": 1e-12, "maxIter": 100000})
case("wine", linear_model.LogisticRegression, {"C": 0.01, "solver": "newton-cholesky", "tol": 1e-12, "maxIter": 1000})
case("wine", naive_bayes.GaussianNB, {})
case("digits", naive_bayes.MultinomialNB, {})
case("diabetes", tree.DecisionTreeRegressor, {"maxDepth": 4, "minSamplesLeaf": 9})
case("wine", tree.DecisionTreeClassifier, {"maxDepth": 2})
case("digits", tree.DecisionTreeClassifier, {"maxDepth": 3})
print(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}, separators=(",", ":")))
