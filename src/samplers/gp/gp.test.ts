import { describe, expect, test } from "vitest";
import type { Params, Space } from "../../space/index.ts";
import { categorical, float } from "../../space/index.ts";
import { drive, finishedIn, goldenLine, samplerContract } from "../../testing/index.ts";
import type { TestProblem } from "../../testing/problems.ts";
import type { Sampler } from "../sampler.ts";
import { gp } from "./gp.ts";

samplerContract(gp, { options: { effort: "fast", startup: 3 }, runs: 8 });

const goals = { value: "minimize" } as const;

/** The best loss of a search. */
function bestOf(
  sampler: Sampler,
  problem: Pick<TestProblem, "space" | "loss">,
  seed: number,
  trials: number,
) {
  const { history } = drive(sampler, { space: problem.space, goals, seed }, problem.loss, { trials });
  return Math.min(...finishedIn(history).map((t) => t.values!.value!));
}

test("its first 8 answers", () => {
  expect(goldenLine(gp())).toMatchInlineSnapshot(`
    [
      "0.0010000000000000002 126 0.25 tanh",
      "0.003924701403957399 154 0.451436958508566 relu",
      "0.00003704769226876106 20 0.03248387901112437 tanh",
      "0.0004961554413867265 553 0.3645856730872765 relu",
      "0.05455212029087764 59 0.2411062273895368 gelu",
      "0.00031842177211619384 216 0 tanh",
      "0.00020045809499248478 16 0.29286940152996543 tanh",
      "0.00001 184 0.26940778932140946 tanh",
    ]
  `);
});

describe("takes what is degenerate", () => {
  const space: Space = { x: float(0, 1), kind: categorical(["a", "b"]) };
  const xOf = (p: Params) => Number(p.x);

  test.each<[string, (p: Params, number: number) => number]>([
    ["all values equal", () => 1],
    ["huge values", (p) => (xOf(p) - 0.3) * 1e300],
    ["tiny values", (p) => (xOf(p) - 0.3) * 1e-300],
    ["one explosion", (p, number) => (number === 4 ? 1e250 : xOf(p))],
    ["two values only", (p) => Number(xOf(p) > 0.5)],
  ])("%s", (_, loss) => {
    const { suggestions } = drive(gp({ effort: "fast" }), { space, goals, seed: 1 }, loss, { trials: 20 });
    expect(new Set(suggestions.map((s) => JSON.stringify(s.params))).size).toBe(20);
  });

  test("nothing but failures", () => {
    const failing = () => ({ outcome: { state: "failed", why: "it broke" } }) as const;
    const { suggestions } = drive(gp({ effort: "fast" }), { space, goals, seed: 1 }, failing, { trials: 12 });
    expect(suggestions).toHaveLength(12);
  });

  test("a space of one point", () => {
    const one: Space = { x: categorical(["only"]) };
    const { suggestions } = drive(gp({ effort: "fast" }), { space: one, goals, seed: 1 }, () => 1, {
      trials: 8,
    });
    expect(suggestions.at(-1)).toMatchObject({
      params: { x: "only" },
      memo: { why: expect.stringContaining("repetition") },
    });
  });

  test("an explosion does not hide where the best is", () => {
    const loss = (p: Params) => (xOf(p) < 0.1 ? 1e200 : (xOf(p) - 0.7) ** 2);
    expect(bestOf(gp(), { space, loss }, 1, 25)).toBeLessThan(1e-4);
  });
});

test("where values fail it goes elsewhere", () => {
  const space: Space = { x: float(0, 1), y: float(0, 1) };
  const fails = ({ x }: Params) => Number(x) > 0.5;
  const { suggestions } = drive(
    gp(),
    { space, goals, seed: 2 },
    (p) => (fails(p) ? { outcome: { state: "failed", why: "out of memory" } } : 1 - Number(p.x)),
    { trials: 40 },
  );
  const late = suggestions.slice(20);
  expect(late.filter(({ params }) => fails(params)).length).toBeLessThan(late.length / 2);
});

test("trials that run side by side are at points apart, and their memos count them", () => {
  const space: Space = { x: float(0, 1), y: float(0, 1) };
  const loss = (p: Params) => (Number(p.x) - 0.2) ** 2 + (Number(p.y) - 0.8) ** 2;
  const { suggestions } = drive(gp(), { space, goals, seed: 1 }, loss, { trials: 30, parallel: 5 });
  expect(new Set(suggestions.map((s) => JSON.stringify(s.params))).size).toBe(30);
  expect(suggestions.at(-1)!.memo.why).toContain("running trials believed at their mean");
});

test("on a plateau it doubts its lengths at every second ask, and finds the rise between", () => {
  const space: Space = { x: float(0, 1) };
  const loss = ({ x }: Params) => (Math.abs(Number(x) - 0.31) < 0.03 ? 0 : Number(x) < 0.1 ? 2 : 1);
  const found = [1, 2, 3, 4, 5].filter((seed) => bestOf(gp(), { space, loss }, seed, 30) === 0);
  expect(found.length).toBeGreaterThanOrEqual(4);
});

test("keeps to a bound: the best that it finds is feasible, and near the bound", () => {
  const space: Space = { x: float(0, 1), y: float(0, 1) };
  const bounded = { loss: "minimize", cost: { atMost: 1 } } as const;
  const { history } = drive(
    gp(),
    { space, goals: bounded, seed: 1 },
    (p) => {
      const [x, y] = [Number(p.x), Number(p.y)];
      return { outcome: { state: "complete", values: { loss: -x - y, cost: x + 2 * y } } };
    },
    { trials: 40 },
  );
  const feasible = finishedIn(history).filter((t) => t.values!.cost! <= 1);
  expect(Math.min(...feasible.map((t) => t.values!.loss!))).toBeLessThan(-0.995); // the least is −1, at (1, 0)
});
