/** The loops of `cholesky.as` as WebAssembly, with the memory that they work in. */
import { code } from "./code.ts";
import type { Table } from "./plain.ts";

/** What of WebAssembly is used here; the types of Node leave it out. */
interface Engine {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** What is compiled; places are addresses in bytes. */
interface Loops extends Record<Way, Loop> {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): void };
  factor(a: number, n: number): number;
  inverse(l: number, n: number, columns: number, out: number): void;
}

/** What is done to `out`, of n numbers, with a table that is kept and terms. */
type Way = "solveLower" | "solveUpper" | "addProducts" | "addInTurn" | "addSquares" | "project";
type Loop = (table: number, stride: number, n: number, out: number, terms: number, m: number) => void;

/** The memory from its beginning, in numbers of 8 bytes: what the compiler needs, what is kept, and room for one call. */
const first = 128;
const kept = 8 * 320 ** 2; // eight of the largest matrices of a search, or many small ones
const room = first + kept;

const none = new Float64Array(0);

export class Compiled {
  readonly #loops: Loops;
  #numbers: Float64Array;
  /** Where what is kept was put, when places are counted on beyond the end, where the oldest is overwritten. */
  readonly #places = new WeakMap<Float64Array, number>();
  #next = 0;

  constructor(loops: Loops) {
    this.#loops = loops;
    this.#numbers = new Float64Array(loops.memory.buffer);
  }

  /** @param b  becomes A⁻¹ b; shape [n], or [0] for none */
  factor(a: Float64Array, n: number, b: Float64Array = none): boolean {
    const at = room + n * n;
    this.#need(at + n);
    this.#numbers.set(a, room);
    if (this.#loops.factor(8 * room, n) === 0) return false;
    a.set(this.#numbers.subarray(room, at));
    this.#numbers.set(b, at);
    this.#loops.solveLower(8 * room, 8 * n, b.length, 8 * at, 0, 0);
    this.#loops.solveUpper(8 * room, 8 * n, b.length, 8 * at, 0, 0);
    b.set(this.#numbers.subarray(at, at + b.length));
    return true;
  }

  inverse(l: Float64Array, n: number, out: Float64Array): void {
    const [columns, end] = [room + n * n, room + 2 * n * n];
    this.#need(end + n * n);
    this.#numbers.set(l, room);
    this.#numbers.fill(0, columns, end);
    this.#loops.inverse(8 * room, n, 8 * columns, 8 * end);
    out.set(this.#numbers.subarray(end, end + n * n));
  }

  /**
   * Does to `out` what `plain.ts` says, with a table that stays as it is, and is kept.
   *
   * @returns false, and nothing is done, for one that is too large
   */
  work(way: Way, { values, stride }: Table, out: Float64Array, terms: Float64Array = none): boolean {
    if (values.length > kept) return false;
    const sums = room + terms.length;
    this.#need(sums + out.length + 3);
    const at = this.#placeOf(values);
    this.#numbers.set(terms, room);
    this.#numbers.set(out, sums);
    this.#loops[way](8 * at, 8 * stride, out.length, 8 * sums, 8 * room, terms.length);
    out.set(this.#numbers.subarray(sums, sums + out.length));
    return true;
  }

  #placeOf(values: Float64Array): number {
    let place = this.#places.get(values);
    if (place === undefined || this.#next - place > kept) {
      const left = kept - (this.#next % kept);
      place = this.#next + (values.length > left ? left : 0);
      this.#next = place + values.length;
      this.#places.set(values, place);
      this.#numbers.set(values, first + (place % kept));
    }
    return first + (place % kept);
  }

  /** Memory for so many numbers; what is in it stays. */
  #need(numbers: number): void {
    const missing = 8 * (numbers - this.#numbers.length);
    if (missing <= 0) return;
    const { memory } = this.#loops;
    memory.grow(Math.ceil(missing / 65536));
    this.#numbers = new Float64Array(memory.buffer);
  }
}

/** null where the engine has no WebAssembly with vectors of 128 bits. */
export const compiled: Compiled | null = start();

function start(): Compiled | null {
  try {
    const { Module, Instance } = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly;
    const bytes = Uint8Array.from(atob(code), (c) => c.charCodeAt(0));
    return new Compiled(new Instance(new Module(bytes), {}).exports as Loops);
  } catch {
    return null;
  }
}
