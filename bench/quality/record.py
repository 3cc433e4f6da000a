"""Records tuning tasks: cross-validates scikit-learn models over a space-filling design, and fits a forest of extra trees to the losses.

   python record.py [TASK ...]    writes tasks/more/TASK.json.gz; without a name, all of them. It takes a quarter of an hour.

The data are made by scikit-learn's generators (and iris), so that nothing is shared with the other recorded tasks. What is on
record was made with scikit-learn 1.9.1 and numpy 2.4.6.
"""
import gzip
import json
import sys
import warnings
from pathlib import Path

import numpy as np
from scipy.stats import qmc
from sklearn.datasets import load_iris, make_classification, make_friedman1, make_friedman2, make_moons, make_regression
from sklearn.decomposition import PCA
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, GradientBoostingClassifier
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import ElasticNet, LogisticRegression, SGDClassifier
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, PolynomialFeatures, StandardScaler
from sklearn.svm import SVC, SVR
from sklearn.tree import DecisionTreeRegressor

warnings.filterwarnings("ignore")
designed, drawn = 512, 4096


def number(kind):
    def declare(name, low, high, log=False, when=None):
        return {"name": name, "type": kind, "low": low, "high": high, "log": log, **({"when": when} if when else {})}

    return declare


real, whole = number("float"), number("int")


def cat(name, *choices):
    return {"name": name, "type": "cat", "choices": list(choices)}


def under(param, *choices):
    return {"param": param, "in": list(choices)}


scaler = cat("scaler", "none", "std", "minmax")
scalers = {"none": "passthrough", "std": StandardScaler(), "minmax": MinMaxScaler()}


def scaled(params, *steps):
    return make_pipeline(scalers[params["scaler"]], *steps)


twelve = make_classification(300, 12, n_informative=5, n_redundant=3, class_sep=0.8, flip_y=0.05, random_state=3)
twelve[0][:, ::3] *= 40
four = make_classification(400, 8, n_informative=6, n_redundant=0, n_classes=4, n_clusters_per_class=2, random_state=5)
moons = make_moons(300, noise=0.3, random_state=1)
friedman1 = make_friedman1(250, 8, noise=1.0, random_state=2)
friedman2 = make_friedman2(250, noise=50.0, random_state=4)
wide = make_regression(120, 40, n_informative=8, noise=20.0, random_state=7)
iris = load_iris(return_X_y=True)

