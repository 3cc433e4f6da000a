import { describe, expect, it } from "vitest";
import { calibrationOf, whyOf } from "../../src/analysis/index.ts";
import { createStudy, float } from "../../src/index.ts";
import { memory } from "../../src/storage/index.ts";
import { readStudy } from "../../src/study/index.ts";

describe("why a point of the gp sampler", () => {
  it.each([
    ["of one goal", { value: "minimize" }],
    ["beside a bound", { value: "minimize", cost: { atMost: 3 } }],
  ] as const)("%s has its prediction in the unit it was made in", async (_, goals) => {
    const storage = memory();
    const study = await createStudy({
      name: "s",
      storage,
      sampler: "gp",
      seed: 1,
      goals,
      space: { x: float(-5, 10), y: float(0, 15) },
    });
    await study.optimize(
      ({ params: { x, y } }) => {
        const value = (x - 2) ** 2 + Math.exp(y / 4);
        return "cost" in goals ? { value, cost: x } : value;
      },
      { trials: 25 },
    );
    await study.close();
    const { history } = await readStudy(storage, "s");

    const { points, coverage } = calibrationOf(history);
    expect(points.length).toBeGreaterThan(15);
    expect(coverage.at(-1)!.actual).toBeGreaterThan(0.5);
    // A trial that became the best lies below the best that was known, and one that did not above: in the same unit.
    let best = Infinity;
    for (const trial of history.trials) {
      const { value, cost = 0 } = trial.values!;
      const { prediction } = whyOf(history, trial.number);
      if (prediction)
        expect(prediction.actual! < prediction.best, `trial ${trial.number}`).toBe(value! < best);
      if (cost <= 3) best = Math.min(best, value!);
    }
  });
});
