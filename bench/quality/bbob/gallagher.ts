/** f21 and f22: Gaussian peaks of random places, heights and widths. */
import type { Family } from "./instance.ts";
import { permutation, uniforms } from "./random.ts";
import { oszOf, penalty } from "./transformations.ts";
import { times, type Vector } from "./vectors.ts";

interface Peaks {
  readonly peaks: number;
  /** They lie in a box of this width around the origin. */
  readonly width: number;
  /** Of the best one. */
  readonly condition: number;
}

/** Of the others, the conditions go from 1 to this, and the heights from the first to the second; the best one's is 10. */
const worstCondition = 1000;
const heights = [1.1, 9.1] as const;

/** A peak's axes go from 1/√condition to √condition: the definitions have the square of the condition as α. */
export function gallagher(name: string, { peaks, width, condition }: Peaks): Family {
  return {
    name,
    of({ d, seed, Q }) {
      const others = peaks - 1;
      const order = permutation(others, seed);
      const conditionOf = (k: number) =>
        k === 0 ? condition : worstCondition ** (order[k - 1]! / (others - 1));
      const heightOf = (k: number) =>
        k === 0 ? 10 : heights[0] + ((heights[1] - heights[0]) * (k - 1)) / (others - 1);
      const drawn = uniforms(d * peaks, seed).map((u) => width * (u - 0.5));
      const placeOf = (k: number) => drawn.slice(k * d, (k + 1) * d).map((v) => (k === 0 ? 0.8 * v : v));
      const all = Array.from({ length: peaks }, (_, k) => ({
        height: heightOf(k),
        at: times(placeOf(k), Q),
        axes: permutation(d, seed + 1000 * k).map(
          (i, _, { length }) => conditionOf(k) ** (i / (length - 1) - 0.5),
        ),
      }));
      const heightAt = (x: Vector, { height, at, axes }: (typeof all)[number]) =>
        height * Math.exp(-x.reduce((total, xi, i) => total + axes[i]! * (xi - at[i]!) ** 2, 0) / (2 * d));
      return {
        xopt: placeOf(0),
        above(x) {
          const rotated = times(x, Q);
          const highest = all.reduce((most, peak) => Math.max(most, heightAt(rotated, peak)), 0);
          return oszOf(10 - highest) ** 2 + penalty(x);
        },
      };
    },
  };
}
