import { TunesmithError } from "../error.ts";
import { checkOptions, type OptionsOf } from "./options.ts";
import type { EstimatorParams } from "./params.ts";
import { encode } from "./saved/code.ts";
import type { SavedModel } from "./saved/saved.ts";
import { weightsOf } from "./targets.ts";

/** What all that learn have in common: checked parameters, and what was learned from them. */
export abstract class Learner<P extends object, Model> {
  readonly #what: string;
  readonly #declared: OptionsOf<P>;
  #params: Readonly<P>;
  #model: Model | null = null;

  /** @throws TunesmithError "params" for an unknown name, "option" for a value that cannot be */
  constructor(what: string, declared: OptionsOf<P>, params: Partial<P>) {
    this.#what = what;
    this.#declared = declared;
    this.#params = checkOptions(what, declared, params);
  }

  /** All parameters by name; a new object. */
  getParams(): P & EstimatorParams {
    return { ...this.#params } as P & EstimatorParams;
  }

  /** Changes parameters in place; they count from the next `fit` on. */
  setParams(params: Partial<P>): this {
    this.#params = checkOptions(this.#what, this.#declared, { ...this.#params, ...params });
    return this;
  }

  /** All that it is and has learned: what `JSON.stringify` writes and `modelFromJSON` reads. */
  toJSON(): SavedModel {
    return {
      is: this.#what,
      params: encode(this.#params),
      learned: this.#model === null ? null : encode(this.#model),
    };
  }

  /** Takes back what was learned, as it was written. */
  restore(learned: unknown): this {
    return this.learned(learned as Model);
  }

  protected get params(): Readonly<P> {
    return this.#params;
  }

  protected get name(): string {
    return this.#what;
  }

  /** Whether rows may count differently. */
  protected readonly takesWeight: boolean = false;

  /** Weights that were given, checked. @throws TunesmithError "shape", "data", "unsupported" */
  protected rowWeights(sampleWeight: ArrayLike<number> | undefined, n: number): Float64Array | null {
    if (this.takesWeight || sampleWeight === undefined) return weightsOf(sampleWeight, n);
    throw new TunesmithError("unsupported", `${this.#what} takes no sampleWeight: all rows count alike.`);
  }

  protected learned(model: Model): this {
    this.#model = model;
    return this;
  }

  /** @throws TunesmithError "data" before `fit` */
  protected get model(): Model {
    if (this.#model !== null) return this.#model;
    throw new TunesmithError("data", `this ${this.#what} has learned nothing yet; call fit(X, y) first.`);
  }
}
