import { madeOnce } from "../made-once.ts";
import type { Matrix } from "../matrix.ts";
import type { SvmParams } from "./options.ts";

/** A kernel whose gamma is known. */
export interface Kernel {
  readonly kind: SvmParams["kernel"];
  readonly gamma: number;
  readonly degree: number;
  readonly coef0: number;
}

/** The kernel that those options mean for rows to learn from. */
export function kernelOf(X: Matrix, { kernel, gamma, degree, coef0 }: SvmParams): Kernel {
  return { kind: kernel, degree, coef0, gamma: typeof gamma === "number" ? gamma : gammaOf(X, gamma) };
}

function gammaOf({ data, cols }: Matrix, name: "scale" | "auto"): number {
  if (name === "auto") return 1 / cols;
  let mean = 0;
  for (const x of data) mean += x / data.length;
  let variance = 0;
  for (const x of data) variance += (x - mean) ** 2 / data.length;
  return variance > 0 ? 1 / (cols * variance) : 1;
}

/** x·x of each row. */
export function squaresOf({ data, rows, cols }: Matrix): Float64Array {
  const squares = new Float64Array(rows);
  for (let e = 0; e < data.length; e++) squares[Math.floor(e / cols)]! += data[e]! * data[e]!;
  return squares;
}

/** The value of the kernel by x·z, x·x and z·z. */
export function valueOfKernel(
  { kind, gamma, degree, coef0 }: Kernel,
  xz: number,
  xx: number,
  zz: number,
): number {
  if (kind === "linear") return xz;
  if (kind === "rbf") return Math.exp(-gamma * (xx + zz - 2 * xz));
  if (kind === "sigmoid") return Math.tanh(gamma * xz + coef0);
  return (gamma * xz + coef0) ** degree;
}

/** The values of a kernel by products x·z, into room. @param zz  z·z of each */
function fillKernel(kernel: Kernel, products: Float64Array, xx: number, zz: Float64Array): void {
  const { kind, gamma } = kernel;
  if (kind === "linear") return;
  if (kind === "rbf") {
    for (let k = 0; k < zz.length; k++) products[k] = Math.exp(-gamma * (xx + zz[k]! - 2 * products[k]!));
  } else {
    for (let k = 0; k < zz.length; k++) products[k] = valueOfKernel(kernel, products[k]!, xx, zz[k]!);
  }
}

/** Up to as many rows the products of all pairs are kept for all who learn from them; 2,000 rows take 32 MB. */
const keptRows = 2_000;

/** Rows of products x·z of all rows of a table, made when first asked for. */
export class Dots {
  readonly X: Matrix;
  readonly squares: Float64Array;
  readonly #rows: (Float64Array | undefined)[] | null;

  private constructor(X: Matrix, keeps: boolean) {
    this.X = X;
    this.squares = squaresOf(X);
    this.#rows = keeps ? [] : null;
  }

  /** Of a settled matrix that is not large, the same for all. */
  static of(X: Matrix): Dots {
    return X.rows <= keptRows ? madeOnce(X, "dots", () => new Dots(X, true)) : new Dots(X, false);
  }

  /** The products of row i with each row, shape [n]. */
  row(i: number): Float64Array {
    const kept = this.#rows?.[i];
    if (kept) return kept;
    const out = productsOf(this.X, i, this.X, new Float64Array(this.X.rows));
    if (this.#rows) this.#rows[i] = out;
    return out;
  }
}

/** Rows of a kernel over some rows of a table; single precision, as LIBSVM has it. Those asked for last are kept. */
export class KernelRows {
  /** The kernel of each row with itself. */
  readonly diagonal: Float64Array;
  readonly #kernel: Kernel;
  readonly #dots: Dots;
  readonly #rows: Int32Array;
  readonly #most: number;
  /** x·x of each row. */
  readonly #squares: Float64Array;
  readonly #room: Float64Array;
  /** By the number of the row in the table, in the order of the last use. */
  readonly #kept = new Map<number, Float32Array>();

  /** @param cacheSize  room in MB */
  constructor(kernel: Kernel, dots: Dots, rows: Int32Array, cacheSize: number) {
    this.#kernel = kernel;
    this.#dots = dots;
    this.#rows = rows;
    this.#most = Math.max(2, Math.floor((cacheSize * 2 ** 20) / (4 * rows.length)));
    const { squares } = dots;
    this.#squares = Float64Array.from(rows, (i) => squares[i]!);
    this.#room = new Float64Array(rows.length);
    this.diagonal = Float64Array.from(rows, (i) =>
      valueOfKernel(kernel, squares[i]!, squares[i]!, squares[i]!),
    );
  }

  row(at: number): Float32Array {
    const i = this.#rows[at]!;
    const kept = this.#kept.get(i);
    if (kept) {
      if (this.#kept.size < this.#most) return kept;
      this.#kept.delete(i);
      this.#kept.set(i, kept);
      return kept;
    }
    if (this.#kept.size >= this.#most) this.#kept.delete(this.#kept.keys().next().value!);
    const made = this.#make(i);
    this.#kept.set(i, made);
    return made;
  }

  #make(i: number): Float32Array {
    const [rows, { squares }] = [this.#rows, this.#dots];
    const products = this.#dots.row(i);
    const own = this.#room;
    for (let k = 0; k < rows.length; k++) own[k] = products[rows[k]!]!;
    fillKernel(this.#kernel, own, squares[i]!, this.#squares);
    return new Float32Array(own);
  }
}

/** Rows that a model consists of, and how others are compared with them. */
export interface Support {
  readonly kernel: Kernel;
  readonly vectors: Matrix;
  /** x·x of each. */
  readonly squares: Float64Array;
}

export function supportOf(kernel: Kernel, vectors: Matrix): Support {
  return { kernel, vectors, squares: squaresOf(vectors) };
}

/** The kernel of row i of a table with each vector, into room. */
export function kernelsWith(
  { kernel, vectors, squares }: Support,
  X: Matrix,
  i: number,
  into: Float64Array,
): void {
  const { data, cols } = X;
  let square = 0;
  for (let e = i * cols; e < (i + 1) * cols; e++) square += data[e]! * data[e]!;
  productsOf(X, i, vectors, into);
  fillKernel(kernel, into, square, squares);
}

/** The products of row i of X with each row of Z, into room. */
function productsOf(X: Matrix, i: number, Z: Matrix, into: Float64Array): Float64Array {
  const d = X.cols;
  const [x, z] = [X.data, Z.data];
  const from = i * d;
  let k = 0;
  // Four sums at a time: each would wait for its last addition, and is added in the same order as alone.
  for (; k + 3 < Z.rows; k += 4) {
    const at = k * d;
    let [a, b, c, e] = [0, 0, 0, 0];
    for (let j = 0; j < d; j++) {
      const own = x[from + j]!;
      a += own * z[at + j]!;
      b += own * z[at + d + j]!;
      c += own * z[at + 2 * d + j]!;
      e += own * z[at + 3 * d + j]!;
    }
    into[k] = a;
    into[k + 1] = b;
    into[k + 2] = c;
    into[k + 3] = e;
  }
  for (; k < Z.rows; k++) {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += x[from + j]! * z[k * d + j]!;
    into[k] = sum;
  }
  return into;
}
