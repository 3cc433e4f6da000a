/**
 * What makes simple functions harder: section 0.2 of the definitions.
 *
 * Source: Hansen, Finck, Ros and Auger 2009.
 */
import type { Vector } from "./vectors.ts";

/** (i - 1) / (D - 1) for the coordinates i = 1 … D: how far along they are. */
export const place = (i: number, { length }: Vector): number => i / (length - 1);

/** T_osz of a number: small smooth waves, in the log of its size. */
export function oszOf(x: number): number {
  if (x === 0) return 0;
  const size = Math.log(Math.abs(x));
  const [c1, c2] = x > 0 ? [10, 7.9] : [5.5, 3.1];
  return Math.sign(x) * Math.exp(size + 0.049 * (Math.sin(c1 * size) + Math.sin(c2 * size)));
}

/** T_osz of each coordinate. */
export const osz = (x: Vector): number[] => x.map(oszOf);

/** T_asy: positive coordinates grow faster than negative ones, the later the more. */
export const asy = (beta: number, x: Vector): number[] =>
  x.map((xi, i) => (xi > 0 ? xi ** (1 + beta * place(i, x) * Math.sqrt(xi)) : xi));

/** Λ: coordinates are stretched from 1 to √α. */
export const lambda = (alpha: number, x: Vector): number[] =>
  x.map((xi, i) => alpha ** (place(i, x) / 2) * xi);

/** f_pen: the squared distance from [-5, 5]^D. */
export const penalty = (x: Vector): number =>
  x.reduce((total, xi) => total + Math.max(0, Math.abs(xi) - 5) ** 2, 0);
