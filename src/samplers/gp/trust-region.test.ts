import { expect, test } from "vitest";
import type { Json } from "../../json.ts";
import { branch, float, int, type Params, type Space } from "../../space/index.ts";
import { drive, goldenLine, samplerContract } from "../../testing/index.ts";
import { fittedIn } from "./fit.ts";
import { gp } from "./gp.ts";
import { trustRegion } from "./trust-region.ts";

samplerContract(trustRegion, { runs: 8 });

test("its first answers stay what they are", () => {
  expect(goldenLine(trustRegion())).toMatchInlineSnapshot(`
    [
      "0.0010000000000000002 126 0.25 tanh",
      "0.0017279160882568622 135 0.3305747834034264 relu",
      "0.0002676113101600324 59 0.16299355160444975 tanh",
      "0.00007161581332556916 28 0.0759871032088995 tanh",
      "0.0002021862268805427 107 0.20882782083936036 relu",
      "0.0013250403948655222 44 0.15943604256026447 gelu",
      "0.0001812319126076712 85 0.06299355160444975 tanh",
      "0.00035177566149301816 61 0.20328094330616298 relu",
    ]
  `);
});

const goals = { value: "minimize" } as const;
type Region = { readonly number: number; readonly length: number };
const regionOf = ({ memo }: { readonly memo: object }) => (memo as { region?: Region }).region;

/** Rosenbrock's valley, 0 where all are 1. */
function valley(params: Params): number {
  const x = Object.values(params).map(Number);
  return x.slice(1).reduce((sum, b, i) => sum + 100 * (b - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2, 0);
}

test("comes farther along a narrow valley than the model of the whole space does", () => {
  const space = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, float(-5, 10)]));
  const bestOf = (sampler: ReturnType<typeof gp>, seed: number) => {
    const { suggestions } = drive(sampler, { space, goals, seed }, valley, { trials: 100 });
    return Math.min(...suggestions.map(({ params }) => valley(params)));
  };
  const seeds = [1, 2, 3];
  const middle = (sampler: ReturnType<typeof gp>) =>
    seeds.map((seed) => bestOf(sampler, seed)).sort((a, b) => a - b)[1]!;
  expect(middle(trustRegion())).toBeLessThan(middle(gp()) / 2);
});

test("the box grows with gains and shrinks without, and its points lie in it", () => {
  const space: Space = { x: float(0, 1), y: float(0, 1) };
  let best: Params | null = null;
  let least = Infinity;
  const lengths: number[] = [];
  const loss = ({ x, y }: Params) => Math.abs(Number(x) - 0.31) + Math.abs(Number(y) - 0.72);
  const { suggestions } = drive(trustRegion(), { space, goals, seed: 2 }, loss, { trials: 150 });
  for (const suggestion of suggestions) {
    const region = regionOf(suggestion);
    if (region && best) {
      if (lengths.at(-1) !== region.length) lengths.push(region.length);
      for (const name of ["x", "y"]) {
        expect(Math.abs(Number(suggestion.params[name]) - Number(best[name]))).toBeLessThanOrEqual(
          region.length / 2 + 1e-9,
        );
      }
    }
    if (loss(suggestion.params) < least) [best, least] = [suggestion.params, loss(suggestion.params)];
  }
  expect(lengths[0]).toBe(0.4);
  for (const [i, length] of lengths.entries()) {
    if (i > 0 && length !== 0.4) expect([0.5, 2]).toContain(length / lengths[i - 1]!);
  }
  expect(Math.min(...lengths)).toBeLessThan(0.1);
  expect(Math.max(...lengths)).toBeGreaterThanOrEqual(0.4);
});

test("keeps its fits where gp does not look: their lengths are of the box", () => {
  const space: Space = { x: float(0, 1), y: float(0, 1) };
  const loss = ({ x, y }: Params) => (Number(x) - 0.3) ** 2 + (Number(y) - 0.6) ** 2;
  const { suggestions } = drive(trustRegion(), { space, goals, seed: 1 }, loss, { trials: 20 });
  const modelled = suggestions.filter(({ memo }) => memo.phase === "model");
  expect(modelled.length).toBeGreaterThan(5);
  for (const { memo } of modelled) {
    expect(fittedIn(memo as Json)).toBe(null);
    expect(fittedIn(memo.region as Json)?.theta).toHaveLength(5); // two lengths and three more
  }
});

test("stays in the case of the best trial, and says where it looks", () => {
  const space: Space = { model: branch({ a: { x: float(0, 1) }, b: { k: int(0, 9) } }) };
  const loss = ({ model }: Params) => ((model as Params).is === "a" ? Number((model as Params).x) : 5);
  const before = [{ type: "trial.enqueued", params: { model: { is: "a", x: 0.5 } }, suggest: {} }] as const;
  const { suggestions } = drive(trustRegion(), { space, goals, seed: 1 }, loss, { trials: 30, before });
  for (const { params, memo } of suggestions) {
    expect(params.model).toMatchObject({ is: "a" });
    expect(memo.why).toMatch(
      /^in a box of \d+(\.\d+)? % of the ranges around the best trial, by \d+ trials in it: /,
    );
  }
});

test("tries no point twice while others are left: a box that is used up grows, and then the whole space serves", () => {
  const space: Space = { a: int(1, 6), b: int(1, 6), c: branch({ u: {}, v: {} }) };
  const loss = ({ a, b }: Params) => Math.abs(Number(a) - 2) + Math.abs(Number(b) - 5);
  const { suggestions } = drive(trustRegion(), { space, goals, seed: 1 }, loss, { trials: 72 });
  expect(new Set(suggestions.map(({ params }) => JSON.stringify(params))).size).toBe(72);
});
