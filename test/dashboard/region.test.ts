import { expect, test } from "vitest";
import { conditionFor, pointWithin } from "../../dashboard/src/parts/region.ts";
import { branch, categorical, checkParams, float, int, type Params } from "../../src/space/index.ts";

const space = {
  "lr rate": float(1e-4, 1, { log: true }),
  layers: int(1, 9, { step: 2 }),
  opt: categorical(["sgd", "adam", "lion"]),
  model: branch({ svm: { c: float(0.1, 10) }, tree: { depth: int(1, 8) } }),
};

test("points of a region lie in it and fit the space, branches too", () => {
  const ends = {
    "lr rate": [0.001, 0.01],
    layers: [3, 5],
    opt: [1, 2],
    model: [0, 0],
    "model.svm.c": [1, 2],
  } as const;
  for (let i = 0; i < 20; i++) {
    const point = pointWithin(space, ends, () => i / 20) as Params & {
      readonly model: { is: string; c: number };
    };
    expect(checkParams(space, point)).toEqual(point);
    expect(point["lr rate"]).toBeGreaterThanOrEqual(0.001);
    expect(point["lr rate"]).toBeLessThanOrEqual(0.01);
    expect([3, 5]).toContain(point.layers);
    expect(["adam", "lion"]).toContain(point.opt);
    expect(point.model).toMatchObject({ is: "svm" });
    expect(point.model.c).toBeGreaterThanOrEqual(1);
  }
});

test("what hangs under a branch is left to the server where the branch is", () => {
  expect(pointWithin(space, { "model.svm.c": [1, 2] })).toEqual({});
});

test("a region is a condition in the words of the study, of what it says anything of", () => {
  expect(conditionFor(space, { "lr rate": [1e-3, 0.0123456789], layers: [1, 9], opt: [0, 2] })).toBe(
    "`lr rate` >= 0.001 and `lr rate` <= 0.0123457",
  );
  expect(conditionFor(space, { opt: [1, 2] })).toBe('(opt == "adam" or opt == "lion")');
});
