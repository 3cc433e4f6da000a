import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { TrialAsked } from "../history/index.ts";
import { float, int } from "../space/index.ts";
import { memory, type Storage } from "../storage/index.ts";
import { createStudy, openStudy } from "./create.ts";
import { replay } from "./replay.ts";

const space = { x: float(0, 1), y: float(0, 1), k: int(1, 9) };
interface P {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}
const loss = ({ x, y, k }: P) => (x - 0.3) ** 2 + (y - 0.6) ** 2 + k / 9;

/** What takes so long; the point that is made meanwhile has its turn also where all that time went by at once. */
async function during(ms: number): Promise<void> {
  await sleep(ms);
  await breathe();
}

const slow = async ({ params }: { params: P }) => {
  await during(8); // a trial of 5 ms and less is opened with the result before it, in place of this
  return loss(params);
};

const begin = (storage: Storage = memory()) =>
  createStudy({ name: "s", space, sampler: "gp", seed: 4, storage });

/** Of each suggestion, whether it was made before the last result that came before its trial was opened. */
async function madeAhead(storage: Storage): Promise<boolean[]> {
  const log = await storage.read("s", 0);
  const asked = log.filter(({ event }) => event.type === "trial.asked");
  return asked.map(({ event, seq }) => {
    const { seen } = event as TrialAsked;
    const last = log.findLast((e) => e.seq < seq && e.event.type === "trial.finished");
    return last !== undefined && seen < last.seq;
  });
}

test("the next point is made while the objective waits, and counts its trial as running", async () => {
  const storage = memory();
  const study = await begin(storage);
  await study.optimize(slow, { trials: 20, askAhead: true });
  expect(await madeAhead(storage)).toEqual([false, ...Array(19).fill(true)]);
  expect(study.trials.map(({ state }) => state)).toEqual(Array(20).fill("complete"));
  expect(study.trials.at(-1)!.memo).toHaveProperty(
    "why",
    expect.stringContaining("with 1 running trials believed at their mean"),
  );
  expect(await replay(storage, "s")).toMatchObject({ checked: 20, different: [] });

  const usual = memory();
  await (await begin(usual)).optimize(slow, { trials: 10 });
  expect(await madeAhead(usual)).toEqual(Array(10).fill(false));
});

test("nobody waits for a point that is made ahead", async () => {
  const idle = async (askAhead: boolean) => {
    const study = await begin();
    for (let i = 0; i < 60; i++) {
      const params = { x: (i * 0.618) % 1, y: (i * 0.414) % 1, k: 1 + (i % 9) };
      await study.add({ params, value: loss(params) });
    }
    const waits: number[] = [];
    let endedAt: number | null = null;
    const objective = async (trial: { params: P }) => {
      if (endedAt !== null) waits.push(performance.now() - endedAt);
      const value = await slow(trial);
      endedAt = performance.now();
      return value;
    };
    await study.optimize(objective, { trials: 15, askAhead });
    return waits;
  };
  // By turns, so that a machine that is busy for a while is so for both.
  const [ahead, usual]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < 4; turn++) {
    ahead.push(...(await idle(true)));
    usual.push(...(await idle(false)));
  }
  const median = (all: number[]) => all.sort((a, b) => a - b)[all.length >> 1]!;
  expect(median(ahead)).toBeLessThan(median(usual) / 2);
});

test("nothing is opened before it is run: a search that ends, or a worker that is lost, leaves no trial behind", async () => {
  const storage = memory();
  const study = await begin(storage);
  const stopWhen = () => (study.history.finished.length >= 9 ? "enough" : null);
  await study.optimize(slow, { trials: 50, askAhead: true, stopWhen });
  await sleep(30);
  expect(study.trials.map(({ state }) => state)).toEqual(Array(9).fill("complete"));
  const other = await openStudy("s", { storage });
  await other.optimize(slow as never, { trials: 12, askAhead: true });
  expect(other.trials.map(({ state }) => state)).toEqual(Array(12).fill("complete"));
  expect((await replay(storage, "s")).different).toEqual([]);
});

test("side by side and by two handles, the budget is exact and every point is recomputed from the log", async () => {
  const storage = memory();
  const handles = [await begin(storage), await openStudy("s", { storage })];
  const uneven = async ({ params, number }: { params: P; number: number }) => {
    await sleep(1 + ((number * 7) % 11));
    if (number % 5 === 3) throw new Error("bad luck");
    return loss(params);
  };
  const search = { trials: 40, parallel: 3, askAhead: true };
  await Promise.all(handles.map((study) => study.optimize(uneven as never, search)));
  await handles[0]!.refresh();
  const { running, waiting, finished } = handles[0]!.history;
  expect([running.size, waiting.size, finished.length]).toEqual([0, 0, 40]);
  expect((await replay(storage, "s")).different).toEqual([]);
});

test("a point that was made ahead is not taken where somebody has changed what it goes by", async () => {
  const storage = memory();
  const study = await begin(storage);
  const change: { readonly [number: number]: () => Promise<unknown> } = {
    8: () => study.enqueue({ x: 0.1, y: 0.2, k: 3 }),
    11: () => study.invalidate(2, "its data was wrong"),
    14: () => study.changeSpace({ ...space, x: float(0, 0.5) }),
    17: () => study.change({ sampler: "forest" }),
  };
  const objective = async ({ params, number }: { params: P; number: number }) => {
    await during(10); // the next point is made by now
    await change[number]?.();
    return loss(params);
  };
  await study.optimize(objective, { trials: 20, askAhead: true });
  expect(study.trials[9]!.params).toEqual({ x: 0.1, y: 0.2, k: 3 });
  for (const { params } of study.trials.slice(15)) expect(params!.x).toBeLessThanOrEqual(0.5);
  expect(study.trials[18]!.memo).toHaveProperty("why", expect.stringContaining("forest"));
  // Trial 9 was enqueued, and has no suggestion; the first one, and those after a change, were waited for.
  const isAhead = await madeAhead(storage);
  const asked = study.trials.map(({ number }) => number).filter((number) => number !== 9);
  expect(asked.filter((_, i) => !isAhead[i])).toEqual([0, 12, 15, 18]);
  expect(await replay(storage, "s")).toMatchObject({ checked: 19, different: [] });
});

test("what costs little is not asked ahead, and an objective that never waits gains nothing and loses nothing", async () => {
  for (const [sampler, objective] of [
    ["tpe", slow],
    ["gp", ({ params }: { params: P }) => loss(params)],
  ] as const) {
    const storage = memory();
    const study = await createStudy({ name: "s", space, sampler, seed: 4, storage });
    await study.optimize(objective, { trials: 16, askAhead: true });
    expect(await madeAhead(storage)).toEqual(Array(16).fill(false));
  }
});
