/** Numbers in tables that programs print: names above columns, names before rows, or both. */
import type { Entry, Reading } from "./line.ts";
import { numberInCell } from "./numeral.ts";
import { epochStep, stepOfText } from "./step.ts";

/** What parts the cells of a row. */
const gap = /\s*[│┃|]\s*|\t+|\s{2,}/;

/** The widest row that is read. */
const longest = 2000;

/** Reads the rows of tables, and remembers the names above the columns. */
export class TableReader {
  #head: readonly string[] = [];

  /**
   * @param line  one without names and numbers of its own
   * @returns null for what is no row of numbers
   */
  read(line: string): Reading | null {
    if (line.length > longest) return null;
    const cells = line
      .trim()
      .split(gap)
      .filter((cell) => cell !== "");
    if (cells.length < 2 && !(cells.length === 1 && this.#head.length === 1)) return null;
    const numbers = cells.map(numberInCell);
    if (numbers.every((x) => x === null)) {
      if (cells.every((cell) => /^[A-Za-z_]/.test(cell))) this.#head = cells;
      return null;
    }
    if (numbers.every((x) => x !== null)) return this.#underNames(cells, numbers as number[]);
    const [label, ...rest] = cells;
    if (!/^[A-Za-z_]/.test(label!) || label!.length > 40 || !numbers.slice(1).every((x) => x !== null))
      return null;
    return {
      entries: this.#besideLabel(label!, numbers.slice(1, rest.length + 1) as number[]),
      step: null,
      span: null,
    };
  }

  /** A row of numbers alone: names stand above. */
  #underNames(cells: readonly string[], numbers: readonly number[]): Reading | null {
    if (this.#head.length !== cells.length) return null;
    const all = this.#head.map((name, i) => ({ name, value: numbers[i]! }));
    const counts = this.#head.flatMap((name, i) =>
      epochStep(name) === null ? [] : [{ name, text: cells[i]! }],
    );
    counts.sort((a, b) => epochStep(a.name)! - epochStep(b.name)!);
    const step = counts[0] ? stepOfText(counts[0].name, cells[this.#head.indexOf(counts[0].name)]!) : null;
    return {
      entries: all.filter(({ name }) => epochStep(name) === null),
      step,
      span: counts.length > 1 ? "part" : null,
    };
  }

  /** A name before its numbers: the first of them is its own; those under names have both names. */
  #besideLabel(label: string, numbers: readonly number[]): Entry[] {
    const own = [{ name: label, value: numbers[0]! }];
    const above = this.#head.slice(-numbers.length);
    if (above.length < numbers.length) return own;
    return [...own, ...numbers.map((value, i) => ({ name: `${label} ${above[i]!}`, value }))];
  }
}
