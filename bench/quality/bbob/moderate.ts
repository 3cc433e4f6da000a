/** f6 to f9: functions with low or moderate conditioning. */
import { ellipsoid, rosenbrockScale, rosenbrocks } from "./cores.ts";
import { centred, type Family } from "./instance.ts";
import { lambda, oszOf, penalty } from "./transformations.ts";
import { minus, squares, sum, times } from "./vectors.ts";

export const moderate: readonly Family[] = [
  centred("attractive_sector", ({ xopt, Q, R }) => (away) => {
    const z = times(lambda(10, times(away, Q)), R);
    return oszOf(squares(z.map((zi, i) => (zi * xopt[i]! > 0 ? 100 * zi : zi)))) ** 0.9;
  }),
  centred("step_ellipsoid", ({ Q, R }) => (away, x) => {
    const smooth = lambda(10, times(away, Q));
    const steps = smooth.map((v) => (Math.abs(v) > 0.5 ? Math.round(v) : Math.round(10 * v) / 10));
    return 0.1 * Math.max(Math.abs(smooth[0]!) / 1e4, ellipsoid(100, times(steps, R))) + penalty(x);
  }),
  {
    name: "rosenbrock",
    of(instance) {
      const xopt = instance.xopt.map((xi) => 0.75 * xi);
      const scale = rosenbrockScale(instance.d);
      return { xopt, above: (x) => sum(rosenbrocks(minus(x, xopt).map((v) => scale * v + 1))) };
    },
  },
  {
    name: "rosenbrock_rotated",
    of({ d, Q }) {
      const scale = rosenbrockScale(d);
      return {
        xopt: Q.map((row) => (0.5 * sum(row)) / scale),
        above: (x) => sum(rosenbrocks(times(x, Q).map((v) => scale * v + 0.5))),
      };
    },
  },
];
