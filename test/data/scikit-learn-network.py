"""Losses, gradients and trained weights of scikit-learn's networks from fixed first weights, for src/ml/network/network.test.ts.

    python test/data/scikit-learn-network.py > test/data/scikit-learn-network.json
"""
import json
import os
import warnings

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.neural_network._multilayer_perceptron import _pack

warnings.simplefilter("ignore")
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data")
cases = []


def rounded(values):
    return [float(f"{v:.14g}") for v in np.ravel(values)]


def snake(name):
    return "".join("_" + c.lower() if c.isupper() else c for c in name)


def case(data, options, weighted=False):
    """Weight e of all begins as 0.3 sin(0.7 e + 0.3); columns are standardised, the targets of diabetes divided by 100."""
    table = np.loadtxt(os.path.join(folder, data + ".csv"), delimiter=",", skiprows=1)
    X, y = table[:, :-1], table[:, -1]
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    is_number = data == "diabetes"
    y = y / 100 if is_number else y
    weight = 1.0 + np.arange(len(y)) * 31 % 7 if weighted else np.ones(len(y))
    k = len(set(y))
    sizes = [X.shape[1], *options["hiddenLayerSizes"], 1 if is_number or k == 2 else k]
    matrices = [a * b for a, b in zip(sizes, sizes[1:])]
    first = 0.3 * np.sin(0.7 * np.arange(sum(matrices) + sum(sizes[1:])) + 0.3)
    layer = iter(range(len(matrices)))

    def start(self, fan_in, fan_out, dtype):
        at = next(layer)
        c, i = sum(matrices[:at]), sum(matrices) + sum(sizes[1 : at + 1])
        return first[c : c + fan_in * fan_out].reshape(fan_in, fan_out).copy(), first[i : i + fan_out].copy()

    kind = MLPRegressor if is_number else MLPClassifier
    patched = type(kind.__name__, (kind,), {"_init_coef": start})
    seen = []
    inner = kind._loss_grad_lbfgs

    def look(self, w, *rest):
        loss, grad = inner(self, w, *rest)
        seen.append((loss, grad.copy()))
        return loss, grad

    patched._loss_grad_lbfgs = look
    theirs = {{"beta1": "beta_1", "beta2": "beta_2"}.get(k, snake(k)): v for k, v in options.items()}
    model = patched(shuffle=False, **theirs).fit(X, y, sample_weight=weight if weighted else None)
    found = {"w": rounded(_pack(model.coefs_, model.intercepts_)), "loss": float(model.loss_)}
    if seen:
        found = {"loss": seen[0][0], "gradient": rounded(seen[0][1]), "least": float(model.loss_)}
    cases.append({"data": data, "options": options, "weighted": weighted, **found})


lbfgs = {"solver": "lbfgs", "maxIter": 5000, "tol": 1e-8}
case("iris", {**lbfgs, "hiddenLayerSizes": [4, 3], "activation": "tanh", "alpha": 3})
case("iris", {**lbfgs, "hiddenLayerSizes": [5], "activation": "relu", "alpha": 1}, weighted=True)
case("breast_cancer", {**lbfgs, "hiddenLayerSizes": [3], "activation": "logistic", "alpha": 1})
case("diabetes", {**lbfgs, "hiddenLayerSizes": [3], "activation": "identity", "alpha": 1})
few = {"hiddenLayerSizes": [5], "maxIter": 4, "batchSize": 32}
case("iris", {**few, "solver": "adam", "activation": "relu", "learningRateInit": 0.01})
case("breast_cancer", {**few, "solver": "sgd", "activation": "tanh", "learningRate": "invscaling"}, weighted=True)
case("diabetes", {**few, "solver": "sgd", "activation": "logistic", "nesterovsMomentum": False})
case("iris", {**few, "solver": "sgd", "activation": "tanh", "learningRate": "adaptive", "maxIter": 60, "tol": 0.1, "nIterNoChange": 2, "learningRateInit": 0.1})
print(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}, separators=(",", ":")))
