import { expect, test } from "vitest";
import { float, type Params, type Space } from "../../space/index.ts";
import { drive, goldenLine, samplerContract } from "../../testing/index.ts";
import { forest } from "./forest.ts";

samplerContract(forest, { options: { startup: 3, trees: 5 }, runs: 8 });

const goals = { value: "minimize" } as const;

test("its first answers stay what they are", () => {
  expect(goldenLine(forest())).toMatchInlineSnapshot(`
    [
      "0.0010000000000000002 126 0.25 tanh",
      "0.003924701403957399 154 0.451436958508566 relu",
      "0.00003704769226876106 20 0.03248387901112437 tanh",
      "0.0004961554413867265 553 0.3645856730872765 relu",
      "0.05455212029087764 59 0.2411062273895368 gelu",
      "0.0015315313447314873 63 0.022061512107029557 tanh",
      "0.0010000000000000002 45 0.25 tanh",
      "0.0011300969375286542 38 0.3812447885839704 tanh",
    ]
  `);
});

test("trials that run side by side are at points apart", () => {
  const space: Space = { x: float(0, 1), y: float(0, 1) };
  const loss = (p: Params) => (Number(p.x) - 0.2) ** 2 + (Number(p.y) - 0.8) ** 2;
  const { suggestions } = drive(forest(), { space, goals, seed: 1 }, loss, { trials: 30, parallel: 5 });
  expect(new Set(suggestions.map((s) => JSON.stringify(s.params))).size).toBe(30);
});
