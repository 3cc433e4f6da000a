import { expect, test } from "vitest";
import { goldenLine, samplerContract } from "../testing/index.ts";
import { grid } from "./grid.ts";

samplerContract(grid);

test("its first answers stay what they are", () => {
  expect(goldenLine(grid())).toMatchInlineSnapshot(`
    [
      "0.01 1024 0.125 relu",
      "0.01 16 0.5 relu",
      "0.001 45 0 gelu",
      "0.01 45 0.375 relu",
      "0.001 128 0.375 tanh",
      "0.0001 362 0.375 gelu",
      "0.1 128 0.375 gelu",
      "0.001 128 0.25 relu",
    ]
  `);
});
