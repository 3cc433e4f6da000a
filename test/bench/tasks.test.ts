import type { Params, Scalar, Space } from "tunesmith/space";
import { expect, test } from "vitest";
import { taskNames, taskOf } from "../../bench/quality/tasks.ts";

/** The active ones of flat names, as the space nests them. */
function nested(space: Space, flat: { readonly [name: string]: Scalar }): Params {
  return Object.fromEntries(
    Object.entries(space).map(([name, domain]) => {
      const value = flat[name]!;
      if (domain.kind !== "branch") return [name, value];
      return [name, { is: value, ...nested(domain.cases[String(value)]!, flat) }];
    }),
  );
}

// The values were computed by the programs that recorded the tasks: numpy, and scikit-learn's own forests.
test.each(taskNames().filter((name) => name !== "cash_breast_cancer" && !name.startsWith("live_")))(
  "the benchmark's task %s gives the values that are on record",
  async (name) => {
    const { space, loss, check } = taskOf(name);
    expect(check.length).toBeGreaterThan(0);
    for (const { x, y } of check) {
      const value = await loss(nested(space, x as { readonly [name: string]: Scalar }));
      expect(Math.abs(value - y)).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(y)));
    }
  },
);

test("the choice between models leads each model's parameters to that model's recording", () => {
  const { loss } = taskOf("cash_breast_cancer");
  const svm = taskOf("hpo_svm_breast_cancer");
  for (const { x } of svm.check) {
    const inner = nested(svm.space, x as { readonly [name: string]: Scalar });
    expect(loss({ model: { is: "svm", ...inner } })).toBe(svm.loss(inner));
  }
});
