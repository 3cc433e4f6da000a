// A worker as a user would write it, with a ledger outside of the storage: node worker.mjs '{"storage": …}'

import { setMaxListeners } from "node:events";
import { closeSync, existsSync, fsyncSync, openSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createStudy, float, int, openStudy } from "tunesmith";

const o = JSON.parse(process.argv[2]);
const ledger = openSync(o.ledger, "a");

/** A line that is on the disk when this returns; the system appends it whole. */
function note(line) {
  writeSync(ledger, `${JSON.stringify({ pid: process.pid, ...line })}\n`);
  fsyncSync(ledger);
}

process.on("uncaughtException", (error) => {
  note({ exception: `${error.code ?? error.name}: ${error.message}` });
  process.exit(1);
});

const value = ({ x, k }) => x ** 2 + k;

const objectives = {
  async pause({ number, params, signal }) {
    await sleep(o.pauseMs * Math.random());
    while (o.gate && number >= o.gate.from && !signal.aborted && !existsSync(o.gate.file)) await sleep(20);
    return value(params);
  },
  /** Never lets the event loop in. */
  block({ params }) {
    for (const end = performance.now() + o.pauseMs; performance.now() < end; );
    return value(params);
  },
  async poison({ number, params }) {
    if (number === o.poison) process.kill(process.pid, "SIGKILL");
    await sleep(o.pauseMs);
    return value(params);
  },
  async memory({ number, params }) {
    const all = [];
    while (number === o.poison) all.push(new Array(1e5).fill(all.length));
    return value(params);
  },
};

const create = {
  name: o.study,
  space: { x: float(-1, 1), k: int(0, 5) },
  sampler: o.sampler ?? "random",
  seed: 1,
};
const open = { storage: o.storage, leaseMs: o.leaseMs ?? 2000 };
const study = o.create
  ? await createStudy({ ...create, ...open, ifExists: "resume" })
  : await openStudy(o.study, open);
note({ opened: true });
const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
  process.on(signal, () => (stop.signal.aborted ? process.exit(130) : stop.abort(new Error(signal))));
}
setMaxListeners(0, stop.signal);
const objective = objectives[o.objective ?? "pause"];
const ended = await study.optimize(
  async (trial) => {
    const { number, attempt } = trial;
    note({ started: number, attempt });
    const end = new Promise((_, reject) =>
      trial.signal.addEventListener("abort", () => reject(trial.signal.reason)),
    );
    const result = await Promise.race([objective(trial), end]);
    note({ computed: number, attempt, value: result });
    return result;
  },
  {
    trials: o.trials,
    parallel: o.parallel ?? 1,
    signal: stop.signal,
    openAhead: Math.random() < 0.5,
    onTrial: ({ number, state, value }) => note({ accepted: number, state, value }),
  },
);
note({ ended: ended.reason });
await study.close();
closeSync(ledger);
if (ended.reason === "aborted") process.exitCode = 130;
