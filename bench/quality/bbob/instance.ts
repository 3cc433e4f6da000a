/** What the functions of an instance are made from, and how a function is declared. */
import { normals, rotation, uniforms } from "./random.ts";
import { type Matrix, minus, type Vector } from "./vectors.ts";

export interface Instance {
  readonly d: number;
  /** Of all its random numbers. */
  readonly seed: number;
  /** Where the optimum lies, unless the function says otherwise. */
  readonly xopt: Vector;
  /** The value there: in [-1000, 1000], two decimals. */
  readonly fopt: number;
  readonly Q: Matrix;
  readonly R: Matrix;
}

/** A function of an instance. */
export interface Landscape {
  readonly xopt: Vector;
  /** The loss less that of the optimum. */
  readonly above: (x: Vector) => number;
}

export interface Family {
  readonly name: string;
  /** Another function's number, where its instances are shared. */
  readonly seedOf?: number;
  readonly of: (instance: Instance) => Landscape;
}

/** A function of where x lies, seen from the optimum; `x` itself is for what lies out of bounds. */
export function centred(
  name: string,
  make: (instance: Instance) => (away: Vector, x: Vector) => number,
): Family {
  return {
    name,
    of(instance) {
      const value = make(instance);
      return { xopt: instance.xopt, above: (x) => value(minus(x, instance.xopt), x) };
    },
  };
}

/**
 * An instance in d dimensions.
 *
 * @param number  the function's, 1 to 24
 * @param index   the instance's, from 1
 */
export function instanceOf(number: number, index: number, d: number): Instance {
  const seed = number + 1e4 * index;
  const [[above], [below]] = [normals(1, seed), normals(1, seed + 1)];
  const fopt = Math.round((1e4 * above!) / below!) / 100;
  return {
    d,
    seed,
    xopt: optimum(d, seed),
    fopt: Math.min(1000, Math.max(-1000, fopt)),
    Q: rotation(d, seed),
    R: rotation(d, seed + 1e6),
  };
}

/** A point of [-4, 4]^d, with four decimals and no zeros. */
export const optimum = (d: number, seed: number): Vector =>
  uniforms(d, seed).map((u) => (8 * Math.floor(1e4 * u)) / 1e4 - 4 || -1e-5);
