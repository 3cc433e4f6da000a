"""What Optuna says of some studies: python3 optuna-analysis.py > optuna-analysis.json (pip install optuna scikit-learn)."""
import json, math, sys
import numpy as np
import optuna, sklearn
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.importance import (FanovaImportanceEvaluator, MeanDecreaseImpurityImportanceEvaluator,
                               PedAnovaImportanceEvaluator, get_param_importances)
from optuna.trial import create_trial

optuna.logging.set_verbosity(optuna.logging.ERROR)
import warnings
warnings.simplefilter("ignore")

mixed = {
    "lr": {"kind": "float", "low": 1e-5, "high": 1e-1, "log": True},
    "layers": {"kind": "int", "low": 1, "high": 6, "log": False, "step": 1},
    "units": {"kind": "int", "low": 16, "high": 512, "log": True, "step": 1},
    "dropout": {"kind": "float", "low": 0, "high": 0.6, "log": False, "step": 0.1},
    "opt": {"kind": "categorical", "choices": ["adam", "sgd", "rmsprop"], "ordered": False},
    "idle": {"kind": "float", "low": -1, "high": 1, "log": False},
}
conditional = {
    "model": {"kind": "branch", "cases": {
        "svm": {"c": {"kind": "float", "low": 1e-3, "high": 1e3, "log": True}},
        "forest": {"trees": {"kind": "int", "low": 10, "high": 500, "log": False, "step": 1},
                   "depth": {"kind": "int", "low": 2, "high": 20, "log": False, "step": 1}}}},
    "scale": {"kind": "categorical", "choices": [True, False], "ordered": False},
}
linear = {
    "a": {"kind": "float", "low": -5, "high": 5, "log": False},
    "b": {"kind": "float", "low": 0, "high": 1, "log": False},
    "n": {"kind": "int", "low": 1, "high": 8, "log": False, "step": 1},
    "k": {"kind": "categorical", "choices": ["u", "v", "w"], "ordered": False},
}
pair = {"x": {"kind": "float", "low": 0, "high": 1, "log": False}, "y": {"kind": "float", "low": 0, "high": 1, "log": False}}


def distribution(d):
    if d["kind"] == "float":
        return FloatDistribution(d["low"], d["high"], log=d["log"], step=d.get("step"))
    if d["kind"] == "int":
        return IntDistribution(d["low"], d["high"], log=d["log"], step=d["step"])
    return CategoricalDistribution(d["choices"] if d["kind"] == "categorical" else list(d["cases"]))


def draw(rng, d):
    if d["kind"] in ("categorical", "branch"):
        choices = d["choices"] if d["kind"] == "categorical" else list(d["cases"])
        return choices[rng.integers(len(choices))]
    if d["log"]:
        x = math.exp(rng.uniform(math.log(d["low"]), math.log(d["high"])))
    else:
        x = rng.uniform(d["low"], d["high"])
    if d["kind"] == "int":
        return int(min(d["high"], max(d["low"], round(x))))
    return round(round(x / d["step"]) * d["step"], 10) if "step" in d else x


def point(rng, space, prefix=""):
    """Dotted names and values, and the distribution of each."""
    values, dists = {}, {}
    for name, d in space.items():
        values[prefix + name] = draw(rng, d)
        dists[prefix + name] = distribution(d)
        if d["kind"] == "branch":
            case = values[prefix + name]
            v, s = point(rng, d["cases"][case], f"{prefix}{name}.{case}.")
            values |= v
            dists |= s
    return values, dists


def f_mixed(p):
    return (0.06 * (math.log10(p["lr"]) + 3) ** 2 + 0.01 * (p["layers"] - 3) ** 2 + 0.02 * (math.log2(p["units"]) - 7) ** 2
            + 0.3 * (p["dropout"] - 0.2) ** 2 + (0.05 if p["opt"] == "sgd" else 0))


def f_linear(p):
    return (p["a"] - 1) ** 2 + 10 * p["b"] * (p["k"] == "u") + abs(p["n"] - 4)


def f_conditional(p):
    if p["model"] == "svm":
        return 0.2 + 0.03 * math.log10(p["model.svm.c"] / 10) ** 2 + (0 if p["scale"] else 0.1)
    return 0.25 + 0.002 * (p["model.forest.depth"] - 9) ** 2 + 5 / p["model.forest.trees"]


def f_pair(p):
    return [p["x"] ** 2 + p["y"], (1 - p["x"]) ** 2 + 0.5 * p["y"]]


def study_of(name, space, f, directions, n, seed):
    rng = np.random.default_rng(seed)
    study = optuna.create_study(directions=directions)
    trials = []
    for _ in range(n):
        params, dists = point(rng, space)
        values = f(params)
        values = values if isinstance(values, list) else [values]
        study.add_trial(create_trial(params=params, distributions=dists, values=values))
        trials.append({"params": params, "values": values})
    goals = {f"f{i}": d for i, d in enumerate(directions)}
    out = {"name": name, "space": space, "goals": goals, "trials": trials}
    if len(directions) == 1:
        out["pedAnova"] = get_param_importances(study, evaluator=PedAnovaImportanceEvaluator())
        seeds = range(5)
        if name == "linear":  # Optuna's fANOVA integrates log parameters on the linear scale, ours on their own
            runs = [get_param_importances(study, evaluator=FanovaImportanceEvaluator(seed=s)) for s in seeds]
            out["fanova"] = {k: float(np.mean([r[k] for r in runs])) for k in runs[0]}
        if name in ("linear", "mixed"):  # the forests do not know conditional parameters
            runs = [get_param_importances(study, evaluator=MeanDecreaseImpurityImportanceEvaluator(seed=s)) for s in seeds]
            out["impurity"] = {k: float(np.mean([r[k] for r in runs])) for k in runs[0]}
        from optuna.visualization._edf import _get_edf_info
        info = _get_edf_info(study)
        out["edf"] = {"x": list(info.x_values), "y": list(info.lines[0].y_values)}
        from optuna.visualization._optimization_history import _get_optimization_history_info_list
        (history,) = _get_optimization_history_info_list(study, None, "f0", False)
        out["best"] = list(history.best_values_info.values)
    else:
        out["pareto"] = [t.number for t in study.best_trials]
        from optuna.visualization._hypervolume_history import _get_hypervolume_history_info
        out["reference"] = [3.0, 3.0]
        out["hypervolume"] = list(_get_hypervolume_history_info(study, np.array(out["reference"])).values)
        out["pedAnova"] = get_param_importances(study, evaluator=PedAnovaImportanceEvaluator())
        out["pedAnovaOfFirst"] = get_param_importances(study, evaluator=PedAnovaImportanceEvaluator(), target=lambda t: t.values[0])
    return out


def plain(x):
    return x.item() if hasattr(x, "item") else x


json.dump({
    "versions": {"python": sys.version.split()[0], "optuna": optuna.__version__, "scikit-learn": sklearn.__version__},
    "studies": [
        study_of("mixed", mixed, f_mixed, ["minimize"], 150, 1),
        study_of("linear", linear, f_linear, ["minimize"], 150, 5),
        study_of("maximized", {"x": pair["x"], "k": mixed["layers"]}, lambda p: -(p["x"] - 0.3) ** 2 + 0.01 * p["k"], ["maximize"], 60, 2),
        study_of("conditional", conditional, f_conditional, ["minimize"], 200, 3),
        study_of("pair", pair, f_pair, ["minimize", "minimize"], 80, 4),
    ]}, sys.stdout, default=plain)
print()
