import { expect, test } from "vitest";
import { problems } from "../../bench/bounds/problems.ts";

// The optima are those of the literature, found again by scipy's SLSQP.
test.each(problems)("$name has its optimum where the literature has it", (problem) => {
  const { at, optimum, loss, margins, space } = problem;
  expect(at).toHaveLength(Object.keys(space).length);
  expect(Math.abs(loss(at) / optimum - 1)).toBeLessThan(2e-5);
  // Some bounds are just kept there: with six digits each is, to a share of what a step of a thousandth changes.
  const nearby = at.flatMap((_, j) =>
    [-1e-3, 1e-3].map((h) => at.map((v, i) => (i === j ? v * (1 + h) : v))),
  );
  const here = margins(at);
  const most = here.map((margin, k) => Math.max(...nearby.map((x) => Math.abs(margins(x)[k]! - margin))));
  for (const [k, margin] of here.entries()) expect(margin).toBeLessThan(0.02 * most[k]! + 1e-9);
});
