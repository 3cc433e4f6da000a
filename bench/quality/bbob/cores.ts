/** What several functions of the suite have at their heart; the least value of each is 0. */
import { place } from "./transformations.ts";
import { squares, sum, type Vector } from "./vectors.ts";

/** An axis is up to √condition times as steep as another. */
export const ellipsoid = (condition: number, z: Vector): number =>
  z.reduce((total, zi, i) => total + condition ** place(i, z) * zi ** 2, 0);

/** The waves of Rastrigin's function, without its bowl. */
export const waves = (z: Vector): number => 10 * (z.length - sum(z.map((zi) => Math.cos(2 * Math.PI * zi))));

export const rastrigin = (z: Vector): number => waves(z) + squares(z);

/** Rosenbrock's function of each pair of neighbours; 0 where all are 1. */
export const rosenbrocks = (z: Vector): number[] =>
  z.slice(1).map((next, i) => 100 * (z[i]! ** 2 - next) ** 2 + (z[i]! - 1) ** 2);

/** How much Rosenbrock's functions are shrunk. */
export const rosenbrockScale = (d: number): number => Math.max(1, Math.sqrt(d) / 8);
