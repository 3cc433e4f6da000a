// A worker as a user would write it, in a process of its own: node worker.mjs STORAGE STUDY TRIALS PAUSE_MS [LEDGER]
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openStudy } from "tunesmith";

const [storage, name, trials, pauseMs, ledger] = process.argv.slice(2);
const study = await openStudy(name, { storage, leaseMs: 2000 });
const note = (line) => ledger && appendFileSync(ledger, `${JSON.stringify(line)}\n`);

await study.optimize(
  async ({ number, params }) => {
    note({ started: number });
    await sleep(Number(pauseMs) * Math.random());
    return params.x ** 2 + params.k;
  },
  { trials: Number(trials), parallel: 2, onTrial: ({ number, value }) => note({ accepted: number, value }) },
);
await study.close();
