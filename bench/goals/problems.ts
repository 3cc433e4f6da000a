/** The problems whose fronts are known, all with six parameters but Tanaka's with two. */
import { dtlz2, type SeveralGoals, zdt1, zdt2, zdt3 } from "tunesmith/testing";
import { type BoundedGoals, c2dtlz2, tanaka } from "./bounded.ts";
import { moved } from "./moved.ts";
import { wfg4, wfg9 } from "./wfg.ts";
import { dtlz1, dtlz7, zdt4, zdt6 } from "./zdt-dtlz.ts";

/** Some have bounds. */
export type Problem = SeveralGoals & Partial<Pick<BoundedGoals, "margins">>;

export const problems: readonly Problem[] = [
  ...[zdt1(6), zdt2(6), zdt3(6), dtlz2(6, 2), dtlz2(6, 3)],
  ...[zdt4(6), zdt6(6), dtlz1(6, 2), dtlz1(6, 3), dtlz7(6, 2), dtlz7(6, 3)],
  ...[zdt4(6), dtlz1(6, 2), dtlz2(6, 2), dtlz2(6, 3)].map(moved),
  ...[wfg4(6, 2), wfg9(6, 2), wfg9(6, 3), c2dtlz2(6), tanaka],
];
