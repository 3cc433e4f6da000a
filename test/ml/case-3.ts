/** The third case of the demo: Bayesian search on 1000 rows of 20 features. */
import { BayesSearchCV, LogisticRegression, loadMakeClassification1000 } from "../../src/ml/index.ts";
import { categorical, float } from "../../src/space/index.ts";

/** The best score of 40 trials with each seed, ascending. */
export async function bestScoresOf(seeds: readonly number[]): Promise<readonly number[]> {
  const { data, target } = loadMakeClassification1000();
  const best: number[] = [];
  for (const seed of seeds) {
    const search = new BayesSearchCV({
      estimator: new LogisticRegression({ solver: "liblinear" }),
      searchSpace: { C: float(1e-6, 1e6, { log: true }), penalty: categorical(["l1", "l2"]) },
      nIter: 40,
      seed,
      refit: false,
    });
    best.push((await search.fit(data, target)).bestScore);
  }
  return best.sort((a, b) => a - b);
}
