import fc from "fast-check";
import { expect, test } from "vitest";
import {
  branch,
  categorical,
  decode,
  encode,
  float,
  int,
  type Params,
  type Space,
} from "../../space/index.ts";
import { boxAround } from "./box.ts";

const space: Space = {
  x: float(-1, 3),
  lr: float(1e-5, 1, { log: true }),
  share: float(0, 1, { step: 0.1 }),
  layers: int(1, 64),
  width: int(16, 1024, { log: true }),
  act: categorical(["relu", "gelu"]),
  model: branch({ svm: { c: float(1, 100, { log: true }) }, tree: { depth: int(1, 9) } }),
};

const units = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 });
const lengths = fc.double({ min: 0.001, max: 1, noNaN: true });
const pointAt = (u: readonly number[]) => decode(space, Float64Array.from(u));

test("has its middle, points of the whole space alone, and none that is farther than half of its length", () => {
  fc.assert(
    fc.property(units, units, lengths, (a, b, length) => {
      const middle = encode(space, pointAt(a));
      const box = boxAround(space, middle, length);
      expect(box.holds(middle)).toBe(true);
      const params = decode(space, encode(space, decode(box.space, Float64Array.from(b))));
      const u = encode(space, params);
      expect(box.holds(u)).toBe(true);
      expect(params.model).toMatchObject({ is: (pointAt(a).model as { is: string }).is });
      for (const j of [0, 1]) expect(Math.abs(u[j]! - middle[j]!)).toBeLessThanOrEqual(length / 2 + 1e-9);
      // Of what has steps, the next value on each side is there in any case.
      for (const [j, step] of [
        [2, 1 / 11],
        [3, 1 / 64],
      ] as const) {
        expect(Math.abs(u[j]! - middle[j]!)).toBeLessThanOrEqual(
          Math.max(length / 2 + step / 2, step) + 1e-9,
        );
      }
    }),
  );
});

test("holds what lies in it, whatever categories say, and nothing of another case", () => {
  const at = { x: 1, lr: 0.01, share: 0.5, layers: 10, width: 128, act: "relu", model: { is: "svm", c: 10 } };
  const box = boxAround(space, encode(space, at), 0.1);
  const holds = (params: Params) => box.holds(encode(space, params));
  expect(holds({ ...at, act: "gelu" })).toBe(true);
  expect(holds({ ...at, layers: 11, share: 0.6 })).toBe(true);
  expect(holds({ ...at, x: 1.19, lr: 0.017 })).toBe(true);
  expect(holds({ ...at, x: 1.21 })).toBe(false);
  expect(holds({ ...at, lr: 0.018 })).toBe(false);
  expect(holds({ ...at, layers: 20 })).toBe(false);
  expect(holds({ ...at, model: { is: "tree", depth: 3 } })).toBe(false);
});

test("as long as the space, around its middle, it is the space", () => {
  const open: Space = { x: float(-1, 3), layers: int(1, 64) };
  expect(boxAround(open, Float64Array.of(0.5, 0.5), 1).space).toEqual(open);
});
