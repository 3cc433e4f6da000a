/** What users of scikit-learn and scikit-optimize write first: each is told what to write here. */
import { expect, test } from "vitest";
import { crossValScore } from "../cross-validate.ts";
import { LogisticRegression } from "../logistic-regression.ts";
import { pipeline } from "../pipeline.ts";
import { StandardScaler } from "../preprocessing/scalers.ts";
import { BayesSearchCV } from "./bayes-search-cv.ts";
import { GridSearchCV } from "./grid-search-cv.ts";
import { RandomizedSearchCV } from "./randomized-search-cv.ts";

const estimator = new LogisticRegression();
const paramGrid = { C: [1] };
const Grid = GridSearchCV as unknown as new (...args: unknown[]) => unknown;
const Random = RandomizedSearchCV as unknown as new (...args: unknown[]) => unknown;
const Bayes = BayesSearchCV as unknown as new (...args: unknown[]) => unknown;
const score = crossValScore as unknown as (...args: unknown[]) => Promise<unknown>;
const steps = pipeline as unknown as (...args: unknown[]) => unknown;
const [X, y] = [
  [[0], [1], [2], [3]],
  [0, 1, 0, 1],
];

test.each<[string, () => unknown, string]>([
  [
    "param_grid",
    () => new Grid({ estimator, param_grid: paramGrid }),
    'missing, and there is no option "param_grid"',
  ],
  [
    "arguments in a row",
    () => new Grid(estimator, paramGrid),
    "give it in one object: { estimator: …, paramGrid: {",
  ],
  [
    "n_jobs",
    () => new Grid({ estimator, paramGrid, n_jobs: 2 }),
    'no option "n_jobs"; did you mean "parallel"?',
  ],
  [
    "random_state",
    () => new Random({ estimator, paramDistributions: paramGrid, random_state: 1 }),
    'did you mean "seed"?',
  ],
  [
    "a class",
    () => new Grid({ estimator: LogisticRegression, paramGrid }),
    "the class LogisticRegression; give an estimator: new L",
  ],
  ["search_spaces", () => new Bayes({ estimator, search_spaces: paramGrid }), 'no option "search_spaces"'],
  [
    "a range as a tuple",
    () => new Bayes({ estimator, searchSpace: { C: [0.1, 9, "log-uniform"] } }),
    "is float(0.1, 9, { log: true }).",
  ],
  [
    "a list of steps",
    () =>
      steps([
        ["scale", new StandardScaler()],
        ["model", estimator],
      ]),
    "takes its parts one by one",
  ],
  ["a bare number of folds", () => score(estimator, X, y, 2), "such as { cv: … }, and was given 2."],
  ["a class to judge", () => score(LogisticRegression, X, y), "the class LogisticRegression; give"],
])("%s", async (_, use, words) => {
  await expect((async () => use())()).rejects.toThrow(words);
});
