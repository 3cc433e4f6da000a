/**
 * What pruning saves of a training script that nobody touched: `tunesmith run` over scikit-learn's MLP, or Keras, which
 * print as Keras does. Two studies a seed try the same random points, one without a pruner and one with; a step is an
 * epoch that the script began, by what it printed, so what it did until the signal came counts, too.
 *
 *   npm run bench -- pruning [SEEDS [TRIALS [sklearn | keras]]]
 *
 * The Python is `TUNESMITH_PYTHON`; it needs scikit-learn, or Keras with a back end.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Row, report } from "./report.ts";

const bin = fileURLToPath(new URL("../bin/tunesmith", import.meta.url));
const [seeds = 10, trials = 20] = process.argv.slice(2, 4).map(Number);
const library = process.argv[4] ?? "sklearn";
const script = fileURLToPath(
  new URL(`pruning/${library === "keras" ? "keras_" : ""}train.py`, import.meta.url),
);
const program = process.env.TUNESMITH_PYTHON ?? "python3";
const space = [
  "lr=float(1e-5,1,log)",
  "alpha=float(1e-6,1e-1,log)",
  "units=int(8,64,log)",
  "batch=int(32,128,log)",
];

/** The first rung is at a ninth of the epochs: before that, a slow learner cannot be told from a bad one. */
const pruners = { none: [], asha: ["--pruner", "asha", "--asha.minResource", "3"] };

/** One study; how many epochs its trials began, and the best value of those that came to their end. */
function tune(pruner: keyof typeof pruners, seed: number, cwd: string): { steps: number; best: number } {
  const name = `${pruner}-${seed}`;
  const how = ["--sampler", "random", ...pruners[pruner], "--seed", String(seed), "--trials", String(trials)];
  const where = ["--name", name, "--parallel", "2", "--cpus", "1", "--json", "--quiet"];
  const flags = ["{--lr}", "{--alpha}", "{--units}", "{--batch}"];
  const words = [...space.flatMap((s) => ["-p", s]), "--maximize", "val_accuracy", ...how, ...where];
  const done = spawnSync(process.execPath, [bin, "run", ...words, "--", program, script, ...flags], {
    cwd,
    encoding: "utf8",
  });
  if (done.status !== 0) throw new Error(done.stderr);
  const folder = join(cwd, "tunesmith-trials", name);
  const begun = readdirSync(folder).map((trial) => {
    const log = join(folder, trial, "stdout.log"); // there is none where nothing was printed
    return existsSync(log) ? (readFileSync(log, "utf8").match(/^Epoch \d/gm)?.length ?? 0) : 0;
  });
  return { steps: begun.reduce((a, b) => a + b, 0), best: JSON.parse(done.stdout).best.value };
}

const median = (numbers: readonly number[]) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
};

const rows: Row[] = [];
const cwd = mkdtempSync(join(tmpdir(), "tunesmith-pruning-"));
for (let seed = 1; seed <= seeds; seed++) {
  const all = tune("none", seed, cwd);
  const row = { seed: String(seed), trials, "steps without": all.steps, "best without": all.best };
  const { steps, best } = tune("asha", seed, cwd);
  rows.push({ ...row, "steps with": steps, "best with": best, "saved %": 100 * (1 - steps / all.steps) });
  tell(); // after each seed: nobody has to wait for all
}
rmSync(cwd, { recursive: true, force: true });

function tell(): void {
  const middle = (column: string) => median(rows.map((row) => row[column] as number));
  const columns = ["trials", "steps without", "best without", "steps with", "best with", "saved %"];
  const last = { seed: "median", ...Object.fromEntries(columns.map((column) => [column, middle(column)])) };
  report(library === "keras" ? "pruning-keras" : "pruning", [...rows, last]);
}
