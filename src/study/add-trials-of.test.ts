import { expect, test } from "vitest";
import { categorical, float, int } from "../space/index.ts";
import { addTrialsOf } from "./add-trials-of.ts";
import { createStudy } from "./create.ts";

const before = { lr: float(1e-5, 1, { log: true }), layers: int(1, 8), old: categorical(["a", "b"]) };
const now = { rate: float(1e-4, 1, { log: true }), layers: int(1, 8), dropout: float(0, 0.5) };

test("trials of another study come over by name, with defaults for what is new, and those outside do not", async () => {
  const source = await createStudy({ space: before, seed: 1, sampler: "random" });
  await source.optimize(({ params }) => Math.log10(params.lr) + params.layers, { trials: 40 });
  const study = await createStudy({ space: now, seed: 2, sampler: "cmaes" });
  const { added, outside } = await addTrialsOf(study, source, {
    rename: { lr: "rate" },
    defaults: { dropout: 0.1 },
  });
  expect(added + outside).toBe(40);
  expect(outside).toBe(source.trials.filter(({ params }) => params.lr < 1e-4).length);
  expect(study.trials.length).toBe(added);
  expect(study.trials.every(({ params }) => params.dropout === 0.1)).toBe(true);
  const kept = source.trials.filter(({ params }) => params.lr >= 1e-4);
  expect(study.trials.map((t) => t.value)).toEqual(kept.map((t) => t.value));
  const next = await study.ask();
  expect(next.params.layers).toBeLessThanOrEqual(4); // where the good ones lie, and not in the middle
  await study.close();
  await source.close();
});

test("goals that are not there, or turned round, are refused", async () => {
  const source = await createStudy({ space: before, direction: "maximize" });
  const study = await createStudy({ space: now });
  await expect(addTrialsOf(study, source)).rejects.toThrow(
    expect.objectContaining({
      code: "goals",
      message: expect.stringContaining('the other study has it as "maximize"'),
    }),
  );
  await study.close();
  await source.close();
});
