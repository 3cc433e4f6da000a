import { TunesmithError } from "../../error.ts";
import { ClassLearner, type CodedRows } from "../classifier.ts";
import type { Label } from "../labels.ts";
import { type Table, toRows } from "../matrix.ts";
import { topOf } from "../targets.ts";
import { type SVCParams, svcOptions } from "./options.ts";
import { decisionsOf, type Margins, marginsOf, scoresOf, votesOf } from "./pairs.ts";
import { probabilitiesOf, type Sigmoid, sigmoidsOf } from "./probability.ts";

interface Machine {
  readonly margins: Margins;
  /** One for each pair; null without `probability`. */
  readonly sigmoids: readonly Sigmoid[] | null;
}

/**
 * Support vector machine: the widest margin between each pair of classes, by LIBSVM's steps; a row gets the class that wins
 * most pairs.
 *
 * @source Boser, Guyon and Vapnik 1992, doi:10.1145/130385.130401; Chang and Lin 2011, doi:10.1145/1961189.1961199
 * @example
 * const model = new SVC({ C: 10, gamma: 0.01 }).fit(X, y);
 */
export class SVC extends ClassLearner<SVCParams, Machine> {
  protected override readonly takesWeight = true;

  constructor(params: Partial<SVCParams> = {}) {
    super("SVC", svcOptions, params);
  }

  clone(params: Partial<SVCParams> = {}): SVC {
    return new SVC({ ...this.getParams(), ...params });
  }

  predict(X: Table): Label[] {
    const { classes } = this;
    const { pairs } = this.#margins;
    return this.#decisions(X).map((row) => classes[topOf(votesOf(pairs, row, classes.length))]!);
  }

  /**
   * How far each row lies on the side of the classes.
   *
   * @returns shape [n] for two classes (above 0: the second one); else [n][k], or [n][pairs] with "ovo"
   * @throws TunesmithError "shape", "data"
   */
  decisionFunction(X: Table): number[] | number[][] {
    const { pairs } = this.#margins;
    const k = this.classes.length;
    const decisions = this.#decisions(X);
    if (k === 2) return decisions.map((row) => -row[0]!);
    if (this.params.decisionFunctionShape === "ovo") return decisions;
    return decisions.map((row) => scoresOf(pairs, row, k));
  }

  /**
   * The probability of each class, by a sigmoid over each pair's decision.
   *
   * @returns shape [n][k]
   * @throws TunesmithError "unsupported" without `probability`, "shape", "data"
   * @source Platt 2000; Wu, Lin and Weng 2004, JMLR 5
   */
  predictProba(X: Table): number[][] {
    const { sigmoids } = this.model.inner;
    if (!sigmoids) {
      throw new TunesmithError(
        "unsupported",
        "this SVC learned no probabilities; make it with probability: true, or take a score of predictions.",
      );
    }
    const { pairs } = this.#margins;
    return this.#decisions(X).map((row) => probabilitiesOf(pairs, sigmoids, row, this.classes.length));
  }

  /** The numbers of the rows that carry the margins, class by class. */
  get support(): readonly number[] {
    return this.#margins.support;
  }

  /** Those rows, shape [s][d]. */
  get supportVectors(): number[][] {
    return toRows(this.#margins.vectors);
  }

  /** What each of them weighs, by the other class: shape [k − 1][s]. */
  get dualCoef(): number[][] {
    const { pairs, codes } = this.#margins;
    const k = this.classes.length;
    const out = Array.from({ length: k - 1 }, () => Array<number>(codes.length).fill(0));
    for (const { first, second, places, weights } of pairs) {
      places.forEach((place, t) => {
        const row = codes[place] === first ? second - 1 : first;
        out[row]![place] = k === 2 ? -weights[t]! : weights[t]!;
      });
    }
    return out;
  }

  /** Of each pair. */
  get intercept(): number[] {
    const { pairs } = this.#margins;
    return pairs.map(({ rho }) => (this.classes.length === 2 ? rho : -rho));
  }

  /** Steps, of each pair. */
  get nIter(): readonly number[] {
    return this.#margins.nIter;
  }

  protected learn(rows: CodedRows): Machine {
    const { codes, k, weight } = rows;
    const members = new Set(codes.filter((_, i) => weight?.[i] !== 0));
    if (k < 2 || members.size < k) {
      throw new TunesmithError(
        "data",
        `of ${k} classes ${members.size} have rows that count; at least two are needed, and rows of each.`,
      );
    }
    const margins = marginsOf(rows, this.params);
    return { margins, sigmoids: this.params.probability ? sigmoidsOf(rows, this.params) : null };
  }

  get #margins(): Margins {
    return this.model.inner.margins;
  }

  #decisions(X: Table): number[][] {
    return decisionsOf(this.#margins, this.checked(X));
  }
}
