import { describe, expect, test } from "vitest";
import type { Params } from "../../space/index.ts";
import { memory } from "../../storage/index.ts";
import { openStudy, replay } from "../../study/index.ts";
import { AutoMLModel, automl, type Cell, type Frame } from "../index.ts";
import { AutoMLPlan } from "./plan.ts";
import { profileOf } from "./profile.ts";
import { programOf } from "./program.ts";

/** So many visitors: whether they come back hangs on their age, their kind and what they say. */
function visitors(n: number): Frame {
  const each = <T>(make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
  const age = each((i) => 20 + ((i * 37) % 50));
  const kind = each((i) => ["guest", "member", "staff"][(i * 7) % 3]!);
  const likes = each((i) => (i * 11) % 4 !== 0);
  return {
    id: each((i) => i + 1),
    age: each((i): Cell => (i % 13 === 0 ? null : age[i]!)),
    kind: each((i): Cell => (i % 17 === 0 ? null : kind[i]!)),
    since: each((i) => `20${10 + (i % 9)}-0${1 + (i % 7)}-1${i % 10}`),
    said: each((i) => `${likes[i] ? "very nice evening" : "too long and loud"} number ${i}`),
    ticket: each((i) => `A/${(i * 7919) % 10007}`),
    house: each(() => "opera"),
    back: each((i) => (likes[i] && (kind[i] !== "guest" || age[i]! < 40) ? "yes" : "no")),
  };
}

test("columns are judged by what is in them, and what is of no use is left out with the reason", () => {
  const { features, dropped } = profileOf(visitors(120), 120);
  expect(Object.fromEntries(features.map(({ name, kind }) => [name, kind]))).toEqual({
    age: "number",
    kind: "category",
    since: "date",
    said: "text",
    back: "category",
  });
  expect(Object.fromEntries(dropped.map(({ name, why }) => [name, why]))).toEqual({
    id: "it numbers the rows",
    ticket: "it names the rows: 120 different entries in 120",
    house: 'every row has "opera"',
  });
});

describe("a search", () => {
  test("is a study that begins with the usual points, goes on, is replayed, and knows its rows again", async () => {
    const storage = memory();
    const frame = visitors(60);
    const common = {
      target: "back",
      storage,
      name: "visitors",
      folds: 3,
      seed: 1,
      ifExists: "resume",
    } as const;
    const first = await automl(frame, { ...common, trials: 2 });
    expect(first.trials.map(({ params }) => ((params as Params).model as Params).is)).toEqual([
      "logistic",
      "neighbors",
    ]);
    const { trials, families, confirmation, model } = await automl(frame, { ...common, trials: 6 });
    expect(trials.slice(0, 2)).toEqual(first.trials);
    expect(families[0]!.value).toBeGreaterThan(0.9);
    expect(confirmation.tried[0]!.fresh.length).toBeGreaterThanOrEqual(3);
    expect((await replay(storage, "visitors")).different).toEqual([]);
    await expect(automl(visitors(61), { ...common, trials: 9 })).rejects.toThrow(
      /the study "visitors" was made of other rows, columns, folds/,
    );
    const { goals } = await openStudy("visitors", { storage });
    expect(goals).toEqual({ auc: "maximize" });

    // The model reads columns by name, whatever else is there, gaps and news among them.
    const read = AutoMLModel.fromJSON(JSON.parse(JSON.stringify(model)));
    const strangers = {
      ...visitors(30),
      kind: Array.from({ length: 30 }, (_, i) => (i % 2 ? "alien" : null)),
    };
    expect(await read.predictProba(strangers)).toEqual(await model.predictProba(strangers));
    const hits = (await read.predict(frame)).filter((label, i) => label === frame.back![i]);
    expect(hits.length).toBeGreaterThan(50);
    await expect(read.predict({ age: [1] })).rejects.toThrow(
      /there is no column "kind", which the model reads/,
    );
  });

  test("learns what fills gaps, and which words there are, from the training rows of a fold alone", async () => {
    const plan = new AutoMLPlan(visitors(60), { target: "back", folds: 3 });
    for (const { train } of await plan.folds("scaled", 0)) {
      const { data, rows, cols } = train.X as { data: Float64Array; rows: number; cols: number };
      // The numbers that are scaled have mean 0 on the training rows, which no other rows would give.
      const means = Array.from({ length: cols }, (_, j) => {
        let sum = 0;
        for (let i = 0; i < rows; i++) sum += data[i * cols + j]!;
        return Math.abs(sum / rows);
      });
      expect(means.filter((mean) => mean < 1e-9).length).toBeGreaterThanOrEqual(2);
    }
  });

  test("of numbers goes by the root of the squared error, and its program makes the same model", async () => {
    const frame = {
      ...visitors(60),
      back: Array.from({ length: 60 }, (_, i) => (i % 8 === 0 ? null : i * 1.5)),
    };
    const result = await automl(frame, { target: "back", trials: 2, folds: 2, drop: ["said", "since"] });
    expect(result.plan.goals).toEqual({ rmse: "minimize" });
    expect(result.plan.question.without).toBe(8);
    const program = programOf(result.plan, result.model, { data: "visitors.csv", study: "visitors" });
    expect(program).toContain('.filter((i) => all["back"]![i] !== null)');
    expect(program).toContain('["age"]');
    expect(program).toMatch(/new (Ridge|KNeighborsRegressor)\(/);
  });
});

describe("refuses", () => {
  const frame = visitors(40);
  const plan = (options: object, more: Frame = {}) => {
    return () => new AutoMLPlan({ ...frame, ...more }, { target: "back", ...options });
  };
  test.each<[string, () => unknown, RegExp]>([
    [
      "a target that is not there",
      plan({ target: "bak" }),
      /there is no column "bak" to predict; did you mean "back"/,
    ],
    [
      "a metric that is not there",
      plan({ metric: "acu" }),
      /the metric "acu" is not known; did you mean "auc"/,
    ],
    [
      "a metric of numbers for classes",
      plan({ metric: "rmse" }),
      /the metric "rmse" is no metric of classification/,
    ],
    ["f1 of classes without a 1", plan({ metric: "f1" }), /counts the class 1, and the classes are no, yes/],
    [
      "one class",
      plan({ target: "house" }),
      /"house" is "opera" in every row; to tell classes apart takes two/,
    ],
    [
      "texts to regress on",
      plan({ task: "regression" }),
      /has texts such as "\w+", and regression needs numbers/,
    ],
    [
      "more folds than rows of a class",
      plan({ folds: 40 }),
      /40 folds cannot be: the class "\w+" has \d+ of 40 rows/,
    ],
    [
      "a class of one row",
      plan({}, { back: ["a", ...Array<string>(39).fill("b")] }),
      /the class "a" has 1 of 40 rows; to learn and to judge takes two/,
    ],
    [
      "a column to drop that is not there",
      plan({ drop: ["x"] }),
      /the column "x", which is to be left out, is not there/,
    ],
    [
      "only columns of no use",
      plan({ drop: ["age", "kind", "since", "said"] }),
      /no column is of use to predict "back"/,
    ],
    ["an unknown option", plan({ tagret: "x" }), /automl has no option "tagret"; did you mean "target"/],
  ])("%s", (_, act, message) => {
    expect(act).toThrow(message);
  });

  test("a search without an end", async () => {
    await expect(automl(frame, { target: "back" })).rejects.toThrow(/give a budget/);
  });
});
