import { expect, test } from "vitest";
import { studentCdf } from "./student.ts";

test.each([
  // scipy 1.17.1: scipy.stats.t.cdf
  [-2.5, 1, 0.12111894159084341],
  [0.7, 2, 0.7218034876835673],
  [-1.3, 3, 0.14223375436394853],
  [2.1, 4, 0.948173356841199],
  [-3, 7, 0.009971063065996268],
  [0, 5, 0.5],
  [1.5, 12, 0.9202712482433966],
  [-8, 9, 1.1067408404700078e-5],
])("t = %f with %i degrees of freedom", (t, freedom, p) => {
  expect(Math.abs(studentCdf(t, freedom) - p)).toBeLessThan(1e-14);
});
