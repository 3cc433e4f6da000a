import { expect, test } from "vitest";
import { samplerKinds } from "../samplers/index.ts";
import { float, int } from "../space/index.ts";
import { openStorage } from "../storage/index.ts";
import { createStudy } from "./create.ts";
import { replay } from "./replay.ts";

const space = { layers: int(1, 8), width: int(16, 1024, { log: true }), rate: float(0, 1) };
const constraints = ["layers * width <= 512", "rate < 0.5 or layers == 1"];
const holds = ({ layers, width, rate }: { layers: number; width: number; rate: number }) =>
  layers * width <= 512 && (rate < 0.5 || layers === 1);
const loss = (p: { layers: number; width: number; rate: number }) => -p.layers * Math.log(p.width) - p.rate;

test.each(samplerKinds().map((kind) => kind.kind))(
  "all that %s tries holds the constraints, and is replayed",
  async (sampler) => {
    const storage = await openStorage("memory:");
    const study = await createStudy({ space, constraints, sampler, storage, seed: 1 });
    await study.optimize(({ params }) => loss(params), { trials: 25, parallel: 2 });
    expect(study.trials.length).toBe(25);
    expect(study.trials.every(({ params }) => holds(params))).toBe(true);
    expect((await replay(storage, "study")).different).toEqual([]);
    await study.close();
    await storage.close();
  },
);

test("a point that breaks one is not enqueued, and part of a point is completed within them", async () => {
  const study = await createStudy({ space, constraints, seed: 1 });
  await expect(study.enqueue({ layers: 8, width: 1024, rate: 0 })).rejects.toThrow(
    expect.objectContaining({ code: "params", message: expect.stringContaining('"layers * width <= 512"') }),
  );
  for (let i = 0; i < 10; i++) await study.enqueue({ layers: 8 });
  await study.optimize(({ params }) => loss(params), { trials: 10 });
  expect(study.trials.every(({ params }) => params.layers === 8 && holds(params))).toBe(true);
  await study.close();
});

test("constraints that nothing satisfies are refused before a trial", async () => {
  await expect(createStudy({ space, constraints: ["layers > 4 and layers < 3"] })).rejects.toThrow(
    /no point was found/,
  );
});

test("a study is not gone on with under other constraints", async () => {
  const storage = await openStorage("memory:");
  await (await createStudy({ space, constraints, storage })).close();
  await expect(createStudy({ space, storage, ifExists: "resume" })).rejects.toThrow(
    expect.objectContaining({ code: "study-differs", message: expect.stringContaining("other constraints") }),
  );
  await (await createStudy({ space, constraints, storage, ifExists: "resume" })).close();
  await storage.close();
});

test("a sampler that does not know of constraints gives way to a random point", async () => {
  const stubborn = {
    spec: { name: "stubborn", options: {} },
    supports: new Set(["float", "int", "log"] as const),
    init: () => null,
    tell: () => null,
    ask: () => ({ params: { layers: 8, width: 1024, rate: 1 }, memo: { why: "always the same" } }),
    left: () => Infinity,
  };
  const study = await createStudy({ space, constraints, sampler: stubborn, seed: 3 });
  await study.optimize(({ params }) => loss(params), { trials: 5 });
  expect(study.trials.every(({ params }) => holds(params))).toBe(true);
  expect(study.trials[0]!.memo).toMatchObject({ why: expect.stringContaining("proposed breaks") });
  await study.close();
});
