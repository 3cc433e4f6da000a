/**
 * What others wait for while `gp` makes points in 10 dimensions, here and in a thread: the other requests of a server, and a free
 * place of a search for its next point, asked when it is free or ahead.
 *
 *   npm run bench -- asking
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createStudy, float } from "tunesmith";
import { type Row, report } from "./report.ts";

const [dimensions, before, warmUp, timed, rounds] = [10, 100, 20, 40, 3];
const names = Array.from({ length: dimensions }, (_, i) => `x${i}`);
const space = Object.fromEntries(names.map((name) => [name, float(0, 1)]));
const loss = (params: object) => Object.values(params).reduce((sum, x) => sum + (x - 0.3) ** 2, 0);
const places = ["here", "thread"] as const;
type Place = (typeof places)[number];

/** The q-th quantile. */
const at = (q: number, values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))]!;

/** The ms that asks and other requests took, while four workers ask a server and a page looks on. */
async function requests(asking: Place): Promise<{ readonly asks: number[]; readonly others: number[] }> {
  const token = "the-token-of-this-benchmark";
  const bin = join(import.meta.dirname, "../bin/tunesmith");
  const args = ["serve", "--port", "0", "--json", "--storage", "memory:", "--asking", asking];
  const env = { ...process.env, TUNESMITH_TOKEN: token };
  const server = spawn(process.execPath, [bin, ...args], { env, stdio: ["ignore", "pipe", "ignore"] });
  const [said] = await once(server.stdout!, "data");
  const { url } = JSON.parse(String(said)) as { url: string };
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const call = async (path: string, body?: object) => {
    const init = body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers };
    return (await (await fetch(`${url}/api/v1/studies${path}`, init)).json()) as {
      trial: { number: number; params: object };
    };
  };
  await call("", { name: "s", space, seed: 1, sampler: "gp" });
  const found = { asks: [] as number[], others: [] as number[] };
  const worker = async (name: string) => {
    for (let i = 0; i < timed; i++) {
      const start = performance.now();
      const { trial } = await call("/s/ask", { worker: name });
      found.asks.push(performance.now() - start);
      await sleep(20);
      await call(`/s/trials/${trial.number}/tell`, { value: loss(trial.params) });
    }
  };
  let isOver = false;
  const look = async () => {
    while (!isOver) {
      const start = performance.now();
      await call("/s/trials/0");
      found.others.push(performance.now() - start);
      await sleep(5);
    }
  };
  const looking = look();
  await Promise.all(["a", "b", "c", "d"].map(worker));
  isOver = true;
  await looking;
  const ended = once(server, "exit");
  server.kill();
  await ended;
  return found;
}

interface Way {
  readonly asking: Place;
  readonly askAhead: boolean;
  readonly parallel: number;
  /** What the objective takes: it waits, as one that has a program or another machine work for it. */
  readonly objectiveMs: number;
}

/** The ms of a place beyond the objective's own, a trial; from 100 trials on. */
async function idleMs({ asking, askAhead, parallel, objectiveMs }: Way): Promise<number> {
  const seedling = await createStudy({ space, sampler: "random", seed: 2 });
  await seedling.optimize(({ params }) => loss(params), { trials: before });
  const study = await createStudy({ space, sampler: "gp", seed: 1, asking });
  for (const { params, value } of seedling.trials) await study.add({ params, value: value! });
  const objective = async ({ params }: { params: object }) => {
    await sleep(objectiveMs);
    return loss(params);
  };
  await study.optimize(objective, { moreTrials: warmUp, askAhead, parallel }); // the engine compiles, in the thread, too
  const start = performance.now();
  await study.optimize(objective, { moreTrials: timed, askAhead, parallel });
  const ms = performance.now() - start;
  await study.close();
  return (ms * parallel) / timed - objectiveMs;
}

// Turn by turn, so that what else the machine does meets all.
const waits = { here: { asks: [], others: [] }, thread: { asks: [], others: [] } } as {
  [P in Place]: { asks: number[]; others: number[] };
};
for (let round = 0; round < rounds; round++) {
  for (const place of places) {
    const { asks, others } = await requests(place);
    waits[place].asks.push(...asks);
    waits[place].others.push(...others);
  }
}
const rows: Row[] = places.flatMap((asking) =>
  (["asks", "others"] as const).map((what) => {
    const ms = waits[asking][what];
    return {
      asking,
      requests: what,
      count: ms.length,
      p50: at(0.5, ms),
      p95: at(0.95, ms),
      p99: at(0.99, ms),
    };
  }),
);
report("asking", rows);

const idle: Row[] = [];
for (const [parallel, objectiveMs] of [
  [1, 30],
  [1, 100],
  [4, 300],
] as const) {
  const ways = places.flatMap((asking) =>
    [false, true].map((askAhead): Way => ({ asking, askAhead, parallel, objectiveMs })),
  );
  const found = ways.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, way] of ways.entries()) found[i]!.push(await idleMs(way));
  for (const [i, way] of ways.entries()) {
    const ms = at(0.5, found[i]!);
    idle.push({
      ...{
        "objective ms": objectiveMs,
        parallel,
        asking: way.asking,
        "ask ahead": way.askAhead ? "yes" : "no",
      },
      ...{ "idle ms a trial": ms, "against asked here": ms / at(0.5, found[0]!) },
    });
  }
}
report("asking-ahead", idle);
