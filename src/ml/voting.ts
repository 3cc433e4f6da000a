import { TunesmithError } from "../error.ts";
import type { Estimator, ProbabilisticEstimator } from "./estimator.ts";
import { codeLabels, type Label } from "./labels.ts";
import type { Table } from "./matrix.ts";
import type { EstimatorParams } from "./params.ts";
import { type SavedModel, savedSteps } from "./saved/saved.ts";
import { checkNames, type Named, paramsOfSteps, splitParams } from "./steps.ts";
import { topOf } from "./targets.ts";

export interface VotingOptions {
  /** How much each counts, in the order of the estimators, > 0; default: all alike. */
  readonly weights?: readonly number[];
}

/** What both have in common: estimators by name that all learn from the same rows, and how much each counts. */
abstract class Voting<E extends Estimator> {
  /** The parts by name, in order. */
  readonly estimators: readonly Named<E>[];
  /** How much each counts. */
  readonly weights: readonly number[];

  constructor(estimators: readonly Named<E>[], { weights }: VotingOptions) {
    checkNames(estimators.map(([name]) => name));
    this.estimators = estimators;
    this.weights = weights ?? estimators.map(() => 1);
    const isFit =
      this.weights.length === estimators.length && this.weights.every((w) => w > 0 && w < Infinity);
    if (estimators.length > 0 && isFit) return;
    throw new TunesmithError(
      "option",
      `voting takes estimators and a weight above 0 for each; found ${estimators.length} and the weights ${this.weights.join(", ") || "none"}.`,
    );
  }

  /** The parameters of all parts, as `name__parameter`. */
  getParams(): EstimatorParams {
    return paramsOfSteps(this.estimators);
  }

  protected clones(params: EstimatorParams): readonly Named<E>[] {
    const names = this.estimators.map(([name]) => name);
    const own = splitParams("Voting", names, params);
    return this.estimators.map(([name, part]) => [name, part.clone(own.get(name)!) as E]);
  }

  /** @throws what the parts throw */
  async fit(X: Table, y: readonly Label[]): Promise<this> {
    for (const [, part] of this.estimators) await part.fit(X, y);
    return this;
  }

  protected saved(kind: string): SavedModel {
    return { is: kind, estimators: savedSteps(this.estimators), weights: this.weights };
  }
}

/** The mean of several regressors, as scikit-learn's. */
export class VotingRegressor extends Voting<Estimator> implements Estimator {
  readonly kind = "regressor";

  /** @throws TunesmithError "option" */
  constructor(estimators: readonly Named<Estimator>[], options: VotingOptions = {}) {
    super(estimators, options);
  }

  clone(params: EstimatorParams = {}): VotingRegressor {
    return new VotingRegressor(this.clones(params), { weights: this.weights });
  }

  /** Shape [n]. @throws what the parts throw */
  async predict(X: Table): Promise<readonly number[]> {
    const all: (readonly number[])[] = [];
    for (const [, part] of this.estimators) all.push((await part.predict(X)) as readonly number[]);
    return meanOf(
      all.map((values) => values.map((value) => [value])),
      this.weights,
    ).map(([value]) => value!);
  }

  /** All parts with what they have learned. */
  toJSON(): SavedModel {
    return this.saved("VotingRegressor");
  }
}

/** The mean of the probabilities of several classifiers: scikit-learn's with `voting="soft"`. */
export class VotingClassifier extends Voting<ProbabilisticEstimator> implements ProbabilisticEstimator {
  readonly kind = "classifier";

  /** @throws TunesmithError "option" */
  constructor(estimators: readonly Named<ProbabilisticEstimator>[], options: VotingOptions = {}) {
    super(estimators, options);
  }

  clone(params: EstimatorParams = {}): VotingClassifier {
    return new VotingClassifier(this.clones(params), { weights: this.weights });
  }

  override async fit(X: Table, y: readonly Label[]): Promise<this> {
    codeLabels(y); // labels of different kinds are refused before anything is learned
    return super.fit(X, y);
  }

  /** The class that is most likely in the mean; of equal ones the first. @throws what the parts throw */
  async predict(X: Table): Promise<readonly Label[]> {
    const { classes } = this;
    return (await this.predictProba(X)).map((row) => classes[topOf(row)]!);
  }

  /** Shape [n][k]. @throws what the parts throw */
  async predictProba(X: Table): Promise<readonly (readonly number[])[]> {
    const all: (readonly (readonly number[])[])[] = [];
    for (const [, part] of this.estimators) all.push(await part.predictProba(X));
    return meanOf(all, this.weights);
  }

  get classes(): readonly Label[] {
    return this.estimators[0]![1].classes;
  }

  /** All parts with what they have learned. */
  toJSON(): SavedModel {
    return this.saved("VotingClassifier");
  }
}

/**
 * The weighted mean of tables of one shape.
 *
 * @param all      shape [m][n][k]
 * @param weights  shape [m], > 0
 * @returns shape [n][k]
 */
export function meanOf(
  all: readonly (readonly (readonly number[])[])[],
  weights: readonly number[],
): readonly (readonly number[])[] {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return all[0]!.map((row, i) =>
    row.map((_, c) => all.reduce((sum, table, m) => sum + weights[m]! * table[i]![c]!, 0) / total),
  );
}
