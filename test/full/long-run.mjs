// Half of row R29: node --expose-gc long-run.mjs worker|server '{"storage": …}'. Says what memory it has, every so many trials.
import { setTimeout as sleep } from "node:timers/promises";
import { openStudy } from "tunesmith";
import { serve } from "tunesmith/server";
import { openStorage } from "tunesmith/storage";

const [role, words] = process.argv.slice(2);
const { storage: url, trials, every, reports } = JSON.parse(words);
let said = 0;

/** What is in use after all garbage is gone, and what the system has given. */
function say(count) {
  if (count < said + every && count < trials) return;
  said = count;
  global.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  console.log(JSON.stringify({ trials: count, heap: (heapUsed + external) / 1e6, rss: rss / 1e6 }));
}

if (role === "worker") {
  const study = await openStudy("s", { storage: url });
  await study.optimize(
    async (trial) => {
      for (let step = 0; step < reports; step++) void trial.report(step, trial.params.x / (step + 1));
      say(trial.number);
      return trial.params.x;
    },
    { trials },
  );
  say(trials);
  await study.close();
} else {
  const storage = await openStorage(url);
  const token = "the-token-of-a-long-run";
  const server = await serve({ storage, port: 0, token });
  // As a page does that stands open: it asks again and again.
  for (let count = 0; count < trials; ) {
    const headers = { authorization: `Bearer ${token}` };
    count = (await (await fetch(`${server.url}/api/v1/studies/s`, { headers })).json()).finished;
    say(count);
    await sleep(200);
  }
  await server.close();
  await storage.close();
}
