/** `tunesmith automl` on real tables, beside scikit-learn's models as they come, on the same held-out rows. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { logLoss, rootMeanSquaredError } from "../../src/ml/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const python = process.env.TUNESMITH_PYTHON ?? "python3";
const found = spawnSync(python, ["-c", "import sklearn, pandas; print(sklearn.__version__)"], {
  encoding: "utf8",
});
const hasIt = found.status === 0;
const where = hasIt
  ? `scikit-learn ${found.stdout.trim()}`
  : `left out: ${python} has no scikit-learn and pandas; TUNESMITH_PYTHON names another`;

const folder = mkdtempSync(join(tmpdir(), "automl-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, "node_modules"));
symlinkSync(root, join(folder, "node_modules/tunesmith"));

/** Runs a program in the folder. */
function run(...argv: readonly string[]): string {
  const done = spawnSync(process.execPath, argv, { cwd: folder, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${done.stderr}${done.stdout}`);
  return done.stdout;
}
const tunesmith = (...words: readonly string[]) => run(join(root, "bin/tunesmith"), ...words);

const tables = [
  { name: "breast_cancer", kind: "classification", metric: "log_loss" },
  { name: "wine", kind: "classification", metric: "log_loss" },
  { name: "diabetes", kind: "regression", metric: "rmse" },
] as const;

describe.skipIf(!hasIt)(where, () => {
  test.each(tables)("the model of $name is better than scikit-learn's usual boosting and forest", (table) => {
    const { name, kind, metric } = table;
    const path = join(root, `data/${name}.csv`);
    const [head, ...rows] = readFileSync(path, "utf8").trimEnd().split("\n");
    const isTest = (i: number) => i % 3 === 1;
    const write = (file: string, keep: (i: number) => boolean) => {
      writeFileSync(join(folder, file), `${[head, ...rows.filter((_, i) => keep(i))].join("\n")}\n`);
    };
    write(`${name}.csv`, (i) => !isTest(i));
    write(`${name}-new.csv`, isTest);
    const json = tunesmith(
      ...["automl", `${name}.csv`, "--target", "target", "--metric", metric, "--trials", "10", "--json"],
    );
    const { winner, files } = JSON.parse(json);
    const flags = kind === "classification" ? ["--probabilities"] : [];
    const told = JSON.parse(tunesmith("predict", files.model, `${name}-new.csv`, ...flags, "--json"));
    const y = rows.filter((_, i) => isTest(i)).map((row) => Number(row.split(",").at(-1)));
    const ours =
      kind === "classification"
        ? logLoss(y, told.probabilities, { labels: told.classes })
        : rootMeanSquaredError(y, told.predictions);

    const fold = rows.flatMap((_, i) => (isTest(i) ? [i] : []));
    const asked = [{ path, target: "target", kind, drop: [], folds: [fold], seeds: 3 }];
    const peers = spawnSync(python, [join(root, "bench/automl/peers.py")], {
      input: JSON.stringify(asked),
      encoding: "utf8",
      env: { ...process.env, OMP_NUM_THREADS: "1" },
    });
    expect(peers.status, peers.stderr).toBe(0);
    const [{ boosting, forest }] = JSON.parse(peers.stdout).tasks;
    const theirs = { boosting: boosting[0][metric], forest: forest[0][metric] };
    console.log(
      `${name} ${metric}: ${ours.toFixed(4)} (${winner.family}), boosting ${theirs.boosting.toFixed(4)}, forest ${theirs.forest.toFixed(4)}`,
    );
    expect(ours, "boosting").toBeLessThan(theirs.boosting);
    expect(ours, "forest").toBeLessThan(theirs.forest);
  });

  test("the program that it writes finds the score of the search again", () => {
    const { winner, files, confirmed } = JSON.parse(
      readFileSync(join(folder, "wine-automl/summary.json"), "utf8"),
    );
    const out = run(join(root, "node_modules/jiti/lib/jiti-cli.mjs"), files.program);
    const score = -Number(/neg_log_loss (\S+)/.exec(out)![1]);
    // A blend is not in the log; what it is made of is, and it is no worse than the best of these by much.
    const { searched } = confirmed.find(
      ({ number }: { number: number }) => number === winner.members[0].number,
    );
    if (winner.members.length === 1) expect(score).toBeCloseTo(searched, 9);
    else expect(score).toBeLessThan(1.5 * searched);
  });
});
