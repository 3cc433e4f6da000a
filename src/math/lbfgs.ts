/**
 * Minimises a smooth function in a box by projected L-BFGS.
 *
 * Source: Nocedal and Wright 2006, algorithm 7.4 (two-loop recursion); coordinates that rest on a bound with the gradient
 * pointing outwards are left out of the step, as in Bertsekas 1982.
 */

/** A function with its gradient at x; `value` may be Infinity or NaN where it is not defined. */
export type Differentiable = (x: Float64Array) => { readonly value: number; readonly gradient: Float64Array };

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly evaluations: number;
}

/**
 * @param f       the function
 * @param start   shape [d]; taken into the box
 * @param o.low, o.high  shape [d]; Infinity for no bound
 * @param o.gradientTolerance  ends when no projected gradient entry is larger; default 1e-6
 * @param o.maxIterations  default 100
 */
export function minimize(
  f: Differentiable,
  start: Float64Array,
  o: {
    readonly low: Float64Array;
    readonly high: Float64Array;
    readonly gradientTolerance?: number;
    readonly maxIterations?: number;
  },
): Minimum {
  const { low, high, gradientTolerance = 1e-6, maxIterations = 100 } = o;
  const clamp = (v: number, i: number) => Math.min(high[i]!, Math.max(low[i]!, v));
  let x: Float64Array = start.map(clamp);
  let { value, gradient } = f(x);
  let evaluations = 1;
  let pairs: Pair[] = [];

  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const free = x.map((v, i) => Number(clamp(v - gradient[i]!, i) !== v));
    const slope = x.reduce((most, v, i) => Math.max(most, Math.abs(clamp(v - gradient[i]!, i) - v)), 0);
    if (!(slope > gradientTolerance)) break;

    let step = direction(gradient, free, pairs);
    if (!(dot(step, gradient) < 0)) {
      pairs = [];
      step = direction(gradient, free, pairs);
    }
    const found = search(f, { x, value, gradient, step, clamp });
    evaluations += found.evaluations;
    const { next } = found;
    if (!next) {
      if (pairs.length === 0) break;
      pairs = []; // the past misleads, as it may where a bound has just been met
      continue;
    }

    const s = next.x.map((v, i) => v - x[i]!);
    const y = next.gradient.map((g, i) => g - gradient[i]!);
    const sy = dot(s, y);
    if (sy > 1e-10 * dot(y, y)) pairs = [...pairs.slice(1 - memory), { s, y, sy }];
    const gain = value - next.value;
    ({ x, value, gradient } = next);
    if (gain < 1e-12 * (Math.abs(value) + 1e-12)) break;
  }
  return { x, value, evaluations };
}

/** How many past steps tell of the curvature; 10 is the usual choice. */
const memory = 10;

interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly sy: number;
}

/** The quasi-Newton step in the free coordinates; without a past, a gradient step of length at most 1/2. */
function direction(gradient: Float64Array, free: Float64Array, pairs: readonly Pair[]): Float64Array {
  const q = gradient.map((g, i) => g * free[i]!);
  const alphas: number[] = [];
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { s, y, sy } = pairs[k]!;
    alphas[k] = dot(s, q) / sy;
    for (let i = 0; i < q.length; i++) q[i]! -= alphas[k]! * y[i]! * free[i]!;
  }
  const last = pairs.at(-1);
  const scale = last ? last.sy / dot(last.y, last.y) : 0.5 / Math.max(1, Math.sqrt(dot(q, q)));
  for (let i = 0; i < q.length; i++) q[i]! *= scale;
  pairs.forEach(({ s, y, sy }, k) => {
    const beta = dot(y, q) / sy;
    for (let i = 0; i < q.length; i++) q[i]! += (alphas[k]! - beta) * s[i]! * free[i]!;
  });
  return q.map((v) => -v);
}

interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/**
 * A step that is short enough (Armijo 1966) and, where a longer one still falls steeply, long enough (Wolfe 1969); with the
 * usual constants 1e-4 and 0.9. Without the second, curvature that is negative for a while is never left behind.
 */
function search(
  f: Differentiable,
  from: Point & { readonly step: Float64Array; readonly clamp: (v: number, i: number) => number },
): { readonly next: Point | null; readonly evaluations: number } {
  const { x, value, gradient, step, clamp } = from;
  const slope = dot(step, gradient);
  let next: Point | null = null;
  let length = 1;
  for (let evaluations = 1; evaluations <= 20; evaluations++) {
    const at = x.map((v, i) => clamp(v + length * step[i]!, i));
    const there = f(at);
    const promised = at.reduce((sum, v, i) => sum + gradient[i]! * (v - x[i]!), 0);
    const isLower = Number.isFinite(there.value) && there.value <= value + 1e-4 * promised;
    if (next && !(isLower && there.value < next.value)) return { next, evaluations };
    if (isLower) {
      next = { x: at, ...there };
      if (length < 1 || dot(there.gradient, step) >= 0.9 * slope) return { next, evaluations };
      length *= 2;
    } else {
      length *= evaluations <= 2 ? 0.5 : 0.25;
    }
  }
  return { next, evaluations: 20 };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
