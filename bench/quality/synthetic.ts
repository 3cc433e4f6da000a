/** Functions of the literature, some shifted and rotated, as tasks; every one is checked against points of known value. */
import { readFileSync } from "node:fs";
import type { Params } from "tunesmith/space";
import { type Declared, spaceOf } from "./declared.ts";
import type { Objective } from "./tasks.ts";

interface Stored {
  readonly base?: string;
  readonly space: readonly Declared[];
  readonly opt: number;
  readonly shift?: readonly number[];
  readonly rotation?: readonly (readonly number[])[];
  readonly x0?: readonly number[];
  readonly offsets?: { readonly [branch: string]: readonly [number, number, number] };
  readonly check: readonly { readonly x: Params; readonly y: number }[];
}

/** The synthetic tasks by name, without what the peers' file knows of them. */
export function syntheticTasks(): Map<string, Objective> {
  const text = readFileSync(new URL("synthetic.json", import.meta.url), "utf8");
  const stored = Object.entries(JSON.parse(text) as { [name: string]: Stored });
  return new Map(
    stored.map(([name, task]) => {
      const loss = lossOf(task);
      return [name, { space: spaceOf(task.space), loss, check: task.check }];
    }),
  );
}

function lossOf(task: Stored): (params: Params) => number {
  const names = task.space.filter((p) => p.type !== "cat").map((p) => p.name);
  const vector = (params: Params) => names.map((name) => params[name] as number);
  const { offsets } = task;
  if (offsets) {
    return (params) => {
      const [shift, scale, offset] = offsets[params.branch as string]!;
      const [x, y] = vector(params) as [number, number];
      return scale * (branin([Math.min(x + shift, 10), y]) - task.opt) + task.opt + offset;
    };
  }
  const base = functions[task.base!.replace(/\d+$/, "")] ?? functions[task.base!]!;
  const { shift, rotation: R, x0 } = task;
  if (!shift || !R || !x0) return (params) => base(vector(params));
  return (params) => {
    const x = vector(params);
    const moved = x.map((xj, j) => xj - x0[j]! - shift[j]!);
    return base(x0.map((c, i) => c + R[i]!.reduce((sum, r, j) => sum + r * moved[j]!, 0)));
  };
}

/** @source Dixon and Szego 1978 */
function branin([x, y]: readonly number[]): number {
  const valley = y! - (5.1 / (4 * Math.PI ** 2)) * x! ** 2 + (5 / Math.PI) * x! - 6;
  return valley ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x!) + 10;
}

/** @source Dixon and Szego 1978 */
function hartmann(A: readonly (readonly number[])[], P: readonly (readonly number[])[]) {
  const alpha = [1, 1.2, 3, 3.2];
  return (x: readonly number[]) =>
    -alpha.reduce((sum, a, i) => {
      const far = x.reduce((s, xj, j) => s + A[i]![j]! * (xj - 1e-4 * P[i]![j]!) ** 2, 0);
      return sum + a * Math.exp(-far);
    }, 0);
}

const functions: { readonly [name: string]: (x: readonly number[]) => number } = {
  branin,
  hartmann3: hartmann(
    [
      [3, 10, 30],
      [0.1, 10, 35],
      [3, 10, 30],
      [0.1, 10, 35],
    ],
    [
      [3689, 1170, 2673],
      [4699, 4387, 7470],
      [1091, 8732, 5547],
      [381, 5743, 8828],
    ],
  ),
  hartmann6: hartmann(
    [
      [10, 3, 17, 3.5, 1.7, 8],
      [0.05, 10, 17, 0.1, 8, 14],
      [3, 3.5, 1.7, 10, 17, 8],
      [17, 8, 0.05, 10, 0.1, 14],
    ],
    [
      [1312, 1696, 5569, 124, 8283, 5886],
      [2329, 4135, 8307, 3736, 1004, 9991],
      [2348, 1451, 3522, 2883, 3047, 6650],
      [4047, 8828, 8732, 5743, 1091, 381],
    ],
  ),
  /** @source Ackley 1987 */
  ackley(x) {
    const d = x.length;
    const squares = x.reduce((sum, xj) => sum + xj ** 2, 0) / d;
    const waves = x.reduce((sum, xj) => sum + Math.cos(2 * Math.PI * xj), 0) / d;
    return -20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(waves) + 20 + Math.E;
  },
  /** @source Rosenbrock 1960 */
  rosenbrock: (x) =>
    x.slice(1).reduce((sum, next, j) => sum + 100 * (next - x[j]! ** 2) ** 2 + (1 - x[j]!) ** 2, 0),
  /** @source Levy and Montalvo 1985 */
  levy(x) {
    const w = x.map((xj) => 1 + (xj - 1) / 4);
    const last = w.at(-1)!;
    const middle = w
      .slice(0, -1)
      .reduce((sum, wj) => sum + (wj - 1) ** 2 * (1 + 10 * Math.sin(Math.PI * wj + 1) ** 2), 0);
    return (
      Math.sin(Math.PI * w[0]!) ** 2 + middle + (last - 1) ** 2 * (1 + Math.sin(2 * Math.PI * last) ** 2)
    );
  },
  /** @source Griewank 1981 */
  griewank(x) {
    const squares = x.reduce((sum, xj) => sum + xj ** 2, 0) / 4000;
    return squares - x.reduce((product, xj, j) => product * Math.cos(xj / Math.sqrt(j + 1)), 1) + 1;
  },
  /** @source Rastrigin 1974 */
  rastrigin: (x) => 10 * x.length + x.reduce((sum, xj) => sum + xj ** 2 - 10 * Math.cos(2 * Math.PI * xj), 0),
};
