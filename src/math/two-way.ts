/**
 * Rows against columns: y_ij = m_i + b_j + e_ij, where some cells are missing.
 *
 * Notation: m_i the effects of the rows, at the level of the values; b_j those of the columns, which sum to 0 over the cells;
 * e_ij independent, of variance s².
 *
 * @source Scheffé 1959, "The analysis of variance", section 4.4
 */

export interface TwoWay {
  /** m, shape [rows]; NaN for a row without cells. */
  readonly rows: readonly number[];
  /** b, shape [columns]; 0 for a column without cells. */
  readonly columns: readonly number[];
  /** s², NaN where nothing is left to estimate it by. */
  readonly variance: number;
  /** Degrees of freedom of s². */
  readonly freedom: number;
}

/** More sweeps would change no digit: the error falls by half or more with each on tables that share some columns. */
const sweeps = 200;

/**
 * Fits effects by least squares.
 *
 * @param table  shape [rows][columns]; NaN for a missing cell
 */
export function twoWay(table: readonly (readonly number[])[]): TwoWay {
  const width = Math.max(0, ...table.map((row) => row.length));
  const cells = table.flatMap((row, i) => row.flatMap((y, j) => (Number.isNaN(y) ? [] : [{ i, j, y }])));
  const m = table.map(() => 0);
  const b = Array.from({ length: width }, () => 0);
  const [ofRow, ofColumn] = [
    counts(
      cells.map((c) => c.i),
      table.length,
    ),
    counts(
      cells.map((c) => c.j),
      width,
    ),
  ];
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let moved = 0;
    const update = (
      effects: number[],
      n: readonly number[],
      term: (c: Cell) => readonly [number, number],
    ) => {
      const sums = effects.map(() => 0);
      for (const cell of cells) {
        const [place, rest] = term(cell);
        sums[place]! += rest / n[place]!;
      }
      sums.forEach((sum, k) => {
        moved = Math.max(moved, Math.abs(sum - effects[k]!));
        effects[k] = sum;
      });
    };
    update(m, ofRow, ({ i, j, y }) => [i, y - b[j]!]);
    update(b, ofColumn, ({ i, j, y }) => [j, y - m[i]!]);
    if (moved < 1e-14) break;
  }
  const level = cells.reduce((sum, { j }) => sum + b[j]! / cells.length, 0);
  const rest = cells.reduce((sum, { i, j, y }) => sum + (y - m[i]! - b[j]!) ** 2, 0);
  const used = (n: readonly number[]) => n.filter((count) => count > 0).length;
  const freedom = cells.length - used(ofRow) - used(ofColumn) + 1;
  return {
    rows: m.map((effect, i) => (ofRow[i]! > 0 ? effect + level : Number.NaN)),
    columns: b.map((effect, j) => (ofColumn[j]! > 0 ? effect - level : 0)),
    variance: freedom > 0 ? rest / freedom : Number.NaN,
    freedom: Math.max(0, freedom),
  };
}

interface Cell {
  readonly i: number;
  readonly j: number;
  readonly y: number;
}

function counts(places: readonly number[], length: number): number[] {
  const n = Array.from({ length }, () => 0);
  for (const place of places) n[place]! += 1;
  return n;
}
