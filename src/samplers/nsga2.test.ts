import { expect, test } from "vitest";
import { goldenLine, samplerContract } from "../testing/index.ts";
import { nsga2 } from "./nsga2.ts";

samplerContract(nsga2, { options: { population: 4 } });

test("its first answers stay what they are", () => {
  expect(goldenLine(nsga2({ population: 4 }))).toMatchInlineSnapshot(`
    [
      "0.0010000000000000002 126 0.25 tanh",
      "0.003924701403957399 154 0.451436958508566 relu",
      "0.00003704769226876106 20 0.03248387901112437 tanh",
      "0.0004961554413867265 553 0.3645856730872765 relu",
      "0.0009764207523786358 130 0.24887471233830027 tanh",
      "0.0010000000000000002 126 0.25 gelu",
      "0.0035590812351096843 126 0.2820238323499448 tanh",
      "0.001003874092107794 214 0.25 tanh",
    ]
  `);
});