# name: (data, scoring, space, model)
tasks = {
    "gb_twelve": (
        twelve,
        "neg_log_loss",
        [real("lr", 0.005, 1, True), whole("n", 5, 80, True), whole("depth", 1, 8), real("subsample", 0.3, 1),
         whole("leaf", 1, 40, True), real("features", 0.1, 1)],
        lambda p: GradientBoostingClassifier(
            learning_rate=p["lr"], n_estimators=p["n"], max_depth=p["depth"], subsample=p["subsample"],
            min_samples_leaf=p["leaf"], max_features=p["features"], random_state=0),
    ),
    "svr_friedman1": (
        friedman1,
        "neg_mean_squared_error",
        [real("C", 1e-3, 1e3, True), real("epsilon", 1e-3, 3, True), cat("kernel", "linear", "rbf", "poly"),
         real("gamma", 1e-4, 10, True, under("kernel", "rbf", "poly")), whole("degree", 2, 5, False, under("kernel", "poly"))],
        lambda p: make_pipeline(StandardScaler(), SVR(
            C=p["C"], epsilon=p["epsilon"], kernel=p["kernel"], gamma=p.get("gamma", 0.1), degree=p.get("degree", 3),
            max_iter=20000)),
    ),
    "elastic_wide": (
        wide,
        "neg_mean_squared_error",
        [real("alpha", 1e-4, 1e3, True), real("l1", 0, 1), scaler, whole("components", 2, 40)],
        lambda p: scaled(p, PCA(p["components"], random_state=0), ElasticNet(alpha=p["alpha"], l1_ratio=p["l1"], max_iter=300)),
    ),
    "ridge_friedman2": (
        friedman2,
        "neg_mean_squared_error",
        [real("alpha", 1e-6, 1e2, True), cat("kernel", "rbf", "laplacian", "polynomial"), real("gamma", 1e-4, 10, True),
         whole("degree", 1, 5, False, under("kernel", "polynomial")), cat("scaler", "std", "minmax")],
        lambda p: scaled(p, KernelRidge(alpha=p["alpha"], kernel=p["kernel"], gamma=p["gamma"], degree=p.get("degree", 3))),
    ),
    "trees_four": (
        four,
        "accuracy",
        [whole("n", 4, 60, True), whole("depth", 1, 16), real("features", 0.05, 1), whole("leaf", 1, 30, True),
         whole("split", 2, 40, True), cat("criterion", "gini", "entropy")],
        lambda p: ExtraTreesClassifier(
            p["n"], max_depth=p["depth"], max_features=p["features"], min_samples_leaf=p["leaf"],
            min_samples_split=p["split"], criterion=p["criterion"], random_state=0),
    ),
    "sgd_twelve": (
        twelve,
        "accuracy",
        [real("alpha", 1e-7, 1, True), cat("penalty", "l1", "l2", "elasticnet"),
         real("l1", 0, 1, False, under("penalty", "elasticnet")), cat("loss", "hinge", "log_loss", "modified_huber"),
         cat("schedule", "constant", "invscaling", "adaptive"), real("eta", 1e-4, 1, True), scaler],
        lambda p: scaled(p, SGDClassifier(
            alpha=p["alpha"], penalty=p["penalty"], l1_ratio=p.get("l1", 0.15), loss=p["loss"],
            learning_rate=p["schedule"], eta0=p["eta"], max_iter=60, random_state=0)),
    ),
    "mlp_moons": (
        moons,
        "neg_log_loss",
        [whole("units", 2, 64, True), whole("layers", 1, 3), real("alpha", 1e-6, 10, True), real("lr", 1e-4, 0.3, True),
         cat("activation", "relu", "tanh", "logistic"), whole("batch", 8, 128, True)],
        lambda p: MLPClassifier(
            (p["units"],) * p["layers"], alpha=p["alpha"], learning_rate_init=p["lr"], activation=p["activation"],
            batch_size=p["batch"], max_iter=25, random_state=0),
    ),
    "knn_twelve": (
        twelve,
        "accuracy",
        [whole("k", 1, 60, True), real("p", 1, 6), cat("weights", "uniform", "distance"), scaler, whole("components", 1, 12)],
        lambda p: scaled(p, PCA(p["components"], random_state=0), KNeighborsClassifier(p["k"], p=p["p"], weights=p["weights"])),
    ),
    "knn_friedman2": (
        friedman2,
        "neg_mean_squared_error",
        [whole("k", 1, 40), real("p", 1, 6), cat("weights", "uniform", "distance"), scaler],
        lambda p: scaled(p, KNeighborsRegressor(p["k"], p=p["p"], weights=p["weights"])),
    ),
    "tree_friedman1": (
        friedman1,
        "neg_mean_squared_error",
        [whole("depth", 1, 20), whole("leaf", 1, 60, True), whole("split", 2, 80, True), real("features", 0.1, 1),
         real("pruning", 1e-5, 1, True), cat("criterion", "squared_error", "friedman_mse", "absolute_error")],
        lambda p: DecisionTreeRegressor(
            max_depth=p["depth"], min_samples_leaf=p["leaf"], min_samples_split=p["split"], max_features=p["features"],
            ccp_alpha=p["pruning"], criterion=p["criterion"], random_state=0),
    ),
    "svc_iris": (
        iris,
        "accuracy",
        [real("C", 1e-4, 1e4, True), cat("kernel", "linear", "rbf", "poly", "sigmoid"),
         real("gamma", 1e-5, 1e2, True, under("kernel", "rbf", "poly", "sigmoid")),
         real("coef0", -2, 2, False, under("kernel", "poly", "sigmoid")),
         whole("degree", 2, 5, False, under("kernel", "poly")), scaler],
        lambda p: scaled(p, SVC(
            C=p["C"], kernel=p["kernel"], gamma=p.get("gamma", 0.1), coef0=p.get("coef0", 0.0), degree=p.get("degree", 3),
            max_iter=5000)),
    ),
    "logistic_four": (
        four,
        "neg_log_loss",
        [real("C", 1e-4, 1e4, True), whole("poly", 1, 3), scaler, cat("balance", "none", "balanced"),
         real("tol", 1e-6, 1e-1, True), whole("iter", 5, 60, True)],
        lambda p: scaled(p, PolynomialFeatures(p["poly"]), LogisticRegression(
            C=p["C"], class_weight=None if p["balance"] == "none" else "balanced", tol=p["tol"], max_iter=p["iter"])),
    ),
    "mlp_friedman1": (
        friedman1,
        "neg_mean_squared_error",
        [whole("units", 2, 64, True), real("alpha", 1e-6, 100, True), real("lr", 1e-4, 0.3, True),
         cat("activation", "relu", "tanh"), whole("batch", 8, 128, True), real("momentum", 0, 0.99), cat("solver", "adam", "sgd")],
        lambda p: make_pipeline(StandardScaler(), MLPRegressor(
            hidden_layer_sizes=(p["units"],), alpha=p["alpha"], learning_rate_init=p["lr"], activation=p["activation"],
            batch_size=p["batch"], momentum=p["momentum"], solver=p["solver"], max_iter=25, random_state=0)),
    ),
}


