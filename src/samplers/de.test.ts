import { expect, test } from "vitest";
import { goldenLine, samplerContract } from "../testing/index.ts";
import { branin, mixed, rosenbrock, sphere, type TestProblem } from "../testing/problems.ts";
import { de } from "./de.ts";

samplerContract(de, {
  options: { population: 12 },
  converges: [
    { problem: sphere(5), trials: 1000, within: 1e-3 },
    { problem: rosenbrock(2), trials: 1000, within: 1e-3 },
    { problem: branin as unknown as TestProblem, trials: 600, within: 1e-3 },
    { problem: mixed as unknown as TestProblem, trials: 800, within: 0.05 },
  ],
});

test("its first answers stay what they are", () => {
  expect(goldenLine(de({ population: 4 }))).toMatchInlineSnapshot(`
    [
      "0.0010000000000000002 126 0.25 tanh",
      "0.003924701403957399 154 0.451436958508566 relu",
      "0.00003704769226876106 20 0.03248387901112437 tanh",
      "0.0004961554413867265 553 0.3645856730872765 relu",
      "0.0010000000000000002 52 0.31035681248818847 relu",
      "0.0004961554413867265 249 0.41891559580394844 relu",
      "0.0015416809910319127 154 0.31279028966781086 relu",
      "0.00007472929009598571 18 0.125 tanh",
    ]
  `);
});
