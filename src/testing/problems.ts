/** Functions whose least value is known, as problems to tune. */
import { branch, categorical, float, int, type ParamsOf, type Space } from "../space/index.ts";

/** A loss over a space, and where it is least. */
export interface TestProblem<S extends Space = Space> {
  readonly name: string;
  readonly space: S;
  readonly loss: (params: ParamsOf<S>) => number;
  /** One of the points of least loss. */
  readonly at: ParamsOf<S>;
  /** The loss there. */
  readonly least: number;
}

/** The sum of squares over [-5, 5]^d, with its least value beside the middle: at 1, 2, 3, 1, 2, 3 … */
export function sphere(d: number): TestProblem {
  const { space, vector } = cube(d, -5, 5);
  const least = (j: number) => 1 + (j % 3);
  const loss = (x: readonly number[]) => x.reduce((sum, xj, j) => sum + (xj - least(j)) ** 2, 0);
  return {
    name: `sphere ${d}`,
    space,
    loss: (params) => loss(vector(params)),
    at: namedParams(Array.from({ length: d }, (_, j) => least(j))),
    least: 0,
  };
}

/** A curved valley over [-2, 2]^d. @source Rosenbrock 1960 */
export function rosenbrock(d: number): TestProblem {
  const { space, vector } = cube(d, -2, 2);
  const loss = (x: readonly number[]) => {
    let sum = 0;
    for (let j = 0; j + 1 < d; j++) sum += 100 * (x[j + 1]! - x[j]! ** 2) ** 2 + (1 - x[j]!) ** 2;
    return sum;
  };
  return {
    name: `rosenbrock ${d}`,
    space,
    loss: (params) => loss(vector(params)),
    at: namedParams(Array(d).fill(1)),
    least: 0,
  };
}

const braninSpace = { x: float(-5, 10), y: float(0, 15) };

/** Two coordinates and three equal lowest points. @source Dixon and Szego 1978 */
export const branin: TestProblem<typeof braninSpace> = {
  name: "branin",
  space: braninSpace,
  loss({ x, y }) {
    const valley = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6;
    return valley ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  },
  at: { x: Math.PI, y: 2.275 },
  least: 0.397887357729739,
};

const alpha = [1, 1.2, 3, 3.2];
const A = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const P = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];

/** Six coordinates in [0, 1] and six local minima. @source Dixon and Szego 1978 */
export const hartmann6: TestProblem = {
  name: "hartmann 6",
  space: cube(6, 0, 1).space,
  loss(params) {
    const x = cube(6, 0, 1).vector(params);
    const far = (i: number) => x.reduce((sum, xj, j) => sum + A[i]![j]! * (xj - 1e-4 * P[i]![j]!) ** 2, 0);
    return -alpha.reduce((sum, a, i) => sum + a * Math.exp(-far(i)), 0);
  },
  at: namedParams([0.20168951, 0.15001069, 0.47687398, 0.27533243, 0.31165162, 0.65730054]),
  least: -3.322368011391339,
};

const mixedSpace = {
  rate: float(1e-5, 1, { log: true }),
  size: int(1, 64, { log: true }),
  kind: categorical(["a", "b", "c"]),
  model: branch({
    line: { slope: float(-1, 1) },
    tree: { depth: int(1, 12), grow: categorical([true, false]) },
  }),
};

/** Every kind of domain at once: a logarithmic valley, a choice, and two models of which the tree can do better. */
export const mixed: TestProblem<typeof mixedSpace> = {
  name: "mixed",
  space: mixedSpace,
  loss({ rate, size, kind, model }) {
    const shared = (Math.log10(rate) + 3) ** 2 / 4 + Math.log2(size / 16) ** 2 / 10;
    const ofKind = { a: 0.3, b: 0, c: 0.6 }[kind];
    if (model.is === "line") return 0.2 + shared + ofKind + (model.slope - 0.5) ** 2;
    return shared + ofKind + (model.depth - 7) ** 2 / 40 + (model.grow ? 0 : 0.25);
  },
  at: { rate: 1e-3, size: 16, kind: "b", model: { is: "tree", depth: 7, grow: true } },
  least: 0,
};

/** d floats called x0, x1, …, and their values as a vector. */
function cube(d: number, low: number, high: number) {
  const names = Array.from({ length: d }, (_, j) => `x${j}`);
  const space: Space = Object.fromEntries(names.map((name) => [name, float(low, high)]));
  return { space, vector: (params: ParamsOf<Space>) => names.map((name) => params[name] as number) };
}

function namedParams(x: readonly number[]): ParamsOf<Space> {
  return Object.fromEntries(x.map((xj, j) => [`x${j}`, xj])) as ParamsOf<Space>;
}
