/** f10 to f14: functions with high conditioning, and one mode. */
import { ellipsoid } from "./cores.ts";
import { centred, type Family, optimum } from "./instance.ts";
import { asy, lambda, osz, place } from "./transformations.ts";
import { squares, sum, times } from "./vectors.ts";

const bentCigar = centred("bent_cigar", ({ R }) => (away) => {
  const [first, ...rest] = times(asy(0.5, times(away, R)), R);
  return first! ** 2 + 1e6 * squares(rest);
});

export const illConditioned: readonly Family[] = [
  centred(
    "ellipsoid_rotated",
    ({ R }) =>
      (away) =>
        ellipsoid(1e6, osz(times(away, R))),
  ),
  centred("discus", ({ R }) => (away) => {
    const [first, ...rest] = osz(times(away, R));
    return 1e6 * first! ** 2 + squares(rest);
  }),
  {
    ...bentCigar, // alone in where its optimum is drawn
    of: (instance) => bentCigar.of({ ...instance, xopt: optimum(instance.d, instance.seed + 1e6) }),
  },
  centred("sharp_ridge", ({ Q, R }) => (away) => {
    const [first, ...rest] = times(lambda(10, times(away, Q)), R);
    return first! ** 2 + 100 * Math.sqrt(squares(rest));
  }),
  centred("different_powers", ({ R }) => (away) => {
    const z = times(away, R);
    return Math.sqrt(sum(z.map((zi, i) => Math.abs(zi) ** (2 + 4 * place(i, z)))));
  }),
];
