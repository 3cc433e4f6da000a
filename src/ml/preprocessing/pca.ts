import { TunesmithError } from "../../error.ts";
import { symmetricEigen } from "../../math/eigen.ts";
import { Learner } from "../learner.ts";
import { checkCols, type Matrix, type Table, toMatrix } from "../matrix.ts";
import { countOrShare, flag, type OptionsOf, orNull } from "../options.ts";
import type { Transformer } from "./transformer.ts";

export interface PCAParams {
  /** How many directions, or the share of variance in (0, 1) that they hold at least; default null: all. */
  readonly nComponents: number | null;
  /** Whether each direction gets variance 1; default false. */
  readonly whiten: boolean;
}

interface Directions {
  /** Shape [d]. */
  readonly mean: Float64Array;
  /** Shape [k, d]. */
  readonly components: Float64Array;
  /** Shape [k]: of the learned rows, with n − 1. */
  readonly variance: Float64Array;
  readonly total: number;
  readonly rows: number;
}

const declared: OptionsOf<PCAParams> = { nComponents: [null, orNull(countOrShare)], whiten: [false, flag] };

/**
 * Turns columns into those directions in which the rows differ most; of each, the largest weight is positive.
 *
 * By the eigenvectors of Xᵀ X, or of X Xᵀ where that is smaller: directions that hold less than 1e-14 of the variance are
 * rounding.
 *
 * @source Jolliffe 2002, "Principal Component Analysis"
 * @cost n d min(n, d) + 50 min(n, d)³
 */
export class PCA extends Learner<PCAParams, Directions> implements Transformer {
  constructor(params: Partial<PCAParams> = {}) {
    super("PCA", declared, params);
  }

  clone(params: Partial<PCAParams> = {}): PCA {
    return new PCA({ ...this.getParams(), ...params });
  }

  /** @throws TunesmithError "shape"; "data" for one row, or for more directions than rows or columns */
  fit(X: Table): this {
    const { data, rows, cols } = toMatrix(X);
    const { nComponents } = this.params;
    const most = Math.min(rows, cols);
    if (rows < 2 || (nComponents ?? 1) > most) {
      throw new TunesmithError(
        "data",
        `PCA: ${rows} rows and ${cols} columns have ${rows < 2 ? "no" : `${most}`} directions, and nComponents is ${nComponents}.`,
      );
    }
    const mean = new Float64Array(cols);
    for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) mean[j]! += data[i * cols + j]! / rows;
    const centred = data.map((x, at) => x - mean[at % cols]!);
    const { values, components } =
      cols <= rows ? byColumns(centred, rows, cols) : byRows(centred, rows, cols);
    const variance = values.map((value) => Math.max(0, value) / (rows - 1));
    const total = variance.reduce((sum, v) => sum + v, 0);
    const k = countOf(nComponents, variance, total);
    turnUp(components, most, cols);
    return this.learned({
      mean,
      components: components.slice(0, k * cols),
      variance: variance.slice(0, k),
      total,
      rows,
    });
  }

  /** Shape [n, k]. @throws TunesmithError "shape", "data" */
  transform(X: Table): Matrix {
    const { mean, components, variance } = this.model;
    const matrix = toMatrix(X);
    const cols = mean.length;
    checkCols(matrix, cols, this.name);
    const k = variance.length;
    const out = new Float64Array(matrix.rows * k);
    for (let i = 0; i < matrix.rows; i++) {
      for (let c = 0; c < k; c++) {
        let sum = 0;
        for (let j = 0; j < cols; j++)
          sum += (matrix.data[i * cols + j]! - mean[j]!) * components[c * cols + j]!;
        // As in scikit-learn, what has no variance is not blown up to infinity.
        const scale = this.params.whiten ? Math.max(Math.sqrt(variance[c]!), Number.EPSILON) : 1;
        out[i * k + c] = sum / scale;
      }
    }
    return { data: out, rows: matrix.rows, cols: k };
  }

  /** The directions, shape [k][d]. */
  get components(): readonly (readonly number[])[] {
    const { components, mean, variance } = this.model;
    const d = mean.length;
    return Array.from(variance, (_, c) => Array.from(components.subarray(c * d, (c + 1) * d)));
  }

  /** The variance along each direction, shape [k]. */
  get explainedVariance(): readonly number[] {
    return Array.from(this.model.variance);
  }

  /** The same as shares of all variance. */
  get explainedVarianceRatio(): readonly number[] {
    const { variance, total } = this.model;
    return Array.from(variance, (v) => v / total);
  }

  /** Shape [k]. */
  get singularValues(): readonly number[] {
    const { variance, rows } = this.model;
    return Array.from(variance, (v) => Math.sqrt(v * (rows - 1)));
  }
}

/** Eigenvalues of Xᵀ X, the largest first, and their directions. */
interface Decomposed {
  readonly values: Float64Array;
  /** Shape [min(n, d), d]. */
  readonly components: Float64Array;
}

function byColumns(X: Float64Array, n: number, d: number): Decomposed {
  const gram = new Float64Array(d * d);
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < d; a++) {
      const x = X[i * d + a]!;
      if (x === 0) continue;
      for (let b = a; b < d; b++) gram[a * d + b]! += x * X[i * d + b]!;
    }
  }
  for (let a = 0; a < d; a++) for (let b = 0; b < a; b++) gram[a * d + b] = gram[b * d + a]!;
  const { values, vectors } = symmetricEigen(gram, d);
  const components = new Float64Array(d * d);
  for (let c = 0; c < d; c++)
    for (let j = 0; j < d; j++) components[c * d + j] = vectors[j * d + (d - 1 - c)]!;
  return { values: values.slice().reverse(), components };
}

/** The same by the smaller X Xᵀ, whose eigenvectors u give the directions Xᵀ u. */
function byRows(X: Float64Array, n: number, d: number): Decomposed {
  const gram = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += X[a * d + j]! * X[b * d + j]!;
      gram[a * n + b] = sum;
      gram[b * n + a] = sum;
    }
  }
  const { values, vectors } = symmetricEigen(gram, n);
  const components = new Float64Array(n * d);
  for (let c = 0; c < n; c++) {
    const row = components.subarray(c * d, (c + 1) * d);
    for (let i = 0; i < n; i++) {
      const u = vectors[i * n + (n - 1 - c)]!;
      for (let j = 0; j < d; j++) row[j]! += u * X[i * d + j]!;
    }
    const norm = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    for (let j = 0; j < d; j++) row[j]! /= norm || 1;
  }
  return { values: values.slice().reverse(), components };
}

function countOf(nComponents: number | null, variance: Float64Array, total: number): number {
  if (nComponents === null) return variance.length;
  if (nComponents >= 1) return nComponents;
  let share = 0;
  for (let k = 0; k < variance.length; k++) {
    share += variance[k]! / total;
    if (share > nComponents) return k + 1;
  }
  return variance.length;
}

/** An eigenvector may point either way: scikit-learn's choice is that its largest entry is positive. */
function turnUp(components: Float64Array, k: number, d: number): void {
  for (let c = 0; c < k; c++) {
    const row = components.subarray(c * d, (c + 1) * d);
    let top = 0;
    for (let j = 1; j < d; j++) if (Math.abs(row[j]!) > Math.abs(row[top]!)) top = j;
    if (row[top]! < 0) for (let j = 0; j < d; j++) row[j] = -row[j]!;
  }
}
