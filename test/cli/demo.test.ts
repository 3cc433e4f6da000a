/** The demo as people see it; what it says to a program is in test/full/demo.test.ts. */
import { expect, test } from "vitest";
import { inFolder } from "./tunesmith.ts";

const { run, call } = inFolder();

test("the demo runs the article's three cases on real data, and each replays", async () => {
  const { status, out, err } = run("demo");
  expect(status).toBe(0);
  expect(out).toMatch(/grid search +12 +0\.980 +C=10 penalty=l1/);
  expect(out).toMatch(/Bayesian +▁.* 0\.\d{3} to 0\.87\d/);
  expect(out).toContain("replay demo-bayes --check");
  expect(err).toContain("sqlite:tunesmith.db");
  const lines = out.split("\n").filter((line) => !line.includes("bin/tunesmith")); // a path may be long
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);

  for (const [study, trials, atLeast] of [
    ["demo-grid", 12, 0.98 - 1e-12],
    ["demo-random", 100, 0.98 - 1e-12],
    ["demo-bayes", 40, 0.871],
  ] as const) {
    const best = JSON.parse((await call("best", study, "--json")).out);
    expect(best.value).toBeGreaterThanOrEqual(atLeast);
    expect(best.value).toBeLessThanOrEqual(study === "demo-bayes" ? 1 : 0.98 + 1e-12);
    if (study === "demo-grid") expect(best.params).toEqual({ C: 10, penalty: "l1" });
    const listed = JSON.parse((await call("trials", study, "--json")).out);
    expect(listed.trials).toHaveLength(trials);
    const replayed = await call("replay", study, "--check");
    expect(replayed.out).toContain(`exact: all ${trials} suggestions`);
    expect(replayed.status).toBe(0);
  }
});
