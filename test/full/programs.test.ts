/** Programs that nobody here wrote, each tuned by the line that a user types; what is not installed is left out by name. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inFolder } from "../cli/tunesmith.ts";

const { run, write, path } = inFolder();
const python = process.env.TUNESMITH_PYTHON ?? "python3";
const has = (program: string) => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
const hasModule = (name: string) => spawnSync(python, ["-c", `import ${name}`]).status === 0;

/** A text of 2 MB that repeats itself in part. */
const sample = () => {
  let x = 1;
  const words = Array.from({ length: 300_000 }, () => {
    x = (x * 48271) % 2147483647;
    return `w${x % 997}`;
  });
  writeFileSync(path("sample.txt"), words.join(" "));
};

const best = (study: string) => JSON.parse(run("best", study, "--json").out);

test.skipIf(!has("zstd"))("zstd: level and window against size and time", () => {
  sample();
  const script = `t0=$(date +%s%N); zstd -q -f --long=$2 -$1 sample.txt -o out-$3; t1=$(date +%s%N)
    echo "size=$(stat -c %s out-$3) ms=$(( (t1 - t0) / 1000000 ))"; rm out-$3`;
  write("z.sh", script);
  const goals = ["--minimize", "size", "--minimize", "ms"];
  const ran = run(
    "run",
    "-p",
    "level=int(1,15)",
    "-p",
    "window=int(10,24)",
    ...goals,
    "--name",
    "zstd",
    "--trials",
    "8",
    "--json",
    "--",
    "sh",
    "z.sh",
    "{level}",
    "{window}",
    "{trial}",
  );
  expect(ran.status).toBe(0);
  expect(JSON.parse(ran.out).pareto.length).toBeGreaterThan(0);
});

test.skipIf(!has("gcc"))("gcc: flags that are there or not", () => {
  write(
    "b.c",
    `#include <stdio.h>\n#include <time.h>\nint main(){double s=0;clock_t c=clock();for(int i=1;i<20000000;i++)s+=1.0/i;printf("seconds=%f sum=%f\\n",(double)(clock()-c)/CLOCKS_PER_SEC,s);}`,
  );
  write("g.sh", `out=b-$1; shift; gcc "$@" b.c -o $out && ./$out; status=$?; rm -f $out; exit $status`);
  const params = ["-p", "O=categorical(-O0,-O2,-O3)", "-p", "funroll_loops=categorical(false,true)"];
  const ran = run(
    "run",
    ...params,
    "--minimize",
    "seconds",
    "--name",
    "gcc",
    "--sampler",
    "grid",
    "--",
    "sh",
    "g.sh",
    "{trial}",
    "{O}",
    "{-funroll-loops}",
  );
  expect(ran.status).toBe(0);
  expect(
    JSON.parse(run("trials", "gcc", "--json").out).trials.map((t: { state: string }) => t.state),
  ).toEqual(Array(6).fill("complete"));
});

test.skipIf(!has("sqlite3"))("sqlite3: pragmas, by a config of its own words", () => {
  write(
    "q.sh",
    `rm -f t-$3.db; t0=$(date +%s%N); sqlite3 t-$3.db "pragma page_size=$1; pragma synchronous=$2; create table t(x); with recursive c(x) as (select 1 union all select x+1 from c where x<20000) insert into t select x from c; select count(*) from t" && t1=$(date +%s%N) && echo "ms=$(( (t1 - t0) / 1000000 ))"; rm -f t-$3.db`,
  );
  const params = ["-p", "page=categorical(1024,4096,16384)", "-p", "sync=categorical(OFF,NORMAL,FULL)"];
  const ran = run(
    "run",
    ...params,
    "--minimize",
    "ms",
    "--name",
    "sqlite",
    "--trials",
    "5",
    "--",
    "sh",
    "q.sh",
    "{page}",
    "{sync}",
    "{trial}",
  );
  expect(ran.status).toBe(0);
  expect(best("sqlite").value).toBeGreaterThan(0);
});

