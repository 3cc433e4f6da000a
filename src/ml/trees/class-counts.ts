import type { Columns } from "./columns.ts";
import type { NodeRows } from "./node-rows.ts";
import { mostCodes, type Ranks } from "./ranks.ts";

/** Where there are at most so many cells of value and class for a row, counting is faster than sorting; measured on digits. */
const cellsPerRow = 4;

/**
 * How much weight a node has by value and class, for columns of few values: that needs no order of rows, and all columns are
 * counted together, row after row. Only for weights that are whole.
 */
export class ClassCounts {
  /** Value after value of a table: the weights of the m classes, then how many rows there are, where that matters. */
  cells = new Int32Array(0);
  /** Whether the numbers of rows are wanted. */
  readonly #withRows: boolean;
  readonly #ranks: Ranks;
  readonly #node: NodeRows;
  /** By table: its column, and the first of its cells. */
  readonly #column: Int32Array;
  readonly #first: Int32Array;
  #tables = 0;
  #next = 0;

  constructor(ranks: Ranks, node: NodeRows, withRows: boolean) {
    this.#ranks = ranks;
    this.#node = node;
    this.#withRows = withRows;
    this.#column = new Int32Array(ranks.d);
    this.#first = new Int32Array(ranks.d);
  }

  /** Counts those of the columns drawn, from that place and before that place, that have few values. */
  count(columns: Columns, from: number, to: number): void {
    this.#tables = 0;
    this.#next = 0;
    if (!this.#node.isWhole) return;
    const used = this.#lay(columns, from, to);
    if (used === 0) return;
    if (this.cells.length < used) this.cells = new Int32Array(used);
    else this.cells.fill(0, 0, used);
    if (this.#withRows) this.#addWithRows();
    else this.#add();
  }

  /** The first cell of a column's table, -1 where it has none; to be asked in the order in which they were counted. */
  tableOf(column: number): number {
    if (this.#next === this.#tables || this.#column[this.#next] !== column) return -1;
    return this.#first[this.#next++]!;
  }

  /** Says where tables stand; returns how many cells they have together. */
  #lay(columns: Columns, from: number, to: number): number {
    const { values } = this.#ranks;
    const { size, slots, sums } = this.#node;
    let used = 0;
    for (let at = from; at < to; at++) {
      const j = columns.at(at);
      const k = values[j]!.length;
      if (k > mostCodes || k * slots > cellsPerRow * size || columns.isConstant(j)) continue;
      this.#column[this.#tables] = j;
      this.#first[this.#tables++] = used;
      used += k * (sums.length + 1);
    }
    return used;
  }

  // Whole 32-bit arithmetic (imul, | 0) spares the engine its checks; these two loops are where forests spend their time.

  #add(): void {
    const { d, code } = this.#ranks;
    const { order, from, size, slot, weight, sums } = this.#node;
    const [cells, column, first, tables] = [this.cells, this.#column, this.#first, this.#tables];
    const width = sums.length + 1;
    for (let place = 0; place < size; place++) {
      const [s, w] = [slot[place]!, weight[place]! | 0];
      const row = Math.imul(order[from + place]!, d);
      for (let t = 0; t < tables; t++) {
        const cell = (first[t]! + Math.imul(code[(row + column[t]!) | 0]!, width) + s) | 0;
        cells[cell]! += w;
      }
    }
  }

  #addWithRows(): void {
    const { d, code } = this.#ranks;
    const { order, from, size, slot, weight, sums } = this.#node;
    const [cells, column, first, tables] = [this.cells, this.#column, this.#first, this.#tables];
    const m = sums.length;
    for (let place = 0; place < size; place++) {
      const [s, w] = [slot[place]!, weight[place]! | 0];
      const row = Math.imul(order[from + place]!, d);
      for (let t = 0; t < tables; t++) {
        const cell = (first[t]! + Math.imul(code[(row + column[t]!) | 0]!, m + 1)) | 0;
        cells[(cell + s) | 0]! += w;
        cells[(cell + m) | 0]!++;
      }
    }
  }
}
