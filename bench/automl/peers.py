"""scikit-learn's HistGradientBoosting and RandomForest, as they come, on given divisions of a CSV file.

    python bench/automl/peers.py < tasks.json

Each task: { path, target, kind, folds: [[test rows] …], seeds }. Gaps and texts go to HistGradientBoosting as they are
(categorical_features="from_dtype"); for RandomForest numbers are imputed by the median and texts are one-hot.
"""
import json
import sys
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import (
    HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor,
)
from sklearn.impute import SimpleImputer
from sklearn.metrics import log_loss, r2_score, roc_auc_score, root_mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

warnings.simplefilter("ignore")


def boosting(kind, X, seed):
    make = HistGradientBoostingRegressor if kind == "regression" else HistGradientBoostingClassifier
    return make(categorical_features="from_dtype", random_state=seed)


def forest(kind, X, seed):
    make = RandomForestRegressor if kind == "regression" else RandomForestClassifier
    numbers = make_column_selector(dtype_include="number")
    words = make_column_selector(dtype_exclude="number")
    prepare = make_column_transformer(
        (SimpleImputer(strategy="median"), numbers), (OneHotEncoder(handle_unknown="ignore"), words), sparse_threshold=0)
    return make_pipeline(prepare, make(random_state=seed))


def scored(kind, model, X, y):
    if kind == "regression":
        guess = model.predict(X)
        return {"rmse": root_mean_squared_error(y, guess), "r2": r2_score(y, guess)}
    p = model.predict_proba(X)
    scores = {"log_loss": log_loss(y, p, labels=model.classes_), "accuracy": float(np.mean(model.predict(X) == y))}
    return {**scores, "auc": roc_auc_score(y, p[:, 1])} if p.shape[1] == 2 else scores


out = []
for task in json.load(sys.stdin):
    frame = pd.read_csv(task["path"])
    frame = frame[frame[task["target"]].notna()].reset_index(drop=True).drop(columns=task["drop"])
    y, X = frame[task["target"]].to_numpy(), frame.drop(columns=task["target"])
    for name in X.columns:
        if not pd.api.types.is_numeric_dtype(X[name]):
            X[name] = X[name].astype("category")
    found = {"boosting": [], "forest": []}
    for test in task["folds"]:
        train = np.setdiff1d(np.arange(len(y)), test)
        for name, make in (("boosting", boosting), ("forest", forest)):
            runs = [
                scored(task["kind"], make(task["kind"], X, seed).fit(X.iloc[train], y[train]), X.iloc[test], y[test])
                for seed in range(task["seeds"])
            ]
            found[name].append({key: float(np.mean([run[key] for run in runs])) for key in runs[0]})
    out.append(found)
print(json.dumps({"scikit-learn": sklearn.__version__, "tasks": out}))
