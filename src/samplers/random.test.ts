import { expect, test } from "vitest";
import { goldenLine, samplerContract } from "../testing/index.ts";
import { random } from "./random.ts";

samplerContract(random);

test("its first answers stay what they are", () => {
  expect(goldenLine(random())).toMatchInlineSnapshot(`
    [
      "0.000034493180595724874 85 0.32974662966357665 tanh",
      "0.0007798655548204295 50 0.3135868560834768 tanh",
      "0.004135295978575716 37 0.18525803103545252 gelu",
      "0.00008298025615845784 962 0.1947830652280374 gelu",
      "0.003855218796278463 20 0.1649751077653161 gelu",
      "0.040514056608177834 685 0.07910506427642916 relu",
      "0.00028339199420271313 174 0.4159263858949968 gelu",
      "0.000969096941095316 81 0.3653570391071691 relu",
    ]
  `);
});
