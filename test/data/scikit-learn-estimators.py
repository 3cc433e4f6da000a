"""What scikit-learn's estimators make of the packaged data sets, for src/ml/scikit-learn.test.ts and docs/parity.md.

    python test/data/scikit-learn-estimators.py > test/data/scikit-learn-estimators.json
"""
import json
import os
import warnings

import numpy as np
import sklearn
from sklearn import ensemble, linear_model, naive_bayes, neighbors, neural_network, preprocessing, svm, tree
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

warnings.simplefilter("ignore")
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data")
forest = {"nEstimators": 50}
boosting = {"maxIter": 30, "earlyStopping": False}
network = {"hiddenLayerSizes": [20], "maxIter": 100, "learningRateInit": 0.01}
rows = []


def snake(name):
    return name if len(name) == 1 else "".join("_" + c.lower() if c.isupper() else c for c in name)


def row(data, make, name, options, scale=False, seeds=()):
    table = np.loadtxt(os.path.join(folder, data + ".csv"), delimiter=",", skiprows=1)
    X, y = table[:, :-1], table[:, -1]
    theirs = {snake(k): v for k, v in options.items()}

    def scores(more):
        model = make(**theirs, **more)
        model = make_pipeline(preprocessing.StandardScaler(), model) if scale else model
        return cross_val_score(model, X, y, cv=5).tolist()

    found = [scores({"random_state": seed}) for seed in seeds] if seeds else [scores({})]
    rows.append({"data": data, "name": name, "options": options, "scale": scale, "scores": found})


for data in ("iris", "wine", "breast_cancer", "digits"):
    row(data, neighbors.KNeighborsClassifier, "KNeighborsClassifier", {}, scale=True)
    row(data, neighbors.KNeighborsClassifier, "KNeighborsClassifier", {"nNeighbors": 7, "weights": "distance", "p": 1}, scale=True)
    row(data, naive_bayes.GaussianNB, "GaussianNB", {})
    row(data, tree.DecisionTreeClassifier, "DecisionTreeClassifier", {"maxDepth": 4}, seeds=range(10))
    row(data, tree.DecisionTreeClassifier, "DecisionTreeClassifier", {}, seeds=range(10))
    row(data, ensemble.RandomForestClassifier, "RandomForestClassifier", forest, seeds=range(5))
    row(data, ensemble.ExtraTreesClassifier, "ExtraTreesClassifier", forest, seeds=range(5))
    row(data, ensemble.HistGradientBoostingClassifier, "HistGradientBoostingClassifier", boosting)
    row(data, svm.SVC, "SVC", {}, scale=True)
    row(data, svm.SVC, "SVC", {"C": 0.1, "kernel": "linear"}, scale=True)
    row(data, neural_network.MLPClassifier, "MLPClassifier", network, scale=True, seeds=range(5))
row("diabetes", linear_model.LinearRegression, "LinearRegression", {})
row("diabetes", linear_model.LinearRegression, "LinearRegression", {"fitIntercept": False})
for alpha in (1e-3, 0.1, 1.0):
    row("diabetes", linear_model.Ridge, "Ridge", {"alpha": alpha})
    row("diabetes", linear_model.Lasso, "Lasso", {"alpha": alpha, "tol": 1e-12, "maxIter": 100000})
    row("diabetes", linear_model.ElasticNet, "ElasticNet", {"alpha": alpha / 100, "l1Ratio": 0.7, "tol": 1e-12, "maxIter": 100000})
row("diabetes", neighbors.KNeighborsRegressor, "KNeighborsRegressor", {})
row("diabetes", neighbors.KNeighborsRegressor, "KNeighborsRegressor", {"nNeighbors": 9, "weights": "distance"})
row("diabetes", tree.DecisionTreeRegressor, "DecisionTreeRegressor", {"maxDepth": 3}, seeds=range(10))
row("diabetes", ensemble.RandomForestRegressor, "RandomForestRegressor", forest, seeds=range(5))
row("diabetes", ensemble.ExtraTreesRegressor, "ExtraTreesRegressor", forest, seeds=range(5))
row("diabetes", ensemble.HistGradientBoostingRegressor, "HistGradientBoostingRegressor", boosting)
row("diabetes", svm.SVR, "SVR", {"C": 100, "tol": 1e-8}, scale=True)
row("diabetes", svm.SVR, "SVR", {"C": 10, "kernel": "linear", "tol": 1e-8}, scale=True)
row("diabetes", neural_network.MLPRegressor, "MLPRegressor", {**network, "maxIter": 300}, scale=True, seeds=range(5))
print(json.dumps({"scikit-learn": sklearn.__version__, "rows": rows}, separators=(",", ":")))
