"""Another optimizer as a process that is asked and told: one JSON value a line, in and out.

   python peer.py PEER SEED SPACE [GOALS [BOUNDS]]    SPACE: [{name, type: float|int|cat, low, high, log, choices, when: {param, in}}, ...]
   python peer.py                                     the peers that this Python has, one a line

in   {"ask": 1}                      out  {"id": 0, "params": {name: value}}     active parameters only
in   {"id": 0, "loss": 0.5}          out  nothing; with several GOALS a list of losses, and with BOUNDS "margins", of which those above 0
                                          break a bound; Optuna alone knows of them
in   end of file                     out  {"cpu": seconds}

Every peer has its own defaults. Those that know no conditional parameters get a flat space, and what is inactive is left out
of what they suggest. Categories are told by their place.
"""
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")


def is_active(p, params):
    when = p.get("when")
    return when is None or (when["param"] in params and params[when["param"]] in when["in"])


def active_part(space, params):
    out = {}
    for p in space:  # parents come before their children
        if is_active(p, out):
            out[p["name"]] = params[p["name"]]
    return out


class Optuna:
    def __init__(self, kind, space, seed, goals, bounds):
        import optuna

        optuna.logging.set_verbosity(optuna.logging.ERROR)
        warnings.filterwarnings("ignore")
        known = {"constraints_func": lambda trial: trial.user_attrs["margins"]} if bounds > 0 else {}
        samplers = {
            "tpe": lambda: optuna.samplers.TPESampler(seed=seed, **known),
            "gp": lambda: optuna.samplers.GPSampler(seed=seed, **known),
            "cmaes": lambda: optuna.samplers.CmaEsSampler(seed=seed),
            "nsga2": lambda: optuna.samplers.NSGAIISampler(seed=seed, **known),
            "random": lambda: optuna.samplers.RandomSampler(seed=seed),
        }
        self.space, self.trials = space, []
        self.study = optuna.create_study(sampler=samplers[kind](), directions=["minimize"] * goals)

    def ask(self):
        trial = self.study.ask()
        params = {}
        for p in self.space:
            if not is_active(p, params):
                continue
            if p["type"] == "cat":
                params[p["name"]] = trial.suggest_categorical(p["name"], p["choices"])
            else:
                suggest = trial.suggest_int if p["type"] == "int" else trial.suggest_float
                params[p["name"]] = suggest(p["name"], p["low"], p["high"], log=p.get("log", False))
        self.trials.append(trial)
        return params

    def tell(self, number, loss, margins=None):
        if margins is not None:
            self.trials[number].set_user_attr("margins", margins)
        self.study.tell(self.trials[number], loss)


class Hyperopt:
    def __init__(self, space, seed):
        import numpy as np
        from hyperopt import Trials, hp, tpe
        from hyperopt.base import Domain

        def node(p):
            n, low, high = p["name"], p.get("low"), p.get("high")
            if p["type"] == "cat":
                return hp.choice(n, list(range(len(p["choices"]))))
            if p["type"] == "int":
                if p.get("log"):
                    return hp.qloguniform(n, np.log(low), np.log(high), 1)
                return hp.uniformint(n, low, high)
            return hp.loguniform(n, np.log(low), np.log(high)) if p.get("log") else hp.uniform(n, low, high)

        self.space, self.tpe = space, tpe
        self.domain = Domain(lambda _: 0, {p["name"]: node(p) for p in space})
        self.trials, self.rng = Trials(), np.random.default_rng(seed)

    def ask(self):
        from hyperopt import JOB_STATE_RUNNING

        [i] = self.trials.new_trial_ids(1)
        self.trials.refresh()
        docs = self.tpe.suggest([i], self.domain, self.trials, int(self.rng.integers(2**31 - 1)))
        docs[0]["state"] = JOB_STATE_RUNNING
        self.trials.insert_trial_docs(docs)
        self.trials.refresh()
        values = {k: v[0] for k, v in docs[0]["misc"]["vals"].items()}
        params = {}
        for p in self.space:
            v = values[p["name"]]
            if p["type"] == "cat":
                params[p["name"]] = p["choices"][int(v)]
            else:
                params[p["name"]] = min(p["high"], max(p["low"], int(v))) if p["type"] == "int" else float(v)
        return active_part(self.space, params)

    def tell(self, number, loss):
        from hyperopt import JOB_STATE_DONE, STATUS_OK

        doc = self.trials._dynamic_trials[number]
        doc["state"], doc["result"] = JOB_STATE_DONE, {"loss": loss, "status": STATUS_OK}
        self.trials.refresh()


