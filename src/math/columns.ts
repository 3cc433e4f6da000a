/**
 * Numbers by columns, and sums over them: large ones two numbers at a time by WebAssembly, where there is any, with the same bits.
 */
import { compiled } from "./simd/compiled.ts";
import * as plain from "./simd/plain.ts";

export class Columns {
  /** All columns, one behind the other; they stay as they are once something was summed. */
  readonly values: Float64Array;
  /** Of a column. */
  readonly stride: number;

  constructor(count: number, stride: number) {
    this.values = new Float64Array(count * stride);
    this.stride = stride;
  }

  /** Column j, as a view. */
  at(j: number): Float64Array {
    return this.values.subarray(j * this.stride, (j + 1) * this.stride);
  }

  /**
   * Adds Σ_j w_j a_ij to each of the first entries; four columns make a sum of their own.
   *
   * @param w    shape [m]
   * @param out  at most as many as a column has
   */
  addProducts(w: Float64Array, out: Float64Array): void {
    if (!compiled?.work("addProducts", this, out, w)) plain.addProducts(this, out, w);
  }

  /** As `addProducts`, of one column after the other. */
  addInTurn(w: Float64Array, out: Float64Array): void {
    if (!compiled?.work("addInTurn", this, out, w)) plain.addInTurn(this, out, w);
  }

  /**
   * Adds Σ_j w_j (x_j - a_ij)² to each of the first entries, four columns at a time, too.
   *
   * @param terms  w and then x, shape [m] each
   */
  addSquares(terms: Float64Array, out: Float64Array): void {
    if (!compiled?.work("addSquares", this, out, terms)) plain.addSquares(this, out, terms);
  }

  /** Sets out_j to Σ_i w_i a_ij. */
  project(w: Float64Array, out: Float64Array): void {
    if (!compiled?.work("project", this, out, w)) plain.project(this, out, w);
  }
}
