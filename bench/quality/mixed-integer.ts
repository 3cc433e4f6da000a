/**
 * Functions over mixed spaces in the manner of COCO's bbob-mixint: a fifth of the coordinates each has 2, 4, 8, 16 values and
 * a continuum, the optimum lies on the grid, and coordinates are rotated where the name says so.
 *
 * Source: Tušar, Brockhoff and Hansen 2019, "Mixed-integer benchmark problems for single- and bi-objective optimization".
 */
import { float, int, type Params, type Space } from "tunesmith/space";
import { median, normal, uniform } from "./statistics.ts";

interface MixedInteger {
  readonly space: Space;
  readonly loss: (params: Params) => number;
  readonly check: readonly { readonly x: Params; readonly y: number }[];
}

const d = 10;
const arities = [2, 4, 8, 16, Infinity];

const space: Space = Object.fromEntries(
  Array.from({ length: d }, (_, j) => {
    const arity = arities[j % arities.length]!;
    return [`x${j}`, arity === Infinity ? float(-5, 5) : int(0, arity - 1)];
  }),
);

/** The coordinates in [-5, 5], where integers stand at even distances. */
const place = (params: Params): number[] =>
  Object.values(params).map((value, j) => {
    const arity = arities[j % arities.length]!;
    return arity === Infinity ? (value as number) : -5 + (10 * ((value as number) + 1)) / (arity + 1);
  });

const functions: { readonly [name: string]: (z: readonly number[]) => number } = {
  sphere: (z) => z.reduce((sum, x) => sum + x ** 2, 0),
  ellipsoid: (z) => z.reduce((sum, x, j) => sum + 10 ** ((3 * j) / (d - 1)) * x ** 2, 0),
  rastrigin: (z) => z.reduce((sum, x) => sum + 10 + x ** 2 - 10 * Math.cos(2 * Math.PI * x), 0),
  sharp: (z) => Math.abs(z[0]!) + 100 * Math.sqrt(z.slice(1).reduce((sum, x) => sum + x ** 2, 0)),
};

/** `mixint_FUNCTION` and `mixint_FUNCTION_r`, the rotated one. */
export function mixedIntegerTasks(): Map<string, MixedInteger> {
  const tasks = Object.entries(functions).flatMap(([name, f], k) =>
    (name === "sphere" ? [""] : ["", "_r"]).map((suffix): [string, MixedInteger] => {
      const optimum = pointOf(100 + k);
      const centre = place(optimum);
      const R = suffix ? rotation(200 + k) : null;
      const loss = (params: Params) => {
        const away = place(params).map((x, j) => x - centre[j]!);
        return f(R ? R.map((row) => row.reduce((sum, r, j) => sum + r * away[j]!, 0)) : away);
      };
      return [`mixint_${name}${suffix}`, { space, loss, check: [{ x: optimum, y: 0 }] }];
    }),
  );
  return new Map(tasks);
}

/** The median loss of 2,001 random points. */
export function randomMedianOf({ loss }: MixedInteger): number {
  return median(Array.from({ length: 2001 }, (_, i) => loss(pointOf(1000 + i))));
}

/** A random point, away from the ends of the continua. */
function pointOf(seed: number): Params {
  const value = (u: number, arity: number) => (arity === Infinity ? -4 + 8 * u : Math.floor(u * arity));
  return Object.fromEntries(
    Array.from({ length: d }, (_, j) => [`x${j}`, value(uniform(seed, j), arities[j % arities.length]!)]),
  );
}

/** A random rotation: Gram and Schmidt's on normal numbers. */
function rotation(seed: number): number[][] {
  const rows: number[][] = [];
  for (let i = 0; i < d; i++) {
    const row = Array.from({ length: d }, (_, j) => normal(seed, i * d + j));
    for (const other of rows) {
      const along = other.reduce((sum, x, j) => sum + x * row[j]!, 0);
      for (let j = 0; j < d; j++) row[j]! -= along * other[j]!;
    }
    const length = Math.hypot(...row);
    rows.push(row.map((x) => x / length));
  }
  return rows;
}
