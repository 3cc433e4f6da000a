import { type Matrix, selectRows, toRows } from "../matrix.ts";
import { type NumberedRows, Regressor } from "../regressor.ts";
import { Dots, type Kernel, KernelRows, kernelOf, kernelsWith, supportOf } from "./kernel.ts";
import { type SVRParams, svrOptions } from "./options.ts";
import { limitsOf } from "./pairs.ts";
import { minimise } from "./smo.ts";

interface Tube {
  readonly kernel: Kernel;
  readonly support: readonly number[];
  readonly vectors: Matrix;
  readonly weights: Float64Array;
  readonly rho: number;
  readonly nIter: number;
}

/**
 * Support vector regression: the flattest function with few errors above epsilon, by LIBSVM's steps.
 *
 * @source Vapnik 1995; Chang and Lin 2011, doi:10.1145/1961189.1961199, section 2.4
 */
export class SVR extends Regressor<SVRParams, Tube> {
  protected override readonly takesWeight = true;

  constructor(params: Partial<SVRParams> = {}) {
    super("SVR", svrOptions, params);
  }

  clone(params: Partial<SVRParams> = {}): SVR {
    return new SVR({ ...this.getParams(), ...params });
  }

  /** The numbers of the rows that the function hangs on. */
  get support(): readonly number[] {
    return this.model.inner.support;
  }

  /** Those rows, shape [s][d]. */
  get supportVectors(): number[][] {
    return toRows(this.model.inner.vectors);
  }

  /** What each of them weighs, shape [s]. */
  get dualCoef(): number[] {
    return Array.from(this.model.inner.weights);
  }

  get intercept(): number {
    return -this.model.inner.rho;
  }

  /** Steps. */
  get nIter(): number {
    return this.model.inner.nIter;
  }

  protected learn({ X, y, weight }: NumberedRows): Tube {
    const { C, epsilon, cacheSize } = this.params;
    const kernel = kernelOf(X, this.params);
    // Each row twice: pulling the function up where it is below the tube, and down where above.
    const own = Int32Array.from({ length: X.rows }, (_, i) => i).filter((i) => weight?.[i] !== 0);
    const n = own.length;
    const rows = Int32Array.from([...own, ...own]);
    const kernels = new KernelRows(kernel, Dots.of(X), rows, cacheSize);
    const sign = Float64Array.from(rows, (_, t) => (t < n ? 1 : -1));
    const problem = {
      row: (t: number) => kernels.row(t),
      diagonal: kernels.diagonal,
      y: sign,
      p: Float64Array.from(rows, (i, t) => epsilon - sign[t]! * y[i]!),
      C: Float64Array.from(rows, (i) => C * (weight?.[i] ?? 1)),
    };
    const { alpha, rho, nIter } = minimise(problem, limitsOf(this.params));
    const weights = alpha.subarray(0, n).map((a, t) => a - alpha[n + t]!);
    const counts = [...weights.keys()].filter((t) => weights[t] !== 0);
    const support = counts.map((t) => own[t]!);
    return {
      kernel,
      support,
      vectors: selectRows(X, support),
      weights: Float64Array.from(counts, (t) => weights[t]!),
      rho,
      nIter,
    };
  }

  protected values({ kernel, vectors, weights, rho }: Tube, X: Matrix): number[] {
    const support = supportOf(kernel, vectors);
    const values = new Float64Array(vectors.rows);
    return Array.from({ length: X.rows }, (_, i) => {
      kernelsWith(support, X, i, values);
      let sum = -rho;
      for (let s = 0; s < weights.length; s++) sum += weights[s]! * values[s]!;
      return sum;
    });
  }
}
