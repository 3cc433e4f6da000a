/** f1 to f5: separable functions. */
import { ellipsoid, rastrigin } from "./cores.ts";
import { centred, type Family } from "./instance.ts";
import { asy, lambda, osz, penalty, place } from "./transformations.ts";
import { along, minus, squares, sum } from "./vectors.ts";

export const separable: readonly Family[] = [
  centred("sphere", () => squares),
  centred("ellipsoid", () => (away) => ellipsoid(1e6, osz(away))),
  centred("rastrigin", () => (away) => rastrigin(lambda(10, asy(0.2, osz(away))))),
  {
    name: "bueche_rastrigin",
    seedOf: 3,
    of(instance) {
      const xopt = instance.xopt.map((xi, i) => (i % 2 === 0 ? Math.abs(xi) : xi));
      const above = (x: readonly number[]) => {
        const z = osz(minus(x, xopt)).map((zi, i) => (i % 2 === 0 && zi > 0 ? 10 * zi : zi));
        return rastrigin(lambda(10, z)) + 100 * penalty(x);
      };
      return { xopt, above };
    },
  },
  {
    name: "linear_slope",
    of(instance) {
      const xopt = instance.xopt.map((xi) => 5 * Math.sign(xi));
      const slope = xopt.map((xi, i) => -Math.sign(xi) * 10 ** place(i, xopt));
      const highest = 5 * sum(slope.map(Math.abs));
      // Beyond the optimum it is flat.
      return {
        xopt,
        above: (x) =>
          highest +
          along(
            x.map((xi, i) => (xi * xopt[i]! > 25 ? xopt[i]! : xi)),
            slope,
          ),
      };
    },
  },
];