class Skopt:
    def __init__(self, space, seed):
        from skopt import Optimizer
        from skopt.space import Categorical, Integer, Real

        def dim(p):
            if p["type"] == "cat":
                return Categorical(list(range(len(p["choices"]))))
            return (Integer if p["type"] == "int" else Real)(
                p["low"], p["high"], prior="log-uniform" if p.get("log") else "uniform"
            )

        self.space, self.points = space, []
        self.optimizer = Optimizer([dim(p) for p in space], random_state=seed)

    def ask(self):
        x = self.optimizer.ask()
        self.points.append(x)
        native = lambda p, v: p["choices"][int(v)] if p["type"] == "cat" else (int if p["type"] == "int" else float)(v)
        return active_part(self.space, {p["name"]: native(p, v) for p, v in zip(self.space, x)})

    def tell(self, number, loss):
        self.optimizer.tell(self.points[number], loss)


class Hebo:
    def __init__(self, space, seed):
        import numpy as np
        from hebo.design_space.design_space import DesignSpace
        from hebo.optimizers.hebo import HEBO

        def dim(p):
            if p["type"] == "cat":
                return {"name": p["name"], "type": "cat", "categories": [str(i) for i in range(len(p["choices"]))]}
            kind = {"float": "pow" if p.get("log") else "num", "int": "pow_int" if p.get("log") else "int"}[p["type"]]
            return {"name": p["name"], "type": kind, "lb": p["low"], "ub": p["high"]}

        np.random.seed(seed)
        self.space, self.points, self.np = space, [], np
        self.optimizer = HEBO(DesignSpace().parse([dim(p) for p in space]), scramble_seed=seed)

    def ask(self):
        row = self.optimizer.suggest(n_suggestions=1)
        self.points.append(row)
        v = row.iloc[0].to_dict()
        native = lambda p: (
            p["choices"][int(v[p["name"]])]
            if p["type"] == "cat"
            else (int if p["type"] == "int" else float)(v[p["name"]])
        )
        return active_part(self.space, {p["name"]: native(p) for p in self.space})

    def tell(self, number, loss):
        self.optimizer.observe(self.points[number], self.np.array([[loss]]))


class Smac:
    def __init__(self, space, seed, trials):
        import tempfile

        from ConfigSpace import Categorical, ConfigurationSpace, Float, InCondition, Integer
        from smac import HyperparameterOptimizationFacade, Scenario

        def dim(p):
            if p["type"] == "cat":
                return Categorical(p["name"], [str(i) for i in range(len(p["choices"]))])
            return (Integer if p["type"] == "int" else Float)(p["name"], (p["low"], p["high"]), log=p.get("log", False))

        cs, dims = ConfigurationSpace(seed=seed), {p["name"]: dim(p) for p in space}
        cs.add(list(dims.values()))
        by_name = {p["name"]: p for p in space}
        for p in space:
            if p.get("when"):
                parent = by_name[p["when"]["param"]]
                places = [str(parent["choices"].index(c)) for c in p["when"]["in"]]
                cs.add(InCondition(dims[p["name"]], dims[parent["name"]], places))
        scenario = Scenario(cs, deterministic=True, n_trials=trials, seed=seed, output_directory=tempfile.mkdtemp())
        self.space, self.infos = space, []
        self.smac = HyperparameterOptimizationFacade(
            scenario, lambda config, seed=0: 0.0, overwrite=True, logging_level=False
        )

    def ask(self):
        info = self.smac.ask()
        self.infos.append(info)
        v = dict(info.config)
        return {
            p["name"]: p["choices"][int(v[p["name"]])] if p["type"] == "cat" else v[p["name"]]
            for p in self.space
            if p["name"] in v
        }

    def tell(self, number, loss):
        from smac.runhistory.dataclasses import TrialValue

        self.smac.tell(self.infos[number], TrialValue(cost=loss))


