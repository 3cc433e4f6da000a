/**
 * Problems with bounds on what is measured beside the loss; some of them are designs of engineering, which stand where bounds
 * meet.
 */
import { float, int, type Params, type Space } from "tunesmith/space";

/** A loss to be minimised where no margin is above 0. */
export interface BoundedProblem {
  readonly name: string;
  readonly space: Space;
  readonly loss: (x: readonly number[]) => number;
  readonly margins: (x: readonly number[]) => number[];
  /** The least loss that keeps the bounds, and a point of it to six digits. */
  readonly optimum: number;
  readonly at: readonly number[];
}

/** The coordinates of a point, in the order of the space. */
export function coordinates({ space }: BoundedProblem, params: Params): number[] {
  return Object.keys(space).map((name) => params[name] as number);
}

const { cos, sin, sqrt, PI } = Math;

/** Feasible islands in a square. @source Gardner et al. 2014, "Bayesian optimization with inequality constraints" */
const islands: BoundedProblem = {
  name: "islands 2",
  space: { x: float(0, 6), y: float(0, 6) },
  loss: ([x, y]) => cos(2 * x!) * cos(y!) + sin(x!),
  margins: ([x, y]) => [cos(x! + y!) - 0.5],
  optimum: -2,
  at: [4.712389, 0],
};

/** A known loss behind an unknown shore. @source Gramacy et al. 2016, "Modeling an augmented Lagrangian …" */
const shore: BoundedProblem = {
  name: "shore 2",
  space: { x: float(0, 1), y: float(0, 1) },
  loss: ([x, y]) => x! + y!,
  margins: ([x, y]) => [1.5 - x! - 2 * y! - 0.5 * sin(2 * PI * (x! ** 2 - 2 * y!)), x! ** 2 + y! ** 2 - 1.5],
  optimum: 0.599788052,
  at: [0.195123, 0.404665],
};

/** The weight of a spring. @source Belegundu 1982; Coello 2000 */
const spring: BoundedProblem = {
  name: "spring 3",
  space: { wire: float(0.05, 2), coil: float(0.25, 1.3), turns: float(2, 15) },
  loss: ([d, D, n]) => d! ** 2 * D! * (n! + 2),
  margins: ([d, D, n]) => [
    1 - (D! ** 3 * n!) / (71785 * d! ** 4),
    (4 * D! ** 2 - d! * D!) / (12566 * (D! * d! ** 3 - d! ** 4)) + 1 / (5108 * d! ** 2) - 1,
    1 - (140.45 * d!) / (D! ** 2 * n!),
    (d! + D!) / 1.5 - 1,
  ],
  optimum: 0.0126652328,
  at: [0.051689, 0.356718, 11.288976],
};

/** The cost of a vessel that holds a pressure. @source Sandgren 1990; Coello 2000; here with plates of any thickness */
const vessel: BoundedProblem = {
  name: "vessel 4",
  space: {
    shell: float(0.0625, 6.1875),
    head: float(0.0625, 6.1875),
    radius: float(10, 200),
    length: float(10, 200),
  },
  loss: ([a, b, r, l]) =>
    0.6224 * a! * r! * l! + 1.7781 * b! * r! ** 2 + 3.1661 * a! ** 2 * l! + 19.84 * a! ** 2 * r!,
  margins: ([a, b, r, l]) => [
    -a! + 0.0193 * r!,
    -b! + 0.00954 * r!,
    -PI * r! ** 2 * l! - (4 / 3) * PI * r! ** 3 + 1_296_000,
    l! - 240,
  ],
  optimum: 5885.3328,
  at: [0.778169, 0.384649, 40.319619, 200],
};

/** The cost of a welded beam under a load, which must not shear, bend or buckle. @source Ragsdell and Phillips 1976; Coello 2000 */
const beam: BoundedProblem = {
  name: "beam 4",
  space: { weld: float(0.125, 10), length: float(0.1, 10), depth: float(0.1, 10), width: float(0.1, 10) },
  loss: ([h, l, t, b]) => 1.10471 * h! ** 2 * l! + 0.04811 * t! * b! * (14 + l!),
  margins(x) {
    const [h, l, t, b] = x as [number, number, number, number];
    const [load, arm, young, shear] = [6000, 14, 30e6, 12e6];
    const radius = sqrt(l ** 2 / 4 + ((h + t) / 2) ** 2);
    const moment = load * (arm + l / 2);
    const inertia = 2 * Math.SQRT2 * h * l * (l ** 2 / 12 + ((h + t) / 2) ** 2);
    const [straight, bent] = [load / (Math.SQRT2 * h * l), (moment * radius) / inertia];
    const stress = sqrt(straight ** 2 + (straight * bent * l) / radius + bent ** 2);
    const buckling =
      ((4.013 * young * sqrt((t ** 2 * b ** 6) / 36)) / arm ** 2) *
      (1 - (t / (2 * arm)) * sqrt(young / (4 * shear)));
    return [
      stress - 13_600,
      (6 * load * arm) / (b * t ** 2) - 30_000,
      h - b,
      (4 * load * arm ** 3) / (young * t ** 3 * b) - 0.25,
      load - buckling,
    ];
  },
  optimum: 1.7248523086,
  at: [0.20573, 3.470489, 9.036624, 0.20573],
};

/** The weight of a gear that slows a shaft down. @source Golinski 1970; Mezura-Montes and Coello 2005 */
const reducer: BoundedProblem = {
  name: "reducer 7",
  space: {
    face: float(2.6, 3.6),
    module: float(0.7, 0.8),
    teeth: int(17, 28),
    first: float(7.3, 8.3),
    second: float(7.3, 8.3),
    thin: float(2.9, 3.9),
    thick: float(5, 5.5),
  },
  loss(x) {
    const [a, b, c, d, e, f, g] = x as [number, number, number, number, number, number, number];
    return (
      0.7854 * a * b ** 2 * (3.3333 * c ** 2 + 14.9334 * c - 43.0934) -
      1.508 * a * (f ** 2 + g ** 2) +
      7.4777 * (f ** 3 + g ** 3) +
      0.7854 * (d * f ** 2 + e * g ** 2)
    );
  },
  margins(x) {
    const [a, b, c, d, e, f, g] = x as [number, number, number, number, number, number, number];
    return [
      27 / (a * b ** 2 * c) - 1,
      397.5 / (a * b ** 2 * c ** 2) - 1,
      (1.93 * d ** 3) / (b * c * f ** 4) - 1,
      (1.93 * e ** 3) / (b * c * g ** 4) - 1,
      sqrt(((745 * d) / (b * c)) ** 2 + 16.9e6) / (110 * f ** 3) - 1,
      sqrt(((745 * e) / (b * c)) ** 2 + 157.5e6) / (85 * g ** 3) - 1,
      (b * c) / 40 - 1,
      (5 * b) / a - 1,
      a / (12 * b) - 1,
      (1.5 * f + 1.9) / d - 1,
      (1.1 * g + 1.9) / e - 1,
    ];
  },
  optimum: 2994.4711,
  at: [3.5, 0.7, 17, 7.3, 7.71532, 3.350215, 5.286654],
};

export const problems: readonly BoundedProblem[] = [islands, shore, spring, vessel, beam, reducer];