test.skipIf(!has("fasttext"))("fastText: flags of one dash and two words", () => {
  const lines = Array.from(
    { length: 400 },
    (_, i) => `__label__${i % 2 ? "a" : "b"} ${i % 2 ? "red round" : "blue flat"} n${i % 7}`,
  );
  write("t.txt", lines.join("\n"));
  write(
    "f.sh",
    `n=$1; shift; fasttext supervised -input t.txt -output m-$n -thread 1 "$@" >&2 && fasttext test m-$n.bin t.txt; rm -f m-$n.*`,
  );
  const params = ["-p", "lr=float(0.01,1,log)", "-p", "dim=int(5,20)", "-p", "epoch=int(1,8)"];
  const ran = run(
    "run",
    ...params,
    "--maximize",
    "P@1",
    "--name",
    "ft",
    "--trials",
    "5",
    "--keep",
    "none",
    "--",
    "sh",
    "f.sh",
    "{trial}",
    "{-lr}",
    "{-dim}",
    "{-epoch}",
  );
  expect(ran.status).toBe(0);
  expect(best("ft").value).toBeGreaterThan(0.4);
});

/** Scripts as people write them, with what their libraries print; not a word of them knows of tunesmith. */
const scripts: readonly (readonly [name: string, needs: string[], source: string, goal: RegExp])[] = [
  [
    "scikit-learn with argparse",
    ["sklearn"],
    `import argparse
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.linear_model import SGDClassifier
p = argparse.ArgumentParser()
p.add_argument("--alpha", type=float, default=1e-4, help="penalty")
p.add_argument("--penalty", choices=["l2", "l1", "elasticnet"], default="l2")
p.add_argument("--seed", type=int, default=0)
a = p.parse_args()
X, y = load_digits(return_X_y=True)
Xa, Xb, ya, yb = train_test_split(X, y, random_state=a.seed)
m = SGDClassifier(alpha=a.alpha, penalty=a.penalty, random_state=a.seed).fit(Xa, ya)
print("Test accuracy: %.4f" % m.score(Xb, yb))`,
    /maximize Test_accuracy/,
  ],
  [
    "XGBoost with click",
    ["xgboost", "click", "sklearn"],
    `import click, xgboost as xgb
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
@click.command()
@click.option("--eta", default=0.3, show_default=True)
@click.option("--max-depth", default=6, show_default=True, type=click.IntRange(1, 12))
def main(eta, max_depth):
    X, y = load_breast_cancer(return_X_y=True)
    Xa, Xb, ya, yb = train_test_split(X, y, random_state=0)
    a, b = xgb.DMatrix(Xa, ya), xgb.DMatrix(Xb, yb)
    xgb.train({"objective": "binary:logistic", "eta": eta, "max_depth": max_depth, "nthread": 1}, a, 15, [(a, "train"), (b, "eval")])
main()`,
    /minimize eval-logloss/,
  ],
  [
    "LightGBM with typer",
    ["lightgbm", "typer", "sklearn"],
    `import typer, lightgbm as lgb
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
def main(learning_rate: float = 0.1, num_leaves: int = 31):
    X, y = load_breast_cancer(return_X_y=True)
    Xa, Xb, ya, yb = train_test_split(X, y, random_state=0)
    a = lgb.Dataset(Xa, ya); b = lgb.Dataset(Xb, yb, reference=a)
    lgb.train({"objective": "binary", "learning_rate": learning_rate, "num_leaves": num_leaves, "verbose": -1, "num_threads": 1}, a, 15, [b], callbacks=[lgb.log_evaluation(1)])
typer.run(main)`,
    /minimize valid_0_binary_logloss/,
  ],
  [
    "scikit-learn with absl",
    ["absl", "sklearn"],
    `from absl import app, flags
from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import cross_val_score
F = flags.FLAGS
flags.DEFINE_integer("n_estimators", 20, "Trees.")
flags.DEFINE_integer("max_depth", 4, "Depth.", lower_bound=1)
def main(_):
    X, y = load_wine(return_X_y=True)
    m = RandomForestClassifier(F.n_estimators, max_depth=F.max_depth, random_state=0)
    print({"cv_accuracy": float(cross_val_score(m, X, y, cv=3).mean())})
app.run(main)`,
    /maximize cv_accuracy/,
  ],
  [
    "Fire",
    ["fire"],
    `import fire
def train(lr=0.01, hidden=64, dropout: float = 0.1, nesterov=False):
    assert nesterov is True or nesterov is False
    print(f"val_acc={1 - abs(lr - 0.003) - dropout / 10 - 1 / hidden:.4f}")
fire.Fire(train)`,
    /maximize val_acc/,
  ],
  [
    "tyro with a dataclass in another",
    ["tyro"],
    `import dataclasses, tyro
@dataclasses.dataclass
class Optim:
    lr: float = 3e-4
    nesterov: bool = True
@dataclasses.dataclass
class Args:
    optim: Optim = dataclasses.field(default_factory=Optim)
    num_layers: int = 3
a = tyro.cli(Args)
print(f"val_loss {abs(a.optim.lr - 0.002) * 100 + a.num_layers + a.optim.nesterov:.4f}")`,
    /minimize val_loss/,
  ],
  [
    "jsonargparse, as LightningCLI has it",
    ["jsonargparse"],
    `from jsonargparse import ArgumentParser
class Model:
    def __init__(self, lr: float = 1e-3, hidden: int = 64, bias: bool = True):
        assert isinstance(bias, bool)
        self.loss = abs(lr - 0.01) + 1 / hidden + bias
p = ArgumentParser()
p.add_class_arguments(Model, "model")
p.add_argument("--trainer.max_epochs", type=int, default=5)
print("val_loss:", Model(**vars(p.parse_args().model)).loss)`,
    /minimize val_loss/,
  ],
];

