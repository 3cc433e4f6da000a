/**
 * A feed-forward network: its loss and the loss's gradient by back-propagation. Source: Rumelhart, Hinton and Williams 1986,
 * doi:10.1038/323533a0.
 *
 * All weights stand in one array w: layer after layer the matrix, shape [fan-in, fan-out], then layer after layer the
 * intercepts; as scikit-learn packs them.
 */
import type { Rng } from "../../math/rng.ts";
import type { Matrix } from "../matrix.ts";
import type { MLPParams } from "./options.ts";

/** What the last layer's sums mean, and what is lost by them. */
export type Goal = "numbers" | "twoClasses" | "classes";

/** Rows with what the last layer should say of them. */
export interface Lesson {
  readonly X: Matrix;
  /** Shape [n]: numbers, or the codes of classes. */
  readonly y: Float64Array;
  /** Shape [n]; null where all rows count alike. */
  readonly weight: Float64Array | null;
}

/** What a network is before it has weights. */
export interface Shape {
  /** Units, from the columns to the outputs. */
  readonly sizes: readonly number[];
  readonly goal: Goal;
  readonly activation: MLPParams["activation"];
  /** What squared weights cost. */
  readonly alpha: number;
}

export class Network {
  readonly shape: Shape;
  /** Weights in all. */
  readonly length: number;
  /** Where each layer's matrix and intercepts begin. */
  readonly #at: readonly { readonly matrix: number; readonly intercept: number }[];

