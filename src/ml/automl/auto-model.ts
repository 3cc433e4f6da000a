import { didYouMean, TunesmithError } from "../../error.ts";
import type { Json } from "../../json.ts";
import { isGap } from "../columns.ts";
import type { Estimator, ProbabilisticEstimator } from "../estimator.ts";
import type { Label } from "../labels.ts";
import { type Cell, checkFrame, type Frame } from "../matrix.ts";
import { modelFromJSON } from "../saved/model-from-json.ts";
import { type SavedModel, savedPart } from "../saved/saved.ts";
import type { FeatureKind } from "./profile.ts";

/** A column that the model reads. */
export interface ModelColumn {
  readonly name: string;
  readonly kind: FeatureKind;
}

/** What a model of a table is: what it reads, what it predicts, and the pipeline between. */
export interface AutoMLModelParts {
  readonly target: string;
  readonly columns: readonly ModelColumn[];
  readonly estimator: Estimator;
}

/** A fitted pipeline that knows its columns by name. */
export class AutoMLModel {
  readonly target: string;
  readonly columns: readonly ModelColumn[];
  readonly estimator: Estimator;

  constructor({ target, columns, estimator }: AutoMLModelParts) {
    this.target = target;
    this.columns = columns;
    this.estimator = estimator;
  }

  /** The classes in the order of `predictProba`; null for numbers. */
  get classes(): readonly Label[] | null {
    return this.estimator.kind === "classifier" ? (this.estimator as ProbabilisticEstimator).classes : null;
  }

  /** What it says of each row. @throws TunesmithError "params" for a column that is missing, "data" */
  async predict(frame: Frame): Promise<readonly Label[]> {
    return this.estimator.predict(this.#read(frame));
  }

  /** The probability of each class, shape [n][k]. @throws TunesmithError "unsupported" for numbers; as `predict` */
  async predictProba(frame: Frame): Promise<readonly (readonly number[])[]> {
    if (this.estimator.kind === "classifier") {
      return (this.estimator as ProbabilisticEstimator).predictProba(this.#read(frame));
    }
    throw new TunesmithError("unsupported", `"${this.target}" is a number, which has no probabilities.`);
  }

  /** All of it: what `JSON.stringify` writes and `AutoMLModel.fromJSON` reads. */
  toJSON(): SavedModel {
    const columns = this.columns.map(({ name, kind }) => ({ name, kind }));
    return {
      is: "AutoMLModel",
      target: this.target,
      columns,
      estimator: savedPart("estimator", this.estimator),
    };
  }

  /** @throws TunesmithError "data" for what is no such model */
  static fromJSON(json: unknown): AutoMLModel {
    const saved = json as SavedModel | null;
    if (typeof saved !== "object" || saved?.is !== "AutoMLModel" || !Array.isArray(saved.columns)) {
      throw new TunesmithError("data", "this is no model that tunesmith automl has written.");
    }
    return new AutoMLModel({
      target: String(saved.target),
      columns: saved.columns as Json as unknown as readonly ModelColumn[],
      estimator: modelFromJSON(saved.estimator),
    });
  }

  /** The columns that it reads, in their order and kind. */
  #read(frame: Frame): Frame {
    checkFrame(frame);
    return Object.fromEntries(
      this.columns.map(({ name, kind }) => {
        if (Object.hasOwn(frame, name)) return [name, cellsOf(frame[name]!, name, kind)];
        throw new TunesmithError(
          "params",
          `there is no column "${name}", which the model reads; ${didYouMean(name, Object.keys(frame))}.`,
        );
      }),
    );
  }
}

function cellsOf(column: ArrayLike<Cell>, name: string, kind: FeatureKind): readonly Cell[] {
  return Array.from(column, (cell, row) => {
    if (isGap(cell)) return null;
    if (kind !== "number") return String(cell);
    if (typeof cell === "number") return cell;
    throw new TunesmithError(
      "data",
      `"${name}" of row ${row + 1} is ${JSON.stringify(cell)}; the model reads numbers there.`,
    );
  });
}
