/** Automl whose folds are fitted in threads: of the built package, since threads start from files. */

import { createHash } from "node:crypto";
import { automl, type Frame, loadBreastCancer, makeClassification } from "tunesmith/ml";
import { expect, test } from "vitest";

function frameOf({
  data,
  target,
}: {
  readonly data: readonly (readonly number[])[];
  readonly target: ArrayLike<unknown>;
}): Frame {
  const columns = data[0]!.map((_, j) => [`c${j}`, data.map((row) => row[j]!)] as const);
  return { ...Object.fromEntries(columns), y: Array.from(target, String) };
}

test("automl comes to the same trials, judgement and model with one thread as with two", async () => {
  const frame = frameOf(loadBreastCancer());
  const search = async (parallel: number) => {
    const { trials, confirmation, model } = await automl(frame, {
      ...{ target: "y", trials: 4, folds: 3, seed: 1, parallel },
    });
    return {
      trials: trials.map(({ params, value, curve }) => ({ params, value, curve })),
      fresh: confirmation.tried.map(({ fresh, weight }) => ({ fresh, weight })),
      digest: createHash("sha256").update(JSON.stringify(model)).digest("hex"),
    };
  };
  expect(await search(2)).toEqual(await search(1));
});

test("automl hands a trial back that is under way when the time of the search is over", async () => {
  const made = makeClassification({ nSamples: 3000, nFeatures: 40, seed: 1 });
  const frame = frameOf({ data: made.X, target: made.y });
  const { trials } = await automl(frame, { target: "y", budgetMs: 3000 });
  const last = trials.at(-1)!;
  expect(last.state).toBe("waiting");
  expect(trials.slice(0, -1).every(({ state }) => state === "complete")).toBe(true);
  expect(last.startedAt.getTime() - trials[0]!.startedAt.getTime()).toBeLessThan(3000);
});
