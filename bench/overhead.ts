/**
 * What an ask and a tell cost beside the objective: by sampler and number of trials, in 10 dimensions, against `random`
 * in the same run, and against Optuna where Python has it; then by dimensions, and by trials under way.
 *
 *   npm run bench -- overhead
 */
import { createStudy, float, type Study } from "tunesmith";
import { python } from "./python.ts";
import { type Row, report } from "./report.ts";

const dimensions = 10;

const spaceOf = (d: number) =>
  Object.fromEntries(Array.from({ length: d }, (_, i) => [`x${i}`, float(0, 1)]));
const loss = (params: object) => Object.values(params).reduce((sum, x) => sum + (x - 0.3) ** 2, 0);

interface Load {
  readonly sampler: string;
  readonly trials: number;
  readonly d?: number;
  /** So many other trials are under way all the time. */
  readonly pending?: number;
}

/** Seconds of a core in which the engine compiles what is used often: so that the last trials of a long study are timed as they are. */
const warmUp = 2;

/** The mean cost of ask + tell over the last tenth of `trials`, in ms of one core: of five such stretches the median. */
async function costAt(load: Load): Promise<number> {
  const timed = Math.max(5, Math.min(50, load.trials / 10));
  for (let spent = 0; spent < warmUp; ) spent += await secondsOf(load, timed);
  const stretches: number[] = [];
  while (stretches.length < 5) stretches.push(await secondsOf(load, timed));
  return (stretches.sort((a, b) => a - b)[2]! * 1000) / timed;
}

const seedlings = new Map<string, Promise<Study>>();

/** A study of so many random trials: the history comes from elsewhere, and only the asks at its end are timed. */
function seedlingOf(d: number, trials: number): Promise<Study> {
  const key = `${d} ${trials}`;
  const made = seedlings.get(key) ?? grown(d, trials);
  seedlings.set(key, made);
  return made;
}

async function grown(d: number, trials: number): Promise<Study> {
  const study = await createStudy({ space: spaceOf(d), sampler: "random", seed: 2 });
  await study.optimize(({ params }) => loss(params), { trials });
  return study;
}

/** Seconds of a core for the last `timed` trials of a study. */
async function secondsOf({ sampler, trials, d = dimensions, pending = 0 }: Load, timed: number) {
  const seedling = await seedlingOf(d, trials - timed);
  const study = await createStudy({ space: spaceOf(d), sampler, seed: 1 });
  for (const { params, value } of seedling.trials) await study.add({ params, value: value! });
  for (let i = 0; i < pending; i++) await study.ask();
  const evaluate = async () => {
    const trial = await study.ask();
    await study.tell(trial.number, loss(trial.params));
  };
  await evaluate(); // learns the trials that were added
  const start = process.cpuUsage();
  for (let i = 0; i < timed; i++) await evaluate();
  const { user, system } = process.cpuUsage(start);
  await study.close();
  return (user + system) / 1e6;
}

const optuna = (sampler: string, trials: number) =>
  python<number>(
    sampler === "GPSampler" ? ["optuna", "torch"] : ["optuna"],
    `
import json, time, optuna
optuna.logging.set_verbosity(optuna.logging.ERROR)
n = ${trials}; timed = int(max(5, min(50, n / 10)))
study = optuna.create_study(sampler=optuna.samplers.${sampler}(seed=1))
space = {f"x{i}": optuna.distributions.FloatDistribution(0, 1) for i in range(${dimensions})}
import random
random.seed(2)
for _ in range(n - timed):
    p = {k: random.random() for k in space}
    study.add_trial(optuna.trial.create_trial(params=p, distributions=space, value=sum((x - .3) ** 2 for x in p.values())))
def evaluate():
    t = study.ask(space)
    study.tell(t, sum((x - .3) ** 2 for x in t.params.values()))
evaluate()  # imports what it needs
t0 = time.process_time()
for _ in range(timed):
    evaluate()
print(json.dumps((time.process_time() - t0) * 1000 / timed))
`,
  );

const rows: Row[] = [];
for (const trials of [100, 1000, 5000]) {
  const random = await costAt({ sampler: "random", trials });
  for (const [sampler, peer] of [
    ["random", "RandomSampler"],
    ["qmc", "QMCSampler"],
    ["gp", "GPSampler"],
    ["forest", null],
    ["tpe", "TPESampler"],
    ["cmaes", null],
    ["auto", null],
  ] as const) {
    const ms = sampler === "random" ? random : await costAt({ sampler, trials });
    const takesMinutes = sampler === "gp" && trials > 200;
    const peerMs = peer === null || takesMinutes ? null : optuna(peer, trials);
    rows.push({
      sampler,
      trials,
      "ask+tell ms": ms,
      "against random": ms / random,
      "optuna ms": peerMs,
      "optuna / ours": peerMs && peerMs / ms,
    });
  }
}
report("overhead", rows);

const shapes: Row[] = [];
for (const sampler of ["gp", "tpe"]) {
  const usual = await costAt({ sampler, trials: 100 });
  for (const d of [2, 10, 30]) {
    for (const pending of [0, 8, 64]) {
      const ms = await costAt({ sampler, trials: 100, d, pending });
      shapes.push({ sampler, trials: 100, d, pending, "ask+tell ms": ms, "against 10-d alone": ms / usual });
    }
  }
}
report("overhead-shapes", shapes);
