/** The loops of `cholesky.as` as WebAssembly, with the memory that they work in. */
import { code } from "./code.ts";

/** What of WebAssembly is used here; the types of Node leave it out. */
interface Engine {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** What is compiled; places are addresses in bytes. */
interface Loops {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): void };
  factor(a: number, n: number): number;
  solveLower(l: number, n: number, b: number): void;
  solveUpper(l: number, n: number, b: number): void;
  inverse(l: number, n: number, columns: number, out: number): void;
}

/** So many matrices stay in memory for solves, each of at most so many rows; those of a search are 314 at most. */
const [slots, mostRows] = [8, 320];

/** The memory from its beginning, in numbers of 8 bytes: what the compiler needs, a vector, the slots, and room for one call. */
const vector = 128;
const firstSlot = vector + mostRows;
const slotSize = mostRows * mostRows;
const room = firstSlot + slots * slotSize;

export class Compiled {
  readonly #loops: Loops;
  #numbers: Float64Array;
  /** Whose matrix is in each slot. */
  readonly #owners: (object | null)[] = new Array(slots).fill(null);
  #nextSlot = 0;

  constructor(loops: Loops) {
    this.#loops = loops;
    this.#numbers = new Float64Array(loops.memory.buffer);
  }

  factor(a: Float64Array, n: number): boolean {
    this.#need(room + n * n);
    this.#numbers.set(a, room);
    const isDefinite = this.#loops.factor(8 * room, n) !== 0;
    a.set(this.#numbers.subarray(room, room + n * n));
    return isDefinite;
  }

  inverse(l: Float64Array, n: number): Float64Array {
    const [columns, out] = [room + n * n, room + 2 * n * n];
    this.#need(room + 3 * n * n);
    this.#numbers.set(l, room);
    this.#numbers.fill(0, columns, out);
    this.#loops.inverse(8 * room, n, 8 * columns, 8 * out);
    return this.#numbers.slice(out, out + n * n);
  }

  /**
   * Solves with a matrix that is known by a name.
   *
   * @returns false, and nothing is done, for one that is too large to be kept
   */
  solve(way: "solveLower" | "solveUpper", name: object, l: Float64Array, b: Float64Array): boolean {
    const n = b.length;
    if (n > mostRows) return false;
    const at = this.#slotOf(name, l);
    this.#numbers.set(b, vector);
    this.#loops[way](8 * at, n, 8 * vector);
    for (let i = 0; i < n; i++) b[i] = this.#numbers[vector + i]!;
    return true;
  }

  #slotOf(name: object, l: Float64Array): number {
    let slot = this.#owners.indexOf(name);
    if (slot < 0) {
      slot = this.#nextSlot;
      this.#nextSlot = (slot + 1) % slots;
      this.#owners[slot] = name;
      this.#need(firstSlot + slot * slotSize + l.length);
      this.#numbers.set(l, firstSlot + slot * slotSize);
    }
    return firstSlot + slot * slotSize;
  }

  /** Memory for so many numbers; what is in it stays. */
  #need(numbers: number): void {
    const { memory } = this.#loops;
    const missing = 8 * numbers - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / 65536));
    if (this.#numbers.buffer !== memory.buffer) this.#numbers = new Float64Array(memory.buffer);
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
