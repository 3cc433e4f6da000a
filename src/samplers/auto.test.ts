import { expect, test } from "vitest";
import { goldenLine, samplerContract } from "../testing/index.ts";
import { auto } from "./auto.ts";

samplerContract(auto);

test("its first answers stay what they are", () => {
  expect(goldenLine(auto())).toMatchInlineSnapshot(`
    [
      "0.0010000000000000002 126 0.25 tanh",
      "0.003924701403957399 154 0.451436958508566 relu",
      "0.00003704769226876106 20 0.03248387901112437 tanh",
      "0.0004961554413867265 553 0.3645856730872765 relu",
      "0.05455212029087764 59 0.2411062273895368 gelu",
      "0.00002102894515984872 191 0.1562554796355899 tanh",
      "0.01741357133055417 203 0 tanh",
      "0.00010071569867766622 28 0.2707103898461894 tanh",
    ]
  `);
});
