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
  const { data, target } = loadBreastCancer();
  const frame = frameOf({ data: data.slice(0, 200), target: Array.from(target).slice(0, 200) });
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
  const made = makeClassification({ nSamples: 2000, nFeatures: 40, seed: 1 });
  const frame = frameOf({ data: made.X, target: made.y });
  // Again with more time where none was under way at that moment, or a busy machine has ended none by then.
  for (let [tries, budgetMs, isHandedBack] = [0, 2000, false]; !isHandedBack; tries++, budgetMs *= 1.3) {
    expect(tries).toBeLessThan(10);
    const trials = await automl(frame, { target: "y", budgetMs }).then(
      (found) => found.trials,
      (error) => {
        expect(error).toMatchObject({ code: "data", message: expect.stringContaining("no trial has ended") });
        return null;
      },
    );
    if (trials === null) continue;
    expect(trials.slice(0, -1).every(({ state }) => state === "complete")).toBe(true);
    const [first, last] = [trials[0]!, trials.at(-1)!];
    isHandedBack =
      last.state === "waiting" && last.startedAt.getTime() - first.startedAt.getTime() < budgetMs;
  }
});
