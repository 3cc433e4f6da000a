/** f15 to f19: many modes, and a structure above them that leads to the best. */
import { rastrigin, rosenbrockScale, rosenbrocks } from "./cores.ts";
import { centred, type Family, type Instance } from "./instance.ts";
import { asy, lambda, osz, penalty } from "./transformations.ts";
import { sum, times, type Vector } from "./vectors.ts";

const orders = Array.from({ length: 12 }, (_, k) => k);
const weierstrassOf = (z: number): number =>
  sum(orders.map((k) => 0.5 ** k * Math.cos(2 * Math.PI * 3 ** k * (z + 0.5))));
const leastWeierstrass = weierstrassOf(0);

const weierstrass = centred("weierstrass", ({ d, Q, R }) => (away, x) => {
  const z = times(lambda(1 / 100, times(osz(times(away, R)), Q)), R);
  return 10 * (sum(z.map(weierstrassOf)) / d - leastWeierstrass) ** 3 + (10 / d) * penalty(x);
});

const schaffers =
  (condition: number) =>
  ({ Q, R }: Instance) =>
  (away: Vector, x: Vector): number => {
    const z = lambda(condition, times(asy(0.5, times(away, R)), Q));
    const rings = z.slice(1).map((next, i) => {
      const square = z[i]! ** 2 + next ** 2;
      return square ** 0.25 * (Math.sin(50 * square ** 0.1) ** 2 + 1);
    });
    return (sum(rings) / rings.length) ** 2 + 10 * penalty(x);
  };

export const multimodal: readonly Family[] = [
  centred("rastrigin_rotated", ({ Q, R }) => (away) => {
    const bent = asy(0.2, osz(times(away, R)));
    return rastrigin(times(lambda(10, times(bent, Q)), R));
  }),
  weierstrass,
  centred("schaffers", schaffers(10)),
  { ...centred("schaffers_ill", schaffers(1000)), seedOf: 17 },
  {
    name: "griewank_rosenbrock",
    of({ d, Q }) {
      const scale = rosenbrockScale(d);
      return {
        xopt: Q.map((row) => (0.5 * sum(row)) / scale),
        above(x) {
          const pairs = rosenbrocks(times(x, Q).map((v) => scale * v + 0.5));
          return 10 + (10 / (d - 1)) * sum(pairs.map((s) => s / 4000 - Math.cos(s)));
        },
      };
    },
  },
];
