/** The noiseless functions of BBOB as tasks: seed 0 searches instance 1, seed 1 instance 2, and so on. */
import { float, type Params } from "tunesmith/space";
import { bbob, bbobNames } from "./bbob/suite.ts";
import { median, uniform } from "./statistics.ts";
import type { Objective, Scale } from "./tasks.ts";

/** The groups, and in how many dimensions each has the functions. */
const dimensions = { bbob: 5, bbob20: 20 } as const;

/** `bbob_f01_sphere` and so on, `bbob20_f01_sphere` in 20 dimensions, by group: the instance that a seed searches. */
export function bbobTasks(): Map<string, Family> {
  return new Map(
    Object.entries(dimensions).flatMap(([kind, d]) =>
      bbobNames.map((name, i) => {
        const memberOf = (seed: number) => member(i + 1, seed + 1, d);
        return [
          `${kind}_f${String(i + 1).padStart(2, "0")}_${name}`,
          { kind: kind as keyof typeof dimensions, memberOf },
        ];
      }),
    ),
  );
}

/** A function. */
interface Family {
  readonly kind: keyof typeof dimensions;
  readonly memberOf: (seed: number) => Objective & Scale;
}

function member(number: number, instance: number, d: number): Objective & Scale {
  const { xopt, fopt, loss } = bbob(number, instance, d);
  const coordinates = Array.from({ length: d }, (_, j) => `x${j}`);
  return {
    space: Object.fromEntries(coordinates.map((name) => [name, float(-5, 5)])),
    loss: (params: Params) => loss(coordinates.map((name) => params[name] as number)),
    opt: fopt,
    randomMedian: median(pointsIn(d).map(loss)),
    check: [{ x: Object.fromEntries(coordinates.map((name, j) => [name, xopt[j]!])), y: fopt }],
  };
}

/** Random points; the same ones for each function. */
function pointsIn(d: number): number[][] {
  return Array.from({ length: 2001 }, (_, i) =>
    Array.from({ length: d }, (_, j) => -5 + 10 * uniform(1000 + i, j)),
  );
}
