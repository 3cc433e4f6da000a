/** The quadratic model of a step of proximal Newton, g·(u − w) + ½ (u − w)ᵀH(u − w) + Σ lassoⱼ |uⱼ|. */
export interface Model {
  /** Where the step starts, shape [p]. */
  readonly w: Float64Array;
  /** The gradient at w, shape [p]. */
  readonly g: Float64Array;
  /** The Hessian at w: symmetric, positive semidefinite, shape [p, p]. */
  readonly H: Float64Array;
  /** Each >= 0, shape [p]. */
  readonly lasso: Float64Array;
}

/** A point of the model, and the slope of the model without its penalty there. */
export interface Place {
  /** Shape [p]. */
  readonly u: Float64Array;
  /** g + H (u − w), shape [p]. */
  readonly r: Float64Array;
}

/** The place where the step starts. */
export function startOf({ w, g }: Model): Place {
  return { u: Float64Array.from(w), r: Float64Array.from(g) };
}

/** Changes the weight j by delta, and the slope with it. */
export function move({ H }: Model, { u, r }: Place, j: number, delta: number): void {
  if (delta === 0) return;
  const p = u.length;
  u[j]! += delta;
  for (let m = 0; m < p; m++) r[m]! += delta * H[j * p + m]!;
}