for (const [name, needs, source, goal] of scripts) {
  test.skipIf(!needs.every(hasModule))(`without an edit: ${name}`, () => {
    write("train.py", source);
    const ran = run("run", "--yes", "--trials", "3", "--", python, "train.py");
    expect(ran.err).toMatch(goal);
    expect(ran.status, ran.err).toBe(0);
    const { trials } = JSON.parse(run("trials", "train", "--json").out);
    expect(trials.map((t: { state: string }) => t.state)).toEqual(Array(3).fill("complete"));
  });
}

test.skipIf(!hasModule("hydra"))(
  "without an edit: Hydra, with keys as words and a folder for each run",
  () => {
    write("config.yaml", "lr: 0.01\nepochs: 2\nmodel:\n  hidden: 64\n  dropout: 0.1\n  nesterov: false\n");
    write(
      "train.py",
      `import logging, hydra
log = logging.getLogger(__name__)
@hydra.main(version_base=None, config_path=".", config_name="config")
def main(cfg):
    for epoch in range(cfg.epochs):
        log.info(f"epoch {epoch}: val_loss={abs(cfg.lr - 0.003) + cfg.model.dropout + 1 / cfg.model.hidden + cfg.model.nesterov:.4f}")
main()`,
    );
    const ran = run("run", "--yes", "--trials", "3", "--parallel", "2", "--", python, "train.py");
    expect(ran.err).toMatch(/minimize val_loss/);
    expect(ran.status, ran.err).toBe(0);
    const { trials } = JSON.parse(run("trials", "train", "--json").out);
    expect(trials.map((t: { state: string }) => t.state)).toEqual(Array(3).fill("complete"));
    for (const { number, params } of trials.slice(1)) {
      const { lr, hidden, dropout, nesterov } = params;
      const own = path(`tunesmith-trials/train/000${number}/.hydra/overrides.yaml`);
      const got = readFileSync(own, "utf8").replaceAll(/'|- /g, "").trim().split("\n");
      const keys = { lr, "model.hidden": hidden, "model.dropout": dropout, "model.nesterov": nesterov };
      expect(got).toEqual(Object.entries(keys).map(([key, value]) => `${key}=${value}`));
    }
  },
);

test.skipIf(!has("fasttext"))(
  "without an edit: fastText, whose help has one dash and its metric is on standard error",
  () => {
    const lines = Array.from(
      { length: 400 },
      (_, i) => `__label__${i % 2} ${i % 2 ? "red" : "blue"} n${i % 7}`,
    );
    write("words.txt", lines.join("\n"));
    const words = ["supervised", "-input", "words.txt", "-output", "m", "-thread", "1", "-bucket", "1000"];
    const ran = run("run", "--yes", "--trials", "2", "--name", "ft", "--", "fasttext", ...words);
    expect(ran.err).toMatch(/minimize avg.loss/);
    expect(ran.status, ran.err).toBe(0);
    const { trials } = JSON.parse(run("trials", "ft", "--json").out);
    expect(trials.map((t: { state: string }) => t.state)).toEqual(Array(2).fill("complete"));
  },
);