def points(space, n, seed):
    """Points of a scrambled Sobol sequence, active parameters only; each int has the share of its rounding."""
    out = []
    for u in qmc.Sobol(len(space), seed=seed).random(n):
        params = {}
        for p, t in zip(space, u):
            when = p.get("when")
            if when and params.get(when["param"]) not in when["in"]:
                continue
            if p["type"] == "cat":
                params[p["name"]] = p["choices"][int(t * len(p["choices"]))]
                continue
            half = 0.5 if p["type"] == "int" else 0
            low, high = p["low"] - half, p["high"] + half
            value = low * (high / low) ** t if p["log"] else low + t * (high - low)
            params[p["name"]] = int(np.clip(round(value), p["low"], p["high"])) if half else float(value)
        out.append(params)
    return out


def encoded(space, params):
    """Numbers in [0, 1], -0.5 where inactive; a category as one column for each choice."""
    out = []
    for p in space:
        value = params.get(p["name"])
        if p["type"] == "cat":
            out += [float(value == c) for c in p["choices"]]
        elif value is None:
            out.append(-0.5)
        else:
            at = np.log if p["log"] else float
            out.append((at(value) - at(p["low"])) / (at(p["high"]) - at(p["low"])))
    return np.array(out, dtype=np.float32)


def losses(data, scoring, space, model, design):
    """Of each point: the error rate, the log loss (5 at most), or the squared error as a share of the variance (10 at most)."""
    X, y = data
    is_regression = scoring == "neg_mean_squared_error"
    cv = (KFold if is_regression else StratifiedKFold)(3, shuffle=True, random_state=0)

    def loss(params):
        try:
            score = cross_val_score(model(params), X, y, cv=cv, scoring=scoring, error_score="raise").mean()
        except ValueError:  # a fit that diverged
            return np.nan
        if is_regression:
            return min(-score / y.var(), 10)
        return 1 - score if scoring == "accuracy" else min(-score, 5)

    return np.array([loss(params) for params in design])


class Forest:
    """Extra trees, as they are stored: in preorder, with numbers short enough to be stored."""

    def __init__(self, X, y):
        self.feature, self.threshold, self.right, self.value, self.roots = [], [], [], [], []
        for fitted in ExtraTreesRegressor(32, bootstrap=True, random_state=0).fit(X, y).estimators_:
            tree, root = fitted.tree_, len(self.feature)
            self.roots.append(root)
            self.feature += [max(int(f), -1) for f in tree.feature]
            self.threshold += [round(float(t), 5) for t in tree.threshold]
            self.right += [int(r) + root if r >= 0 else -1 for r in tree.children_right]
            self.value += [float(f"{v:.6g}") for v in tree.value[:, 0, 0]]

    def predict(self, x):
        total = 0.0
        for node in self.roots:
            while self.feature[node] >= 0:
                node = node + 1 if x[self.feature[node]] <= self.threshold[node] else self.right[node]
            total += self.value[node]
        return total / len(self.roots)


def best_of(space, loss, tried):
    """The least loss that a long search finds: mixtures of good points and drawn ones."""
    rng = np.random.default_rng(0)
    best = sorted(((loss(p), i, p) for i, p in enumerate(tried)), key=lambda t: t[:2])[:10]
    count = len(tried)
    for seed in range(30):
        for drawn_point in points(space, 256, 1000 + seed):
            parent = best[rng.integers(len(best))][2]
            mixed = {k: drawn_point[k] if k in drawn_point and rng.random() < 0.3 else v for k, v in parent.items()}
            best = sorted([*best, (loss(mixed), count := count + 1, mixed)], key=lambda t: t[:2])[:10]
    return best[0][0]


def record(name):
    data, scoring, space, model = tasks[name]
    design = points(space, designed, 0)
    y = losses(data, scoring, space, model, design)
    is_known = np.isfinite(y)
    forest = Forest(np.array([encoded(space, p) for p in design])[is_known], y[is_known])
    loss = lambda params: forest.predict(encoded(space, params))
    drawn_points = points(space, drawn, 99)
    stored = {
        "space": space,
        **vars(forest),
        "check": [{"x": p, "y": loss(p)} for p in drawn_points[:5]],
        "opt": best_of(space, loss, drawn_points),
        "random_median": float(np.median([loss(p) for p in drawn_points])),
    }
    folder = Path(__file__).parent / "tasks/more"
    folder.mkdir(exist_ok=True)
    with gzip.GzipFile(folder / f"{name}.json.gz", "wb", mtime=0) as file:
        file.write(json.dumps(stored, separators=(",", ":")).encode())
    print(name, "best", round(stored["opt"], 4), "median of random points", round(stored["random_median"], 4), flush=True)


for name in sys.argv[1:] or tasks:
    record(name)
