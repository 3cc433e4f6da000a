/** Columns that grow without being copied: a copy of a large one would be as much memory again. */

/** Rows in one piece of a column: a small study shall not pay for a large one. */
const piece = 1 << 12;

/** A column of numbers, which grows. What was not written is 0, and takes no room where there is nothing else. */
export class Column {
  readonly #pieces: (Numbers | undefined)[] = [];
  readonly #Numbers: new (
    length: number,
  ) => Numbers;

  constructor(kind: new (length: number) => Numbers) {
    this.#Numbers = kind;
  }

  at(i: number): number {
    return this.#pieces[i >>> 12]?.[i & (piece - 1)] ?? 0; // NaN is no place
  }

  set(i: number, value: number): void {
    const place = i >>> 12;
    if (!this.#pieces[place] && Object.is(value, 0)) return;
    this.#pieces[place] ??= new this.#Numbers(piece);
    this.#pieces[place][i & (piece - 1)] = value;
  }
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Texts by their places. */
export class Words {
  readonly list: string[] = [""];
  readonly #places = new Map<string, number>([["", 0]]);

  place(word: string): number {
    const known = this.#places.get(word);
    if (known !== undefined) return known;
    this.#places.set(word, this.list.length);
    return this.list.push(word) - 1;
  }
}
