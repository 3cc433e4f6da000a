/** What people write who come from elsewhere, or slip: each is told what was found, and what to write. */
import { expect, test } from "vitest";
import { categorical, float, int } from "../space/index.ts";
import { createStudy, openStudy } from "./create.ts";

const space = { x: float(0, 1) };
const made = (options: object = {}) => createStudy({ space, seed: 1, ...options } as never);

/** As JavaScript lets it: without the types that would refuse it. */
type Loose = Record<string, (...args: unknown[]) => Promise<unknown>>;
const loose = async () => (await made()) as unknown as Loose;

const refused: readonly (readonly [what: string, use: () => unknown, words: string])[] = [
  ["no options", () => (createStudy as unknown as () => unknown)(), "was given nothing"],
  [
    "a name in their place",
    () => createStudy("iris" as never),
    'in one object, such as { storage: … }, and was given "iris"',
  ],
  [
    "no storage",
    () => (openStudy as unknown as (n: string) => unknown)("iris"),
    "openStudy takes its options in one object",
  ],
  ["study_name", () => made({ study_name: "a" }), 'no option "study_name"; did you mean "name"?'],
  ["directions", () => made({ directions: ["minimize"] }), 'no option "directions"; did you mean "goals"?'],
  ["load_if_exists", () => made({ load_if_exists: true }), 'did you mean "ifExists"?'],
  ["a seed in quotes", () => made({ seed: "7" }), 'seed is "7"; it must be a whole number.'],
  [
    "no objective",
    async () => (await loose()).optimize!(),
    "the objective is undefined; it must be a function of a trial",
  ],
  [
    "no end",
    async () => (await loose()).optimize!(() => 1),
    "optimize takes its options in one object, such as { trials: … }",
  ],
  [
    "a bare number of trials",
    async () => (await loose()).optimize!(() => 1, 20),
    "such as { trials: … }, and was given 20.",
  ],
  ["n_jobs", async () => (await loose()).optimize!(() => 1, { n_jobs: 2 }), 'did you mean "parallel"?'],
  [
    "trials of NaN",
    async () => (await made()).optimize(() => 1, { trials: Number.NaN }),
    "trials is NaN; it must be",
  ],
  [
    "a trial in place of its number",
    async () => (await loose()).tell!({ number: 0 }, 1),
    "write tell(trial.number, …).",
  ],
  [
    "log as a word",
    () => float(1, 2, "log" as never),
    'float(1, 2): "log" is no options; write { log: true } or { step: 1 }.',
  ],
  ["a step alone", () => int(1, 9, 2 as never), "int(1, 9): 2 is no options; write { log: true }"],
  ["bounds in quotes", () => float("0" as never, 1), 'float("0", 1): both bounds must be finite numbers.'],
  [
    "choices without a list",
    () => (categorical as unknown as Loose[string])("a", "b"),
    'categorical: "a" is no list of choices; give all in one',
  ],
];

test.each(refused)("%s", async (_, use, words) => {
  await expect((async () => use())()).rejects.toThrow(words);
  await expect((async () => use())()).rejects.toThrow(/^(?!.*TypeError)/);
});

test("a result is refused by what it is, told or returned", async () => {
  const study = await made({ goals: { loss: "minimize" } });
  const { number } = await study.ask();
  await expect(study.tell(number, "0.5" as never)).rejects.toThrow(
    'the result is "0.5"; it must be a number.',
  );
  await expect(study.tell(number, { los: 1 })).rejects.toThrow(
    'the result has "los", but the goals are loss.',
  );
  await study.optimize(() => "0.5" as never, { trials: 2 });
  expect(study.trials[1]!.why).toBe('the result is "0.5"; it must be a number.');
});

test("a report of a text is no number; one of a trial that has ended says so, and changes nothing", async () => {
  const study = await made();
  const trial = await study.ask();
  await expect(trial.report(1, "3" as never)).rejects.toThrow('at step 1 is "3"; it must be a number.');
  await study.tell(trial.number, 1);
  expect(await trial.report(1, 2)).toBe("prune");
  expect(study.trials[0]!.steps).toEqual([]);
});

test("a study that is closed twice is closed", async () => {
  const study = await made();
  await study.close();
  await study.close();
  await expect(study.ask()).rejects.toThrow("after it was closed");
});
