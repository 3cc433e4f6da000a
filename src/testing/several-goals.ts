/** Problems with several goals whose fronts are known, all minimised. */
import type { Goals } from "../history/index.ts";
import { float, type Params, type Space } from "../space/index.ts";

/** Losses over a space, and the point below which volume counts. */
export interface SeveralGoals {
  readonly name: string;
  readonly space: Space;
  readonly goals: Goals;
  readonly losses: (params: Params) => number[];
  readonly reference: readonly number[];
  /** The hypervolume of the whole front. */
  readonly most: number;
}

function cube(d: number): { space: Space; vector: (params: Params) => number[] } {
  const names = Array.from({ length: d }, (_, j) => `x${j}`);
  const space = Object.fromEntries(names.map((name) => [name, float(0, 1)]));
  return { space, vector: (params) => names.map((name) => params[name] as number) };
}

function goalsOf(k: number): Goals {
  return Object.fromEntries(Array.from({ length: k }, (_, j) => [`f${j + 1}`, "minimize"]));
}

type Shape = (f1: number, g: number) => number;

/** Two goals: the first coordinate is one of them, and the others only cost. @source Zitzler, Deb and Thiele 2000 */
function zdt(name: string, d: number, shape: Shape, most: number): SeveralGoals {
  const { space, vector } = cube(d);
  const losses = (params: Params) => {
    const [f1, ...rest] = vector(params) as [number, ...number[]];
    const g = 1 + (9 * rest.reduce((sum, v) => sum + v, 0)) / (d - 1);
    return [f1, g * shape(f1, g)];
  };
  return { name, space, goals: goalsOf(2), losses, reference: [1.1, 1.1], most };
}

/** A convex front. Its volume: 1.1² − ∫(1 − √f) df to 1 − … = 0.21 + 2/3. */
export const zdt1 = (d: number) => zdt(`ZDT1 ${d}`, d, (f, g) => 1 - Math.sqrt(f / g), 0.21 + 2 / 3);
/** A front that bends the other way. */
export const zdt2 = (d: number) => zdt(`ZDT2 ${d}`, d, (f, g) => 1 - (f / g) ** 2, 0.21 + 1 / 3);
/** A front in five pieces; its volume by numbers. */
export const zdt3 = (d: number) =>
  zdt(`ZDT3 ${d}`, d, (f, g) => 1 - Math.sqrt(f / g) - (f / g) * Math.sin(10 * Math.PI * f), 1.3285);

/** k goals on an eighth of a sphere (a quarter of a circle). @source Deb, Thiele, Laumanns and Zitzler 2002 */
export function dtlz2(d: number, k: number): SeveralGoals {
  const { space, vector } = cube(d);
  const losses = (params: Params) => {
    const x = vector(params);
    const g = x.slice(k - 1).reduce((sum, v) => sum + (v - 0.5) ** 2, 0);
    return Array.from({ length: k }, (_, i) => {
      let f = 1 + g;
      for (let j = 0; j < k - 1 - i; j++) f *= Math.cos((x[j]! * Math.PI) / 2);
      return i === 0 ? f : f * Math.sin((x[k - 1 - i]! * Math.PI) / 2);
    });
  };
  const most = 1.1 ** k - (k === 2 ? Math.PI / 4 : Math.PI / 6);
  return {
    name: `DTLZ2 ${d}, ${k} goals`,
    space,
    goals: goalsOf(k),
    losses,
    reference: Array(k).fill(1.1),
    most,
  };
}
