/** One and the same study, in our storage and in Optuna's. */
import { spawnSync } from "node:child_process";
import type { StudyEvent } from "tunesmith/history";
import { float } from "tunesmith/space";
import { openStorage } from "tunesmith/storage";

const names = Array.from({ length: 8 }, (_, j) => `x${j}`);

/** Writes a study of 8 parameters straight into its log. */
export async function fillOurs(file: string, trials: number): Promise<void> {
  const storage = await openStorage(`sqlite:${file}`);
  const space = Object.fromEntries(names.map((name) => [name, float(0, 1)]));
  const none = { name: "random", options: {} };
  const created = { type: "study.created", space, goals: { value: "minimize" }, seed: 1 } as const;
  let events: StudyEvent[] = [{ ...created, sampler: none, pruner: { name: "none", options: {} } }];
  let seq = 0;
  for (let number = 0; number < trials; number++) {
    const params = Object.fromEntries(names.map((name, j) => [name, coordinate(number, j)]));
    const value = names.reduce((sum, name) => sum + (params[name]! - 0.3) ** 2, 0);
    events.push(
      { type: "trial.opened", by: "bench", limit: null },
      { type: "trial.asked", number, by: "bench", params, memo: { why: "bench" }, seen: 1, strict: false },
      { type: "trial.finished", number, attempt: 1, outcome: { state: "complete", values: { value } } },
    );
    if (events.length < 30_000 && number < trials - 1) continue;
    await storage.append("large", events, seq);
    seq += events.length;
    events = [];
  }
  await storage.close();
}

/** A fraction that looks like chance: additive recurrence with the roots of primes. */
function coordinate(number: number, j: number): number {
  const step = Math.sqrt([2, 3, 5, 7, 11, 13, 17, 19][j]!);
  return (number * step) % 1;
}

/** The same with Optuna: it makes the tables and the study, and the rows go in at once, since its own way takes hours. */
export function fillTheirs(python: string, folder: string, trials: number): void {
  const program = `
import json, math, sqlite3, optuna
optuna.logging.set_verbosity(optuna.logging.ERROR)
optuna.create_study(storage="sqlite:///theirs.db", study_name="large")
steps = [math.sqrt(p) for p in (2, 3, 5, 7, 11, 13, 17, 19)]
domain = optuna.distributions.distribution_to_json(optuna.distributions.FloatDistribution(0, 1))
at = "2026-01-01 00:00:00.000000"
trials, params, values = [], [], []
for i in range(${trials}):
    xs = [(i * s) % 1 for s in steps]
    trials.append((i + 1, i, 1, "COMPLETE", at, at))
    params.extend((i + 1, f"x{j}", x, domain) for j, x in enumerate(xs))
    values.append((i + 1, 0, sum((x - 0.3) ** 2 for x in xs), "FINITE"))
db = sqlite3.connect("theirs.db")
db.executemany("insert into trials (trial_id, number, study_id, state, datetime_start, datetime_complete) values (?,?,?,?,?,?)", trials)
db.executemany("insert into trial_params (trial_id, param_name, param_value, distribution_json) values (?,?,?,?)", params)
db.executemany("insert into trial_values (trial_id, objective, value, value_type) values (?,?,?,?)", values)
db.commit()
assert len(optuna.load_study(storage="sqlite:///theirs.db", study_name="large").get_trials(deepcopy=False)) == ${trials}
`;
  const done = spawnSync(python, ["-c", program], { cwd: folder, encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr);
}