class Ax:
    def __init__(self, space, seed):
        import logging

        from ax.api.client import Client
        from ax.api.configs import ChoiceParameterConfig, RangeParameterConfig

        logging.disable(logging.WARNING)

        def dim(p):
            if p["type"] == "cat":
                places = [str(i) for i in range(len(p["choices"]))]
                return ChoiceParameterConfig(name=p["name"], values=places, parameter_type="str", is_ordered=False)
            scaling = "log" if p.get("log") else "linear"
            return RangeParameterConfig(
                name=p["name"], bounds=(p["low"], p["high"]), parameter_type=p["type"], scaling=scaling
            )

        self.space, self.trials = space, []
        self.client = Client(random_seed=seed)
        self.client.configure_experiment(parameters=[dim(p) for p in space])
        self.client.configure_optimization(objective="-loss")

    def ask(self):
        [(trial, params)] = self.client.get_next_trials(max_trials=1).items()
        self.trials.append(trial)
        native = lambda p: p["choices"][int(params[p["name"]])] if p["type"] == "cat" else params[p["name"]]
        return active_part(self.space, {p["name"]: native(p) for p in self.space})

    def tell(self, number, loss):
        self.client.complete_trial(trial_index=self.trials[number], raw_data={"loss": loss})


def of_one(peer, space, seed, goals, bounds):
    assert goals == 1 and bounds == 0, "this peer is run with one goal only"
    return peer(space, seed)


peers = {
    "optuna-tpe": ("optuna", lambda *of: Optuna("tpe", *of)),
    "optuna-gp": ("optuna torch", lambda *of: Optuna("gp", *of)),
    "optuna-cmaes": ("optuna cmaes", lambda *of: Optuna("cmaes", *of)),
    "optuna-nsga2": ("optuna", lambda *of: Optuna("nsga2", *of)),
    "optuna-random": ("optuna", lambda *of: Optuna("random", *of)),
    "hyperopt": ("hyperopt", lambda *of: of_one(Hyperopt, *of)),
    "skopt": ("skopt", lambda *of: of_one(Skopt, *of)),
    "hebo": ("hebo", lambda *of: of_one(Hebo, *of)),
    "ax": ("ax", lambda *of: of_one(Ax, *of)),
    "smac": ("smac", lambda *of: of_one(lambda space, seed: Smac(space, seed, 1000), *of)),
}


def has(modules):
    from importlib.util import find_spec

    return all(find_spec(m) for m in modules.split())


def plain(value):
    return value.item() if hasattr(value, "item") else value


def main():
    if len(sys.argv) == 1:
        print("\n".join(name for name, (modules, _) in peers.items() if has(modules)))
        return
    name, seed, space = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
    goals, bounds = (int(sys.argv[i]) if len(sys.argv) > i else least for i, least in ((4, 1), (5, 0)))
    out, sys.stdout = sys.stdout, sys.stderr  # what a library prints is not ours
    peer, asked = peers[name][1](space, seed, goals, bounds), 0
    for line in sys.stdin:
        message = json.loads(line)
        if "ask" in message:
            params = {k: plain(v) for k, v in peer.ask().items()}
            print(json.dumps({"id": asked, "params": params}), file=out, flush=True)
            asked += 1
        else:
            margins = {"margins": message["margins"]} if bounds > 0 else {}
            peer.tell(message["id"], message["loss"], **margins)
    print(json.dumps({"cpu": time.process_time()}), file=out, flush=True)


main()
