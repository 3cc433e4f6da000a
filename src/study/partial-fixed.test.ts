import { expect, test } from "vitest";
import { cmaes, gp, partialFixed, samplerByName } from "../samplers/index.ts";
import { branch, categorical, float, int } from "../space/index.ts";
import { openStorage } from "../storage/index.ts";
import { createStudy } from "./create.ts";
import { replay } from "./replay.ts";

const space = {
  x: float(0, 1),
  n: int(1, 9),
  kind: categorical(["a", "b"]),
  model: branch({ svm: { c: float(1e-3, 1e3, { log: true }) }, forest: { trees: int(1, 500) } }),
};
const fixed = { n: 4, kind: "b", model: "svm", "model.svm.c": 10 };
const loss = (p: { x: number }) => (p.x - 0.3) ** 2;

test.each([gp(), cmaes(), samplerByName("random"), samplerByName("grid"), samplerByName("tpe")])(
  "$spec.name searches the rest, and is replayed",
  async (inner) => {
    const storage = await openStorage("memory:");
    const study = await createStudy({ space, sampler: partialFixed(inner, fixed), storage, seed: 1 });
    await study.enqueue({ x: 0.9, n: 1, kind: "a", model: { is: "forest", trees: 3 } }); // of somebody who fixes nothing
    await study.optimize(({ params }) => loss(params), { trials: 20, parallel: 2 });
    const own = study.trials.slice(1);
    expect(
      own.every(
        ({ params: { n, kind, model } }) => n === 4 && kind === "b" && model.is === "svm" && model.c === 10,
      ),
    ).toBe(true);
    expect(new Set(own.map(({ params }) => params.x)).size).toBeGreaterThan(4);
    expect((own.at(-1)!.memo as { why: string }).why).toContain(
      "with n = 4, kind = b, model = svm, model.svm.c = 10 fixed: ",
    );
    expect((await replay(storage, "study")).different).toEqual([]);
    await study.close();
    await storage.close();
  },
);

test("what the space does not have is refused", () => {
  const begin = (values: { [name: string]: number | string }) =>
    partialFixed("random", values).init({ space, goals: { value: "minimize" }, seed: 1 });
  expect(() => begin({ m: 4 })).toThrow(/"m" is to be fixed, and is no parameter/);
  expect(() => begin({ n: 10 })).toThrow(/"n" is to be fixed at 10; it must be int\(1, 9\)/);
  expect(() => begin({ model: "tree" })).toThrow(/it must be branch\(svm, forest\)/);
  expect(() => partialFixed("no such", {})).toThrow(/there is no sampler/);
  expect(() => samplerByName("partialFixed")).toThrow(/make it in code/);
});
