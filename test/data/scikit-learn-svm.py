"""What scikit-learn's SVC and SVR find on the packaged data sets, for src/ml/svm/svm.test.ts.

    python test/data/scikit-learn-svm.py > test/data/scikit-learn-svm.json
"""
import json
import os

import numpy as np
import sklearn
from sklearn.svm import SVC, SVR

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data")
cases = []


def rounded(values):
    return [float(f"{v:.12g}") for v in np.ravel(values)]


def case(data, options, weighted=False):
    table = np.loadtxt(os.path.join(folder, data + ".csv"), delimiter=",", skiprows=1)
    X, y = table[:, :-1], table[:, -1]
    weight = 1.0 + np.arange(len(y)) * 31 % 7 if weighted else None
    theirs = {{"classWeight": "class_weight"}.get(k, k): v for k, v in options.items()}
    model = (SVR if data == "diabetes" else SVC)(**theirs).fit(X, y, sample_weight=weight)
    decide = model.predict if data == "diabetes" else model.decision_function
    found = {
        "support": model.support_.tolist(),
        "dual": rounded(model.dual_coef_[0]),
        "intercept": rounded(model.intercept_),
        "decision": rounded(decide(X[::9])),
    }
    cases.append({"data": data, "options": options, "weighted": weighted, **found})


case("iris", {})
case("iris", {"kernel": "linear", "tol": 1e-8})
case("iris", {"kernel": "sigmoid", "gamma": 0.01, "tol": 1e-8})
case("wine", {"kernel": "poly", "coef0": 1, "tol": 1e-8})
case("wine", {"classWeight": "balanced", "tol": 1e-8}, weighted=True)
case("breast_cancer", {"C": 100, "tol": 1e-8})
case("diabetes", {"kernel": "linear", "tol": 1e-8})
case("diabetes", {"C": 10, "epsilon": 5, "gamma": "auto", "tol": 1e-8}, weighted=True)
print(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}, separators=(",", ":")))
