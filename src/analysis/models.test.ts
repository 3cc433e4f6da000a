import { describe, expect, it } from "vitest";
import { stream } from "../math/rng.ts";
import { branch, categorical, decode, float, type Params } from "../space/index.ts";
import { TestLog } from "../testing/test-log.ts";
import { dependenceOf, landscapesOf } from "./dependence.ts";
import { gapOf } from "./gap.ts";
import { interactionsOf } from "./interaction.ts";

const space = {
  x: float(-1, 1),
  k: categorical(["a", "b"]),
  m: branch({ on: { z: float(0, 1) }, off: {} }),
};

/** -(x - 0.5)² and a little for k and z, maximised. */
function studied(n: number) {
  const log = new TestLog({ space, goals: { score: "maximize" }, seed: 1 });
  const rng = stream(1, "models", 0);
  for (let i = 0; i < n; i++) {
    const p = decode(space, Float64Array.of(rng(), rng(), rng(), rng()));
    log.finish(log.open(p), score(p));
  }
  return log.history;
}

const score = ({ x, k, m }: Params) =>
  -(((x as number) - 0.5) ** 2) +
  (k === "b" ? 0.2 : 0) +
  (((m as Params).z as number | undefined) ?? 0) * 0.1;

describe("what a model says", () => {
  const history = studied(60);

  it("depends on a parameter as the function does, in its own direction and units", () => {
    const [x, k] = dependenceOf(history, { params: ["x", "k"] });
    const top = x!.at[x!.mean.indexOf(Math.max(...x!.mean))] as number;
    expect(top).toBeGreaterThan(0.3);
    expect(top).toBeLessThan(0.7);
    expect(x!.mean.at(-1)! - x!.mean[0]!).toBeCloseTo(2, 0);
    expect(k!.at).toEqual(["a", "b"]);
    expect(k!.mean[1]! - k!.mean[0]!).toBeCloseTo(0.2, 1);
    expect(x!.sd.every((sd) => sd > 0)).toBe(true);
  });

  it("has a landscape of two parameters, and of each pair of three", () => {
    const [land] = landscapesOf(history, { params: ["x", "k"] });
    expect([land!.mean.length, land!.mean[0]!.length]).toEqual([2, land!.x.at.length]);
    expect(landscapesOf(history, { params: ["x", "k", "m.on.z"] }).length).toBe(3);
  });

  it("sees no interaction where the function has none", () => {
    const { params, shares } = interactionsOf(history, { params: ["x", "k"] });
    expect(params).toEqual(["x", "k"]);
    expect(shares[0]![0]).toBeGreaterThan(0.7);
    expect(shares[0]![1]).toBe(shares[1]![0]);
    expect(shares[0]![1]).toBeLessThan(0.1);
  });

  it("thinks that less is left to gain the more was tried", () => {
    const { points } = gapOf(history);
    expect(points[0]!.trials).toBe(10);
    expect(points.at(-1)!.trials).toBe(60);
    expect(points.at(-1)!.gap).toBeLessThan(points[0]!.gap);
    expect(points.every((p) => p.gap >= 0 && p.noise > 0)).toBe(true);
  });

  it("says nothing with too few trials", () => {
    const few = studied(3);
    expect(dependenceOf(few)).toEqual([]);
    expect(landscapesOf(few)).toEqual([]);
    expect(gapOf(few).points).toEqual([]);
    expect(interactionsOf(few, { params: ["x", "k"] }).shares).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});
