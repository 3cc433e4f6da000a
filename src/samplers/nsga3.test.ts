import { expect, test } from "vitest";
import { goldenLine, samplerContract } from "../testing/index.ts";
import { nsga3 } from "./nsga3.ts";

samplerContract(nsga3, { options: { population: 4 }, runs: 10 }); // it shares all but what it keeps with nsga2

test("its first answers stay what they are", () => {
  expect(goldenLine(nsga3({ population: 4 }))).toMatchInlineSnapshot(`
    [
      "0.0010000000000000002 126 0.25 tanh",
      "0.003924701403957399 154 0.451436958508566 relu",
      "0.00003704769226876106 20 0.03248387901112437 tanh",
      "0.0004961554413867265 553 0.3645856730872765 relu",
      "0.0010000000000000002 185 0.25 tanh",
      "0.000036969061816587376 20 0.25 tanh",
      "0.0000407572388808453 19 0.21728742201932227 tanh",
      "0.0000407572388808453 19 0.21436477834485773 tanh",
    ]
  `);
});
