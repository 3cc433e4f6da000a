/**
 * The suite's own random numbers: the optimum, the value there and the rotations of an instance follow from one seed.
 *
 * Source: Park and Miller 1988, "Random number generators: good ones are hard to find"; Bays and Durham 1976, for the shuffle.
 */
import { along, type Matrix, type Vector } from "./vectors.ts";

const modulus = 2 ** 31 - 1;
/** Of the shuffle: `slots` of them hold every state. */
const slots = 32;
const slotWidth = 2 ** 26 + 1;

/**
 * Uniform numbers in (0, 1).
 *
 * @param seed  an integer, below 2^31 - 1; what is below 1 counts as 1
 */
export function uniforms(n: number, seed: number): number[] {
  let state = Math.max(1, seed);
  const advance = () => {
    state = (16807 * state) % modulus; // below 2^46, and so exact
    return state;
  };
  for (let i = 0; i < 8; i++) advance();
  const waiting = Array.from({ length: slots }, advance).reverse();
  let last = waiting[0]!;
  return Array.from({ length: n }, () => {
    const slot = Math.floor(last / slotWidth);
    last = waiting[slot]!;
    waiting[slot] = advance();
    return last / modulus;
  });
}

/** Standard normal numbers. @source Box and Muller 1958 */
export function normals(n: number, seed: number): number[] {
  const u = uniforms(2 * n, seed);
  return Array.from(
    { length: n },
    (_, i) => Math.sqrt(-2 * Math.log(u[i]!)) * Math.cos(2 * Math.PI * u[n + i]!),
  );
}

/** The places of n uniform numbers when these are sorted: a random permutation. */
export function permutation(n: number, seed: number): number[] {
  const u = uniforms(n, seed);
  return u.map((_, i) => i).sort((a, b) => u[a]! - u[b]!);
}

/** An orthogonal matrix: normal numbers, made orthonormal row by row (Gram and Schmidt). */
export function rotation(d: number, seed: number): Matrix {
  const drawn = normals(d * d, seed);
  const rows: Vector[] = [];
  for (let i = 0; i < d; i++) {
    let row: Vector = drawn.slice(i * d, (i + 1) * d);
    for (const other of rows) {
      const share = along(row, other);
      row = row.map((v, j) => v - share * other[j]!);
    }
    const length = Math.sqrt(along(row, row));
    rows.push(row.map((v) => v / length));
  }
  return rows;
}
