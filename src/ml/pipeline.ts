import { TunesmithError } from "../error.ts";
import type { Estimator, ProbabilisticEstimator } from "./estimator.ts";
import type { Label } from "./labels.ts";
import type { Table } from "./matrix.ts";
import type { EstimatorParams } from "./params.ts";
import type { Transformer } from "./preprocessing/transformer.ts";
import { type SavedModel, savedSteps } from "./saved/saved.ts";
import { checkNames, type Named, namesOf, paramsOfSteps, splitParams } from "./steps.ts";
import { TransformerPipeline } from "./transformer-pipeline.ts";

/**
 * Transformers and an estimator in a row: each learns from what those before it make of the rows.
 *
 * The estimator comes last; without one the row is a transformer itself. Names are those of the classes in small letters,
 * as scikit-learn's `make_pipeline` gives them, with a number where a class comes twice: `logisticregression__C` is a
 * parameter of the pipeline.
 *
 * @throws TunesmithError "option" for no parts, or parts that do not fit their place
 * @example
 * const model = pipeline(new StandardScaler(), new LogisticRegression({ C: 10 }));
 * await crossValScore(model, X, y);
 */
export function pipeline(...parts: readonly [...Transformer[], Estimator]): Pipeline;
export function pipeline(...parts: readonly Transformer[]): TransformerPipeline;
export function pipeline(...parts: readonly (Transformer | Estimator)[]): Pipeline | TransformerPipeline {
  if (parts.some(Array.isArray)) {
    const what =
      "pipeline(new StandardScaler(), new LogisticRegression()) takes its parts one by one, and was given a list";
    throw new TunesmithError(
      "option",
      `${what}; with names of yours write new Pipeline([["scale", …], ["model", …]]).`,
    );
  }
  const names = namesOf(parts);
  const steps = parts.map((part, i) => [names[i]!, part] as const);
  const last = parts.at(-1);
  const isTransformer = last !== undefined && "transform" in last && !("predict" in last);
  return isTransformer
    ? new TransformerPipeline(steps as readonly Named<Transformer>[])
    : new Pipeline(steps);
}

/** A pipeline whose steps have names of their own; see {@link pipeline}. */
export class Pipeline implements ProbabilisticEstimator {
  readonly kind: Estimator["kind"];
  readonly #before: readonly Named<Transformer>[];
  readonly #last: Named<Estimator>;

  /** @throws TunesmithError "option" */
  constructor(steps: readonly Named<Transformer | Estimator>[]) {
    const last = steps.at(-1);
    if (last === undefined || !("predict" in last[1])) {
      throw new TunesmithError("option", "a pipeline ends with an estimator, something that can predict.");
    }
    const before = steps.slice(0, -1).map(([name, part]): Named<Transformer> => {
      if ("transform" in part) return [name, part];
      throw new TunesmithError(
        "option",
        `"${name}" stands before the end of the pipeline and has no transform.`,
      );
    });
    checkNames(steps.map(([name]) => name));
    this.kind = last[1].kind;
    this.#before = before;
    this.#last = [last[0], last[1]];
  }

  /** The parts by name, in order. */
  get steps(): readonly Named<Transformer | Estimator>[] {
    return [...this.#before, this.#last];
  }

  /** The parameters of all steps, as `step__name`. */
  getParams(): EstimatorParams {
    return paramsOfSteps(this.steps);
  }

  /** All steps with what they have learned. @throws TunesmithError "unsupported" for a step that cannot be written */
  toJSON(): SavedModel {
    return { is: "Pipeline", steps: savedSteps(this.steps) };
  }

  /** @throws TunesmithError "params" for what is no step's, and what the steps throw */
  clone(params: EstimatorParams = {}): Pipeline {
    const own = splitParams(
      "Pipeline",
      this.steps.map(([step]) => step),
      params,
    );
    return new Pipeline(this.steps.map(([step, part]) => [step, part.clone(own.get(step)!)] as const));
  }

  /** @throws what the steps throw */
  async fit(X: Table, y: readonly Label[]): Promise<this> {
    let rows = X;
    for (const [, part] of this.#before) {
      await part.fit(rows, y);
      rows = await part.transform(rows);
    }
    await this.#last[1].fit(rows, y);
    return this;
  }

  /** @throws what the steps throw */
  async predict(X: Table): Promise<readonly Label[]> {
    return this.#last[1].predict(await this.#transformed(X));
  }

  /** @throws TunesmithError "unsupported" when the last step has no probabilities */
  async predictProba(X: Table): Promise<readonly (readonly number[])[]> {
    return this.#sure.predictProba(await this.#transformed(X));
  }

  /** The classes in the order of the columns of `predictProba`. */
  get classes(): readonly Label[] {
    return this.#sure.classes;
  }

  get #sure(): ProbabilisticEstimator {
    const [name, last] = this.#last;
    if ("predictProba" in last) return last as ProbabilisticEstimator;
    throw new TunesmithError("unsupported", `${name} has no predictProba; use predict.`);
  }

  async #transformed(X: Table): Promise<Table> {
    let rows = X;
    for (const [, part] of this.#before) rows = await part.transform(rows);
    return rows;
  }
}
