/** The three searches of the demo: data, space and method, as the founding article has them. */
import {
  BayesSearchCV,
  type Dataset,
  type Estimator,
  GridSearchCV,
  LogisticRegression,
  loadIris,
  loadMakeClassification1000,
  type ParamDistributions,
  RandomizedSearchCV,
  type SearchOptions,
} from "../ml/index.ts";
import { categorical, float } from "../space/index.ts";

/** What a search brings. */
export type DemoSearch = GridSearchCV<Estimator> | RandomizedSearchCV<Estimator> | BayesSearchCV<Estimator>;

export interface DemoCase {
  readonly name: "grid" | "random" | "bayes";
  readonly method: string;
  readonly data: string;
  readonly load: () => Dataset;
  /** Candidates. */
  readonly trials: number;
  readonly search: (options: Shared) => DemoSearch;
  /** Where random search looks for as many candidates; null where the case is random search itself. */
  readonly randomSpace: ParamDistributions | null;
}

/** What the demo says of each search. */
export type Shared = Omit<SearchOptions<Estimator>, "estimator" | "cv">;

const penalty = ["l1", "l2"];
/** One against the rest, as the article's scikit-learn; `cv` as there. */
const common = () => ({ estimator: new LogisticRegression({ solver: "liblinear" }), cv: 5 });
const wide = { C: float(1e-6, 1e6, { log: true }), penalty: categorical(["l1", "l2"]) };

/** numpy's logspace(-4, 4, 50). */
const logspace = Array.from({ length: 50 }, (_, i) => 10 ** (-4 + (8 * i) / 49));

export const demoCases: readonly DemoCase[] = [
  {
    name: "grid",
    method: "grid search",
    data: "iris, 6 × 2",
    load: loadIris,
    trials: 12,
    search: (shared) =>
      new GridSearchCV({ ...common(), ...shared, paramGrid: { C: [0.001, 0.01, 0.1, 1, 10, 100], penalty } }),
    randomSpace: { C: float(0.001, 100, { log: true }), penalty },
  },
  {
    name: "random",
    method: "random search",
    data: "iris, 50 × 2",
    load: loadIris,
    trials: 100,
    search: (shared) =>
      new RandomizedSearchCV({
        ...common(),
        ...shared,
        paramDistributions: { C: logspace, penalty },
        nIter: 100,
      }),
    randomSpace: null,
  },
  {
    name: "bayes",
    method: "Bayesian",
    data: "1000 × 20",
    load: loadMakeClassification1000,
    trials: 40,
    search: (shared) => new BayesSearchCV({ ...common(), ...shared, searchSpace: wide, nIter: 40 }),
    randomSpace: wide,
  },
];

/** What random search of the same budget finds: the median of the best scores of several searches. */
export async function randomScore(
  { randomSpace, trials }: DemoCase,
  { data, target }: Dataset,
  { seeds, signal }: { readonly seeds: readonly number[]; readonly signal: AbortSignal },
): Promise<number | null> {
  if (!randomSpace) return null;
  const scores: number[] = [];
  for (const seed of seeds) {
    const search = new RandomizedSearchCV({
      ...common(),
      paramDistributions: randomSpace,
      nIter: trials,
      seed,
      refit: false,
      signal,
    });
    scores.push((await search.fit(data, target)).bestScore);
  }
  return scores.sort((a, b) => a - b)[Math.floor(scores.length / 2)]!;
}
