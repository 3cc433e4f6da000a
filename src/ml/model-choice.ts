import { TunesmithError } from "../error.ts";
import type { Estimator, ProbabilisticEstimator } from "./estimator.ts";
import type { Label } from "./labels.ts";
import type { Table } from "./matrix.ts";
import type { EstimatorParams } from "./params.ts";
import { encode } from "./saved/code.ts";
import { type SavedModel, savedPart, savedSteps } from "./saved/saved.ts";
import type { Named } from "./steps.ts";

/**
 * One of several estimators, as one estimator with the parameter `model`: so that a search chooses among families and tunes them in one.
 *
 * `model` is what a branch gives: `{ is: "svm", C: 10 }`, the name of one and its parameters.
 *
 * @param models  by name; all classifiers or all regressors
 * @throws TunesmithError "option" for none, or for both kinds
 * @example
 * const search = new BayesSearchCV({
 *   estimator: modelChoice({ tree: new DecisionTreeClassifier(), knn: new KNeighborsClassifier() }),
 *   searchSpace: { model: branch({ tree: { maxDepth: int(1, 10) }, knn: { nNeighbors: int(1, 30) } }) },
 * });
 */
export function modelChoice(models: { readonly [name: string]: Estimator }): ModelChoice {
  const [first] = Object.keys(models);
  if (first === undefined) {
    throw new TunesmithError("option", "modelChoice has nothing to choose from; give estimators by name.");
  }
  const kinds = new Set(Object.values(models).map((m) => m.kind));
  if (kinds.size > 1) {
    throw new TunesmithError("option", "modelChoice has classifiers and regressors; no score compares them.");
  }
  return new ModelChoice(models, { is: first });
}

/** The model that is chosen, and its parameters. */
export interface ChosenModel {
  readonly is: string;
  readonly [name: string]: unknown;
}

/** See {@link modelChoice}. */
export class ModelChoice implements ProbabilisticEstimator {
  readonly kind: Estimator["kind"];
  /** By name. */
  readonly models: readonly Named<Estimator>[];
  readonly #chosen: ChosenModel;
  #model: Estimator;

  /** @throws TunesmithError "params" for a model that is not there; what its `clone` throws */
  constructor(models: { readonly [name: string]: Estimator }, chosen: ChosenModel) {
    const { is, ...params } = chosen;
    const model = Object.hasOwn(models, is) ? models[is] : undefined;
    if (!model) {
      throw new TunesmithError(
        "params",
        `there is no model "${is}"; there are ${Object.keys(models).join(", ")}.`,
      );
    }
    this.models = Object.entries(models);
    this.#chosen = chosen;
    this.#model = model.clone(params);
    this.kind = model.kind;
  }

  /** The one that learns. */
  get model(): Estimator {
    return this.#model;
  }

  getParams(): EstimatorParams {
    return { model: this.#chosen };
  }

  /** @throws TunesmithError "params" */
  clone(params: EstimatorParams = {}): ModelChoice {
    const unknown = Object.keys(params).find((name) => name !== "model");
    if (unknown !== undefined) {
      throw new TunesmithError("params", `ModelChoice has one parameter, model, and no "${unknown}".`);
    }
    const models = Object.fromEntries(this.models);
    return new ModelChoice(models, (params.model as ChosenModel | undefined) ?? this.#chosen);
  }

  async fit(X: Table, y: readonly Label[]): Promise<this> {
    await this.model.fit(X, y);
    return this;
  }

  predict(X: Table): readonly Label[] | Promise<readonly Label[]> {
    return this.model.predict(X);
  }

  /** @throws TunesmithError "unsupported" when the chosen model is not sure of anything */
  predictProba(X: Table): ReturnType<ProbabilisticEstimator["predictProba"]> {
    return this.#sure.predictProba(X);
  }

  get classes(): readonly Label[] {
    return this.#sure.classes;
  }

  /** All models, and what the chosen one has learned. @throws TunesmithError "unsupported" for one that cannot be written */
  toJSON(): SavedModel {
    return {
      is: "ModelChoice",
      models: savedSteps(this.models),
      chosen: encode(this.#chosen),
      model: savedPart("model", this.model),
    };
  }

  /** With a model that has learned. */
  restore(model: Estimator): this {
    this.#model = model;
    return this;
  }

  get #sure(): ProbabilisticEstimator {
    if ("predictProba" in this.model) return this.model as ProbabilisticEstimator;
    throw new TunesmithError("unsupported", `${this.#chosen.is} has no predictProba; use predict.`);
  }
}
