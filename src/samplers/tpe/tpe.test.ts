import { expect, test } from "vitest";
import { branch, categorical, float, int, type Params, type Space } from "../../space/index.ts";
import { drive, finishedIn, goldenLine, samplerContract } from "../../testing/index.ts";
import { tpe } from "./tpe.ts";

samplerContract(tpe, { options: { startup: 3 } });

const goals = { value: "minimize" } as const;

test("its first answers stay what they are", () => {
  expect(goldenLine(tpe({ startup: 4 }))).toMatchInlineSnapshot(`
    [
      "0.0010000000000000002 126 0.25 tanh",
      "0.003924701403957399 154 0.451436958508566 relu",
      "0.00003704769226876106 20 0.03248387901112437 tanh",
      "0.0004961554413867265 553 0.3645856730872765 relu",
      "0.019001852695423007 175 0.24184875838262954 tanh",
      "0.00022494463639480906 64 0.35507719723327735 tanh",
      "0.00027939753642326553 311 0.07064508752944329 relu",
      "0.0017789434247835025 82 0.18434881160093164 relu",
    ]
  `);
});

test("where values fail it goes elsewhere", () => {
  const space: Space = { x: float(0, 1), y: float(0, 1) };
  const fails = ({ x }: Params) => Number(x) > 0.5;
  const failed = { outcome: { state: "failed", why: "out of memory" } } as const;
  const { suggestions } = drive(
    tpe(),
    { space, goals, seed: 2 },
    (p) => (fails(p) ? failed : (Number(p.x) - 0.3) ** 2),
    {
      trials: 60,
    },
  );
  const late = suggestions.slice(30);
  expect(late.filter(({ params }) => fails(params)).length).toBeLessThan(late.length / 5);
});

test("of a finite space it tries no point twice while others are left", () => {
  const space: Space = { k: categorical(["a", "b", "c"]), n: int(1, 5) };
  const { suggestions } = drive(tpe(), { space, goals, seed: 1 }, ({ n }) => Number(n), { trials: 15 });
  expect(new Set(suggestions.map((s) => JSON.stringify(s.params))).size).toBe(15);
});

test("with several goals, too, and over branches, no point comes twice while others are left", () => {
  const space: Space = {
    m: branch({ a: { n: int(1, 4) }, b: { k: categorical(["x", "y"]), j: int(0, 2) } }),
  };
  const several = { f: "minimize", g: "minimize" } as const;
  const { suggestions } = drive(
    tpe({ startup: 3 }),
    { space, goals: several, seed: 1 },
    ({ m }) => {
      const { is, n, j } = m as { is: string; n?: number; j?: number };
      return { outcome: { state: "complete", values: { f: is === "a" ? n! : 2, g: is === "a" ? -n! : j! } } };
    },
    { trials: 10 },
  );
  expect(new Set(suggestions.map((s) => JSON.stringify(s.params))).size).toBe(10);
  expect(suggestions.some(({ memo }) => /parameter by parameter/.test(memo.why))).toBe(true);
});

test("trials that run side by side are at points apart", () => {
  const space: Space = { x: float(0, 1) };
  const { suggestions } = drive(tpe(), { space, goals, seed: 1 }, ({ x }) => (Number(x) - 0.3) ** 2, {
    trials: 60,
    parallel: 6,
  });
  expect(new Set(suggestions.map((s) => s.params.x)).size).toBe(60);
});

test("keeps to a bound", () => {
  const space: Space = { x: float(0, 1), y: float(0, 1) };
  const bounded = { loss: "minimize", cost: { atMost: 1 } } as const;
  const { history } = drive(
    tpe(),
    { space, goals: bounded, seed: 1 },
    (p) => {
      const [x, y] = [Number(p.x), Number(p.y)];
      return { outcome: { state: "complete", values: { loss: -x - y, cost: x + 2 * y } } };
    },
    { trials: 100 },
  );
  const isFeasible = ({ values }: { readonly values: { readonly [goal: string]: number } | null }) =>
    values!.cost! <= 1;
  const trials = finishedIn(history);
  // Feasible is a quarter of the space, and the least value, −1, is at its corner (1, 0).
  expect(trials.slice(50).filter(isFeasible).length).toBeGreaterThan(50 * 0.35);
  expect(Math.min(...trials.filter(isFeasible).map((t) => t.values!.loss!))).toBeLessThan(-0.9);
});
