/**
 * Minimises a smooth function in a box by projected L-BFGS.
 *
 * Source: Nocedal and Wright 2006, algorithm 7.4 (two-loop recursion); coordinates that rest on a bound with the gradient
 * pointing outwards are left out of the step, as in Bertsekas 1982.
 */
import { dot } from "./dot.ts";

/**
 * A function with its gradient at x; `value` may be Infinity or NaN where it is not defined. Both `x` and the gradient are
 * good until the next call: either side may use the same room again. A gradient is read once and at points that are kept only,
 * so that it may be made when it is.
 */
export type Differentiable = (x: Float64Array) => { readonly value: number; readonly gradient: Float64Array };

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly evaluations: number;
}

/** A box and when to end. */
export interface Limits {
  /** Shape [d]; Infinity for no bound. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Ends when no projected gradient entry is larger; default 1e-6. */
  readonly gradientTolerance?: number;
  /** Default 100. */
  readonly maxIterations?: number;
}

/** How many past steps tell of the curvature; 10 is the usual choice. */
const memory = 10;

/** @param start  shape [d]; taken into the box */
export function minimize(f: Differentiable, start: Float64Array, o: Limits): Minimum {
  const { gradientTolerance = 1e-6, maxIterations = 100 } = o;
  const run = new Run(f, start, o);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (!(run.slope() > gradientTolerance)) break;
    const gain = run.advance();
    if (gain === null) {
      if (!run.forget()) break;
    } else if (gain < 1e-12 * (Math.abs(run.value) + 1e-12)) break;
  }
  return { x: run.x, value: run.value, evaluations: run.evaluations };
}

/** One step of the past: how x and the gradient changed, and the product of both changes. */
interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  sy: number;
}

/** Where a minimisation stands; it makes thousands of steps, so all its room is taken once. */
class Run {
  readonly x: Float64Array;
  value: number;
  evaluations = 1;
  readonly #f: Differentiable;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #gradient: Float64Array;
  readonly #step: Float64Array;
  /** 1 for a coordinate that may move, 0 for one that rests on a bound. */
  readonly #free: Uint8Array;
  readonly #at: Float64Array;
  /** The point of a line search that is kept, and its gradient. */
  readonly #next: Float64Array;
  readonly #nextGradient: Float64Array;
  readonly #alphas = new Float64Array(memory);
  /** The newest last. */
  #pairs: Pair[] = [];
  readonly #spare: Pair[] = [];

  constructor(f: Differentiable, start: Float64Array, { low, high }: Limits) {
    [this.#f, this.#low, this.#high] = [f, low, high];
    this.x = start.map((v, i) => this.#clamp(v, i));
    const { value, gradient } = f(this.x);
    this.value = value;
    this.#gradient = gradient.slice();
    this.#step = new Float64Array(start.length);
    this.#free = new Uint8Array(start.length);
    this.#at = new Float64Array(start.length);
    this.#next = new Float64Array(start.length);
    this.#nextGradient = new Float64Array(start.length);
  }

  /** The largest entry of the projected gradient. */
  slope(): number {
    let most = 0;
    for (let i = 0; i < this.x.length; i++) {
      most = Math.max(most, Math.abs(this.#clamp(this.x[i]! - this.#gradient[i]!, i) - this.x[i]!));
    }
    return most;
  }

  /** Forgets the past, which misleads, as it may where a bound has just been met; false where there is none. */
  forget(): boolean {
    if (this.#pairs.length === 0) return false;
    this.#spare.push(...this.#pairs);
    this.#pairs = [];
    return true;
  }

  /** One step; by how much the value fell, or null when no lower point was found. */
  advance(): number | null {
    this.#direct();
    if (!(dot(this.#step, this.#gradient) < 0)) {
      this.forget();
      this.#direct();
    }
    const value = this.#search();
    if (value === null) return null;
    const pair = this.#room();
    for (let i = 0; i < this.x.length; i++) {
      pair.s[i] = this.#next[i]! - this.x[i]!;
      pair.y[i] = this.#nextGradient[i]! - this.#gradient[i]!;
    }
    pair.sy = dot(pair.s, pair.y);
    if (pair.sy > 1e-10 * dot(pair.y, pair.y)) this.#pairs.push(pair);
    else this.#spare.push(pair);
    const gain = this.value - value;
    this.x.set(this.#next);
    this.#gradient.set(this.#nextGradient);
    this.value = value;
    return gain;
  }

  #clamp(v: number, i: number): number {
    return Math.min(this.#high[i]!, Math.max(this.#low[i]!, v));
  }

  #room(): Pair {
    if (this.#pairs.length === memory) return this.#pairs.shift()!;
    const d = this.x.length;
    return this.#spare.pop() ?? { s: new Float64Array(d), y: new Float64Array(d), sy: 0 };
  }

  /** The quasi-Newton step in the free coordinates; without a past, a gradient step of length at most 1/2. */
  #direct(): void {
    const [g, q, pairs] = [this.#gradient, this.#step, this.#pairs];
    const free = this.#free;
    for (let i = 0; i < q.length; i++) {
      free[i] = Number(this.#clamp(this.x[i]! - g[i]!, i) !== this.x[i]);
      q[i] = g[i]! * free[i]!;
    }
    const add = (scale: number, v: Float64Array) => {
      for (let i = 0; i < q.length; i++) q[i]! += scale * v[i]! * free[i]!;
    };
    for (let k = pairs.length - 1; k >= 0; k--) {
      const { s, y, sy } = pairs[k]!;
      this.#alphas[k] = dot(s, q) / sy;
      add(-this.#alphas[k]!, y);
    }
    const last = pairs.at(-1);
    const scale = last ? last.sy / dot(last.y, last.y) : 0.5 / Math.max(1, Math.sqrt(dot(q, q)));
    for (let i = 0; i < q.length; i++) q[i]! *= scale;
    pairs.forEach(({ s, y, sy }, k) => {
      add(this.#alphas[k]! - dot(y, q) / sy, s);
    });
    for (let i = 0; i < q.length; i++) q[i] = -q[i]!;
  }

  /**
   * A step that is short enough (Armijo 1966) and, where a longer one still falls steeply, long enough (Wolfe 1969); with
   * the usual constants 1e-4 and 0.9. Without the second, curvature that is negative for a while is never left behind.
   *
   * @returns the value at `#next`; null where nothing was lower
   */
  #search(): number | null {
    const { x } = this;
    const slope = dot(this.#step, this.#gradient);
    let found: number | null = null;
    let length = 1;
    for (let tries = 1; tries <= 20; tries++) {
      let promised = 0;
      for (let i = 0; i < x.length; i++) {
        this.#at[i] = this.#clamp(x[i]! + length * this.#step[i]!, i);
        promised += this.#gradient[i]! * (this.#at[i]! - x[i]!);
      }
      const here = this.#f(this.#at);
      const { value } = here;
      this.evaluations += 1;
      const isLower = Number.isFinite(value) && value <= this.value + 1e-4 * promised;
      if (found !== null && !(isLower && value < found)) return found;
      if (isLower) {
        this.#next.set(this.#at);
        this.#nextGradient.set(here.gradient);
        found = value;
        if (length < 1 || dot(this.#nextGradient, this.#step) >= 0.9 * slope) return found;
        length *= 2;
      } else {
        length *= tries <= 2 ? 0.5 : 0.25;
      }
    }
    return found;
  }
}
