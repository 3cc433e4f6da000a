/** A raster of braille letters: each letter has 2 by 4 dots, and one colour, that of the last dot in it. */
export class Braille {
  readonly columns: number;
  readonly rows: number;
  readonly #dots: Uint8Array;
  readonly #colours: (string | undefined)[];
  readonly #letters: (string | undefined)[];

  /** @param columns  letters wide, and `rows` high */
  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#dots = new Uint8Array(columns * rows);
    this.#colours = Array(columns * rows);
    this.#letters = Array(columns * rows);
  }

  /** @param x  dots from the left, 0 to 2 columns; what lies outside is not drawn. `y` from the top, 0 to 4 rows. */
  dot(x: number, y: number, colour: string | undefined): void {
    const [i, j] = [Math.round(x), Math.round(y)];
    if (!(i >= 0 && j >= 0 && i < 2 * this.columns && j < 4 * this.rows)) return;
    const at = (j >> 2) * this.columns + (i >> 1);
    this.#dots[at]! |= bits[(j & 3) * 2 + (i & 1)]!;
    this.#colours[at] = colour;
  }

  /** A straight line; a level or an upright one, too. */
  line(from: readonly [number, number], to: readonly [number, number], colour: string | undefined): void {
    const steps = Math.ceil(Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]), 1));
    if (!(steps < 10_000)) return;
    for (let k = 0; k <= steps; k++) {
      const t = k / steps;
      this.dot(from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t, colour);
    }
  }

  /** A letter in place of dots; `column` and `row` in letters. */
  letter(column: number, row: number, letter: string, colour: string | undefined): void {
    if (!(column >= 0 && row >= 0 && column < this.columns && row < this.rows)) return;
    this.#letters[row * this.columns + column] = letter;
    this.#colours[row * this.columns + column] = colour;
  }

  /** The lines of text; `paint` colours a letter. */
  lines(paint: (text: string, colour: string) => string): string[] {
    return Array.from({ length: this.rows }, (_, row) =>
      Array.from({ length: this.columns }, (_, column) => {
        const at = row * this.columns + column;
        const letter =
          this.#letters[at] ?? (this.#dots[at] ? String.fromCharCode(0x2800 + this.#dots[at]) : " ");
        const colour = this.#colours[at];
        return letter === " " || !colour ? letter : paint(letter, colour);
      }).join(""),
    );
  }
}

/** The bit of each dot, row by row, as Unicode has it. */
const bits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
