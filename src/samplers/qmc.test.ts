import { expect, test } from "vitest";
import { goldenLine, samplerContract } from "../testing/index.ts";
import { qmc } from "./qmc.ts";

samplerContract(qmc);

test("its first answers stay what they are", () => {
  expect(goldenLine(qmc())).toMatchInlineSnapshot(`
    [
      "0.003924701403957399 154 0.451436958508566 relu",
      "0.00003704769226876106 20 0.03248387901112437 tanh",
      "0.0004961554413867265 553 0.3645856730872765 relu",
      "0.05455212029087764 59 0.2411062273895368 gelu",
      "0.022209718358938157 882 0.10803069197572768 gelu",
      "0.00016659263846499324 78 0.42705396155361086 tanh",
      "0.000010741117503668218 248 0.1306706613395363 tanh",
      "0.002107138163049381 41 0.2710024551488459 relu",
    ]
  `);
});

test("takes the Halton sequence when told so", () => {
  expect(goldenLine(qmc({ sequence: "halton", scramble: false })).slice(0, 3)).toMatchInlineSnapshot(`
    [
      "0.00001 16 0 relu",
      "0.0010000000000000002 63 0.1 relu",
      "0.00010000000000000009 253 0.2 relu",
    ]
  `);
});
