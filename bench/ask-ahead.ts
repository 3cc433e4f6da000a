/**
 * How long a free place waits for the next point: asked when it is free, or ahead, here and in a thread. The objective waits, as
 * one that has a program, an accelerator or another machine work for it; `gp`, 10 dimensions, from 100 trials on.
 *
 *   npm run bench -- ask-ahead
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createStudy, float } from "tunesmith";
import { type Row, report } from "./report.ts";

const [dimensions, before, warmUp, timed, rounds] = [10, 100, 20, 40, 3];
const space = Object.fromEntries(Array.from({ length: dimensions }, (_, i) => [`x${i}`, float(0, 1)]));
const loss = (params: object) => Object.values(params).reduce((sum, x) => sum + (x - 0.3) ** 2, 0);

interface Way {
  readonly asking: "here" | "thread";
  readonly askAhead: boolean;
  readonly parallel: number;
  /** What the objective takes. */
  readonly objectiveMs: number;
}

/** The ms of a place beyond the objective's own, a trial. */
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

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;

const rows: Row[] = [];
for (const [parallel, objectiveMs] of [
  [1, 30],
  [1, 100],
  [4, 300],
] as const) {
  const ways = (["here", "thread"] as const).flatMap((asking) =>
    [false, true].map((askAhead): Way => ({ asking, askAhead, parallel, objectiveMs })),
  );
  const found = ways.map((): number[] => []);
  for (
    let round = 0;
    round < rounds;
    round++ // turn by turn, so that what else the machine does meets all
  )
    for (const [i, way] of ways.entries()) found[i]!.push(await idleMs(way));
  const usual = median(found[0]!);
  for (const [i, way] of ways.entries()) {
    const ms = median(found[i]!);
    rows.push({
      ...{
        "objective ms": objectiveMs,
        parallel,
        asking: way.asking,
        "ask ahead": way.askAhead ? "yes" : "no",
      },
      ...{ "idle ms a trial": ms, "against asked here": ms / usual },
    });
  }
}
report("ask-ahead", rows);