  constructor(shape: Shape) {
    this.shape = shape;
    const { sizes } = shape;
    const layers = sizes.slice(1).map((out, l) => ({ out, matrix: sizes[l]! * out }));
    const matrices = layers.reduce((sum, { matrix }) => sum + matrix, 0);
    let [matrix, intercept] = [0, matrices];
    this.#at = layers.map((layer) => {
      const here = { matrix, intercept };
      matrix += layer.matrix;
      intercept += layer.out;
      return here;
    });
    this.length = intercept;
  }

  /** Weights to begin with. @source Glorot and Bengio 2010, equation 16 */
  start(rng: Rng): Float64Array {
    const w = new Float64Array(this.length);
    const factor = this.shape.activation === "logistic" ? 2 : 6;
    this.#at.forEach(({ matrix, intercept }, l) => {
      const [fanIn, fanOut] = [this.shape.sizes[l]!, this.shape.sizes[l + 1]!];
      const bound = Math.sqrt(factor / (fanIn + fanOut));
      for (let e = 0; e < fanIn * fanOut; e++) w[matrix + e] = bound * (2 * rng() - 1);
      for (let e = 0; e < fanOut; e++) w[intercept + e] = bound * (2 * rng() - 1);
    });
    return w;
  }

  /** What the last layer says: numbers, or probabilities (of two classes the second's); shape [n, outputs]. */
  outputs(w: Float64Array, X: Matrix): Float64Array {
    return this.#forward(w, X).at(-1)!;
  }

  /**
   * The mean loss with the penalty; its gradient goes into g.
   *
   * @param g  shape [length], overwritten
   */
  loss(w: Float64Array, { X, y, weight }: Lesson, g: Float64Array): number {
    const layers = this.#forward(w, X);
    const total = weight ? weight.reduce((sum, x) => sum + x, 0) : X.rows;
    let loss = 0;
    // The derivative of all three losses by the last layer's sums is output − target.
    let delta: Float64Array = layers.at(-1)!.slice();
    const k = this.shape.sizes.at(-1)!;
    for (let i = 0; i < X.rows; i++) {
      const count = weight ? weight[i]! : 1;
      loss += count * this.#lossOf(delta, i, y[i]!);
      if (this.shape.goal === "classes") delta[i * k + y[i]!]! -= 1;
      else delta[i]! -= y[i]!;
      for (let c = 0; c < k; c++) delta[i * k + c]! *= count / total;
    }
    g.fill(0);
    for (let l = this.#at.length - 1; l >= 0; l--) {
      this.#toWeights(l, layers[l]!, delta, g);
      if (l > 0) delta = this.#back(l, w, layers[l]!, delta);
    }
    let square = 0;
    const matrices = this.#at[0]!.intercept;
    for (let e = 0; e < matrices; e++) {
      square += w[e]! * w[e]!;
      g[e]! += (this.shape.alpha * w[e]!) / total;
    }
    return (loss + 0.5 * this.shape.alpha * square) / total;
  }

  /** What every layer says, the rows first. */
  #forward(w: Float64Array, X: Matrix): Float64Array[] {
    const layers = [X.data];
    this.#at.forEach(({ matrix, intercept }, l) => {
      const [fanIn, fanOut] = [this.shape.sizes[l]!, this.shape.sizes[l + 1]!];
      const [from, to] = [layers[l]!, new Float64Array(X.rows * fanOut)];
      for (let i = 0; i < X.rows; i++) {
        const out = i * fanOut;
        for (let h = 0; h < fanOut; h++) to[out + h] = w[intercept + h]!;
        for (let j = 0; j < fanIn; j++) {
          const x = from[i * fanIn + j]!;
          if (x === 0) continue;
          const row = matrix + j * fanOut;
          for (let h = 0; h < fanOut; h++) to[out + h]! += x * w[row + h]!;
        }
      }
      if (l < this.#at.length - 1) activate(this.shape.activation, to);
      else this.#finish(to, fanOut);
      layers.push(to);
    });
    return layers;
  }

  #finish(sums: Float64Array, k: number): void {
    if (this.shape.goal === "twoClasses") activate("logistic", sums);
    if (this.shape.goal !== "classes") return;
    for (let at = 0; at < sums.length; at += k) {
      let [top, total] = [-Infinity, 0];
      for (let c = at; c < at + k; c++) top = Math.max(top, sums[c]!);
      for (let c = at; c < at + k; c++) total += sums[c] = Math.exp(sums[c]! - top);
      for (let c = at; c < at + k; c++) sums[c]! /= total;
    }
  }

  #lossOf(outputs: Float64Array, i: number, y: number): number {
    if (this.shape.goal === "numbers") return (outputs[i]! - y) ** 2 / 2;
    if (this.shape.goal === "classes") return -Math.log(inside(outputs[i * this.shape.sizes.at(-1)! + y]!));
    return -Math.log(inside(y === 1 ? outputs[i]! : 1 - outputs[i]!));
  }

  /** The gradient by the weights of layer l, from what came in and what its sums should change. */
  #toWeights(l: number, input: Float64Array, delta: Float64Array, g: Float64Array): void {
    const [fanIn, fanOut] = [this.shape.sizes[l]!, this.shape.sizes[l + 1]!];
    const { matrix, intercept } = this.#at[l]!;
    for (let i = 0; i < delta.length / fanOut; i++) {
      const out = i * fanOut;
      for (let h = 0; h < fanOut; h++) g[intercept + h]! += delta[out + h]!;
      for (let j = 0; j < fanIn; j++) {
        const x = input[i * fanIn + j]!;
        if (x === 0) continue;
        const row = matrix + j * fanOut;
        for (let h = 0; h < fanOut; h++) g[row + h]! += x * delta[out + h]!;
      }
    }
  }

  /** What the sums of the layer before l should change. */
  #back(l: number, w: Float64Array, said: Float64Array, delta: Float64Array): Float64Array {
    const [fanIn, fanOut] = [this.shape.sizes[l]!, this.shape.sizes[l + 1]!];
    const { matrix } = this.#at[l]!;
    const before = new Float64Array(said.length);
    for (let i = 0; i < said.length / fanIn; i++) {
      for (let j = 0; j < fanIn; j++) {
        const slope = slopeOf(this.shape.activation, said[i * fanIn + j]!);
        if (slope === 0) continue;
        let sum = 0;
        for (let h = 0; h < fanOut; h++) sum += delta[i * fanOut + h]! * w[matrix + j * fanOut + h]!;
        before[i * fanIn + j] = sum * slope;
      }
    }
    return before;
  }
}

function activate(activation: MLPParams["activation"], sums: Float64Array): void {
  if (activation === "relu") for (let e = 0; e < sums.length; e++) sums[e] = Math.max(0, sums[e]!);
  if (activation === "tanh") for (let e = 0; e < sums.length; e++) sums[e] = Math.tanh(sums[e]!);
  if (activation === "logistic")
    for (let e = 0; e < sums.length; e++) sums[e] = 1 / (1 + Math.exp(-sums[e]!));
}

/** The derivative of the activation where it says so much. */
function slopeOf(activation: MLPParams["activation"], said: number): number {
  if (activation === "relu") return said > 0 ? 1 : 0;
  if (activation === "tanh") return 1 - said * said;
  if (activation === "logistic") return said * (1 - said);
  return 1;
}

/** A probability whose logarithm is finite. */
function inside(p: number): number {
  return Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p));
}
