// A worker as a user would write it, in a process of its own: node worker.mjs STORAGE STUDY TRIALS PAUSE_MS LEDGER [GATE]
// Where there is to be a file GATE, the last 100 trials wait for it.
import { appendFileSync, existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openStudy } from "tunesmith";

const [storage, name, trials, pauseMs, ledger, gate] = process.argv.slice(2);
const study = await openStudy(name, { storage, leaseMs: 2000 });
const note = (line) => appendFileSync(ledger, `${JSON.stringify(line)}\n`);

await study.optimize(
  async ({ number, params }) => {
    note({ started: number, pid: process.pid });
    await sleep(Number(pauseMs) * Math.random());
    while (gate && number >= Number(trials) - 100 && !existsSync(gate)) await sleep(20);
    return params.x ** 2 + params.k;
  },
  { trials: Number(trials), parallel: 2, onTrial: ({ number, value }) => note({ accepted: number, value }) },
);
await study.close();
