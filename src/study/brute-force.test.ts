/** `grid` over what an objective asks for as it runs. */
import { describe, expect, test } from "vitest";
import { float } from "../space/index.ts";
import { memory } from "../storage/index.ts";
import type { ActiveTrial } from "./active-trial.ts";
import { createStudy } from "./create.ts";
import { replay } from "./replay.ts";

/** 2 + 3 · 3 ways: a forest by its depth, or layers with a width for each, one or two of them. */
const objective = (trial: ActiveTrial): number => {
  if (trial.suggestCategorical("model", ["forest", "net"]) === "forest")
    return trial.suggestInt("depth", 1, 2);
  const layers = trial.suggestInt("layers", 1, 2);
  let sum = 10;
  for (let i = 0; i < layers; i++) sum -= trial.suggestCategorical(`width${i}`, [1, 2, 3]);
  return sum;
};
const ways = 2 + 3 + 9;

const start = (storage = memory(), seed = 1) =>
  createStudy({ name: "s", space: {}, sampler: "grid", seed, storage, ifExists: "resume" });

test.each([1, 2, 3])("every way once, then it ends by itself; seed %i", async (seed) => {
  const study = await start(memory(), seed);
  await study.optimize(objective, { trials: 100 });
  expect(study.trials).toHaveLength(ways);
  expect(new Set(study.trials.map((t) => JSON.stringify(t.params))).size).toBe(ways);
  expect(study.best!.value).toBe(1);
});

test("stopped and resumed it goes on, and every value is recomputed from the log", async () => {
  const storage = memory();
  await (await start(storage)).optimize(objective, { trials: 6 });
  const resumed = await start(storage);
  await resumed.optimize(objective, { trials: 100 });
  const whole = await start();
  await whole.optimize(objective, { trials: 100 });
  expect(resumed.trials.map((t) => t.params)).toEqual(whole.trials.map((t) => t.params));
  expect(await replay(storage, "s")).toMatchObject({ different: [] });
});

test("four at a time all ways are taken, few of them twice, and every value is recomputed", async () => {
  const storage = memory();
  const study = await start(storage);
  await study.optimize(async (trial) => objective(trial), { trials: 100, parallel: 4 });
  expect(new Set(study.trials.map((t) => JSON.stringify(t.params))).size).toBe(ways);
  expect(study.trials.length).toBeLessThan(2 * ways);
  expect(await replay(storage, "s")).toMatchObject({ different: [] });
});

test("a way that fails was tried; a real number takes the points of the grid", async () => {
  const study = await createStudy({ space: {}, sampler: "grid", seed: 1 });
  await study.optimize(
    (trial) => {
      const x = trial.suggestFloat("x", 0, 1);
      if (x === 0.5) throw new Error("not there");
      return x;
    },
    { trials: 100 },
  );
  const xs = study.trials.map((t) => Number((t.params as Record<string, number>).x)).sort((a, b) => a - b);
  expect(xs).toEqual([0, 0.25, 0.5, 0.75, 1]);
});

describe("what it cannot", () => {
  test("beside declared parameters it refuses, with words", async () => {
    const study = await createStudy({ space: { x: float(0, 1) }, sampler: "grid" });
    await study.optimize((trial) => trial.suggestInt("n", 1, 3), { trials: 1 });
    expect(study.trials[0]).toMatchObject({ state: "failed" });
    expect(study.trials[0]!.why).toMatch(
      /only where no others are declared, and "n" is asked for.*declare it, too/,
    );
  });

  test("a name of digits is refused, with words", async () => {
    const study = await createStudy({ space: {}, sampler: "grid" });
    await study.optimize((trial) => trial.suggestInt("10", 1, 3), { trials: 1 });
    expect(study.trials[0]!.why).toMatch(/names of digits do not keep.*call it "p10"/);
  });
});
