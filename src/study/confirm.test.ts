import { describe, expect, test } from "vitest";
import { categorical, float } from "../space/index.ts";
import { memory } from "../storage/index.ts";
import { createStudy, openStudy } from "./create.ts";
import { replay } from "./replay.ts";

/** A uniform in [0, 1) by a seed, for objectives that heed it. */
const luck = (seed: number) => ((seed * 2_654_435_761) % 2 ** 32) / 2 ** 32;

async function searched(trials = 12) {
  const storage = memory();
  const study = await createStudy({
    ...{ name: "noisy", storage, seed: 3, direction: "minimize", sampler: "tpe" },
    space: { x: float(0, 1), kind: categorical(["a", "b"]) },
  });
  await study.optimize(({ params, seed }) => params.x + luck(seed), { trials });
  return { storage, study };
}

describe("confirm", () => {
  test("repeats the best with new seeds, the same for each, and leaves trials and the sampler as they were", async () => {
    const { storage, study } = await searched();
    const before = study.trials.map(({ repeats: _, ...trial }) => trial);
    const seen: number[] = [];
    const found = await study.confirm(
      ({ params, seed }) => {
        seen.push(seed);
        return params.x + luck(seed);
      },
      { top: 3, rounds: 4 },
    );
    expect(found.candidates).toHaveLength(3);
    const truth = (number: number) => study.trials[number]!.params.x;
    const best = found.candidates.map((c) => truth(c.number));
    expect(truth(found.winner!)).toBe(Math.min(...best));
    expect(found.noise).toBeCloseTo(0, 6); // with the seeds in common nothing else is random
    expect(new Set(seen).size).toBeLessThanOrEqual(4);
    expect(study.trials.map(({ repeats: _, ...trial }) => trial)).toEqual(before);
    expect(await replay(storage, "noisy")).toMatchObject({ different: [] });

    // A study that goes on asks what one asks that was never confirmed.
    await study.optimize(({ params, seed }) => params.x + luck(seed), { trials: 20 });
    const { study: other } = await searched(20);
    expect(study.trials.map((t) => t.params)).toEqual(other.trials.map((t) => t.params));
  });

  test("goes on where it was cut, and the same again does nothing", async () => {
    const { storage, study } = await searched();
    const stop = new AbortController();
    let runs = 0;
    const objective = () => {
      runs += 1;
      if (runs === 4) stop.abort();
      return luck(runs) / 10;
    };
    await study.confirm(objective, { top: 3, rounds: 3, signal: stop.signal });
    const again = await openStudy("noisy", { storage });
    const seeds = () => again.trials.flatMap((t) => t.repeats.map((r) => `${t.number}/${r.seed}`));
    expect(seeds()).toHaveLength(4); // what was evaluated is kept, also the one that ran when it was cut
    await again.confirm(objective, { top: 3, rounds: 3 });
    expect(new Set(seeds()).size).toBe(seeds().length);
    const total = runs;
    const found = await again.confirm(objective, { top: 3, rounds: 3 });
    expect(runs).toBe(total);
    expect(found.candidates.length).toBeGreaterThan(0);
  });

  test("an evaluation that fails counts as one, and no winner fails most of the time", async () => {
    const { study } = await searched();
    const worst = study.best!.number;
    const found = await study.confirm(({ number, seed }) => {
      if (number === worst) throw new Error("out of memory");
      return luck(seed);
    });
    expect(found.winner).not.toBe(worst);
    expect(found.candidates.find((c) => c.number === worst)).toMatchObject({
      mean: null,
      failed: 3,
      chance: 0,
    });
  });

  test("leaves those out that fall behind", async () => {
    const { study } = await searched();
    const runs = new Map<number, number>();
    await study.confirm(
      ({ number, params }) => {
        const n = (runs.get(number) ?? 0) + 1;
        runs.set(number, n);
        return 10 * params.x + luck(n * 7 + number) / 100;
      },
      { top: 5, rounds: 8 },
    );
    const counts = [...runs.values()];
    expect(Math.min(...counts)).toBeLessThan(8);
  });

  test("refuses options that cannot be, and a study without a result", async () => {
    const { study } = await searched(1);
    await expect(study.confirm(() => 1, { top: 0 })).rejects.toThrow("from 1");
    const empty = await createStudy({ space: { x: float(0, 1) } });
    await expect(empty.confirm(() => 1)).rejects.toThrow("no complete trial");
    const front = await createStudy({ space: { x: float(0, 1) }, goals: { a: "minimize", b: "minimize" } });
    await expect(front.confirm(() => ({ a: 1, b: 1 }))).rejects.toThrow("single optimised goal");
  });
});
