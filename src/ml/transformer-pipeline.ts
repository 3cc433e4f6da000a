import { TunesmithError } from "../error.ts";
import type { Label } from "./labels.ts";
import type { Table } from "./matrix.ts";
import type { EstimatorParams } from "./params.ts";
import type { Transformer } from "./preprocessing/transformer.ts";
import { type SavedModel, savedSteps } from "./saved/saved.ts";
import { checkNames, type Named, paramsOfSteps, splitParams } from "./steps.ts";

/** Transformers in a row, which are a transformer together; `pipeline(a, b)` makes one. */
export class TransformerPipeline implements Transformer {
  /** The parts by name, in order. */
  readonly steps: readonly Named<Transformer>[];

  /** @throws TunesmithError "option" */
  constructor(steps: readonly Named<Transformer>[]) {
    checkNames(steps.map(([name]) => name));
    const wrong = steps.find(([, part]) => !("transform" in part));
    if (steps.length === 0 || wrong) {
      const found = wrong ? `"${wrong[0]}" has no transform` : "there are no steps";
      throw new TunesmithError("option", `a pipeline is made of transformers: ${found}.`);
    }
    this.steps = steps;
  }

  /** The parameters of all steps, as `step__name`. */
  getParams(): EstimatorParams {
    return paramsOfSteps(this.steps);
  }

  /** All steps with what they have learned. @throws TunesmithError "unsupported" for a step that cannot be written */
  toJSON(): SavedModel {
    return { is: "TransformerPipeline", steps: savedSteps(this.steps) };
  }

  /** @throws TunesmithError "params" for what is no step's, and what the steps throw */
  clone(params: EstimatorParams = {}): TransformerPipeline {
    const own = splitParams(
      "TransformerPipeline",
      this.steps.map(([step]) => step),
      params,
    );
    return new TransformerPipeline(this.steps.map(([step, part]) => [step, part.clone(own.get(step)!)]));
  }

  /** @throws what the steps throw */
  async fit(X: Table, y?: readonly Label[]): Promise<this> {
    let rows = X;
    for (const [i, [, part]] of this.steps.entries()) {
      await part.fit(rows, y);
      if (i < this.steps.length - 1) rows = await part.transform(rows);
    }
    return this;
  }

  /** @throws what the steps throw */
  async transform(X: Table): Promise<Table> {
    let rows = X;
    for (const [, part] of this.steps) rows = await part.transform(rows);
    return rows;
  }
}
