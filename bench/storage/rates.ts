/** Trials a second of several workers on one study: processes that begin together, ours and Optuna's. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createStudy, float, openStudy } from "tunesmith";
import { python } from "../python.ts";

const worker = fileURLToPath(new URL("worker.mjs", import.meta.url));
const space = { x: float(-1, 1), y: float(1e-5, 1, { log: true }) };

/** From the word to go until the last of the trials is acknowledged; the study must be whole then. */
export async function oursPerSecond(storage: string, workers: number, trials: number): Promise<number> {
  await (await createStudy({ name: "rate", space, sampler: "random", seed: 1, storage })).close();
  const all = Array.from({ length: workers }, () =>
    spawn(process.execPath, [worker, storage, String(trials)], { stdio: ["pipe", "pipe", "inherit"] }),
  );
  await Promise.all(all.map((one) => once(one.stdout, "data")));
  const ends = all.map((one) => once(one.stdout, "data"));
  const exits = all.map((one) => once(one, "exit"));
  const start = performance.now();
  for (const one of all) one.stdin.write("go\n");
  await Promise.all(ends);
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(exits);
  const study = await openStudy("rate", { storage });
  const complete = study.trials.filter((t) => t.state === "complete").length;
  await study.close();
  if (complete !== trials) throw new Error(`${complete} of ${trials} trials are complete`);
  return trials / seconds;
}

/** The same of Optuna with its defaults; null where Python lacks it, or the driver of its database. */
export function optunaPerSecond(url: string, workers: number, trials: number): number | null {
  const driver = url.startsWith("postgres") ? ["psycopg2"] : [];
  return python<number>(
    ["optuna", ...driver],
    `
import json, time, warnings, multiprocessing as mp, optuna
optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.filterwarnings("ignore")
def work(bar, seed):
    study = optuna.load_study(study_name="s", storage=${JSON.stringify(url)}, sampler=optuna.samplers.RandomSampler(seed=seed))
    bar.wait()
    study.optimize(lambda t: t.suggest_float("x", -1, 1) ** 2 + 0 * t.suggest_float("y", 1e-5, 1, log=True), n_trials=${trials / workers})
optuna.create_study(study_name="s", storage=${JSON.stringify(url)})
bar = mp.Barrier(${workers} + 1)
all = [mp.Process(target=work, args=(bar, i)) for i in range(${workers})]
for p in all: p.start()
bar.wait()
t0 = time.time()
for p in all: p.join()
seconds = time.time() - t0
assert sum(t.state.name == "COMPLETE" for t in optuna.load_study(study_name="s", storage=${JSON.stringify(url)}).trials) == ${trials}
print(json.dumps(${trials} / seconds))
`,
  );
}
