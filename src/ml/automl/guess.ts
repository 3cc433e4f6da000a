import type { Estimator, ProbabilisticEstimator } from "../estimator.ts";
import type { Fold } from "../folds.ts";
import type { Label } from "../labels.ts";
import type { SavedModel } from "../saved/saved.ts";
import { topOf } from "../targets.ts";
import { meanOf } from "../voting.ts";

/** What was said of some rows: probabilities of classes, shape [n][k], or numbers, shape [n][1]. */
export class Guess implements ProbabilisticEstimator {
  readonly kind: Estimator["kind"];
  readonly classes: readonly Label[];
  readonly table: readonly (readonly number[])[];

  constructor(kind: Estimator["kind"], classes: readonly Label[], table: Guess["table"]) {
    this.kind = kind;
    this.classes = classes;
    this.table = table;
  }

  getParams() {
    return {};
  }

  clone(): Guess {
    return new Guess(this.kind, this.classes, this.table);
  }

  fit(): this {
    return this;
  }

  predict(): Label[] {
    const { kind, classes } = this;
    return this.table.map((row) => (kind === "classifier" ? classes[topOf(row)]! : row[0]!));
  }

  predictProba(): Guess["table"] {
    return this.table;
  }
}

/** What a thread is asked: what an estimator says of a fold, and which one it is. */
export interface GuessTask {
  readonly estimator: SavedModel;
  /** The number of the fold. */
  readonly key: number;
  readonly fold: Fold;
}

/** A guess on its way. */
export type GuessAnswer = Pick<Guess, "kind" | "classes" | "table">;

/** What an estimator that learns from the training rows of a fold says of the others. */
export async function guessOf(estimator: Estimator, { train, test }: Fold): Promise<Guess> {
  const copy = estimator.clone();
  await copy.fit(train.X, train.y);
  if (copy.kind === "regressor") {
    const values = (await copy.predict(test.X)) as readonly number[];
    return new Guess(
      "regressor",
      [],
      values.map((value) => [value]),
    );
  }
  const sure = copy as ProbabilisticEstimator;
  return new Guess("classifier", sure.classes, await sure.predictProba(test.X));
}

/** The mean of several guesses of the same rows. */
export function blended(guesses: readonly Guess[], weights: readonly number[]): Guess {
  const [first] = guesses;
  const tables = guesses.map(({ table }) => table);
  return new Guess(first!.kind, first!.classes, meanOf(tables, weights));
}
