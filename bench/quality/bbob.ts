/** The noiseless functions of BBOB in 5 dimensions as tasks: seed 0 searches instance 1, seed 1 instance 2, and so on. */
import { float, type Params, type Space } from "tunesmith/space";
import { bbob, bbobNames } from "./bbob/suite.ts";
import { median, uniform } from "./statistics.ts";
import type { Objective, Scale } from "./tasks.ts";

const d = 5;
const coordinates = Array.from({ length: d }, (_, j) => `x${j}`);
const space: Space = Object.fromEntries(coordinates.map((name) => [name, float(-5, 5)]));

/** Random points; the same ones for each function. */
const points = Array.from({ length: 2001 }, (_, i) =>
  coordinates.map((_, j) => -5 + 10 * uniform(1000 + i, j)),
);

/** `bbob_f01_sphere` and so on: the instance that a seed searches. */
export function bbobTasks(): Map<string, (seed: number) => Objective & Scale> {
  return new Map(
    bbobNames.map((name, i) => [
      `bbob_f${String(i + 1).padStart(2, "0")}_${name}`,
      (seed) => memberOf(i + 1, seed + 1),
    ]),
  );
}

function memberOf(number: number, instance: number): Objective & Scale {
  const { xopt, fopt, loss } = bbob(number, instance, d);
  return {
    space,
    loss: (params: Params) => loss(coordinates.map((name) => params[name] as number)),
    opt: fopt,
    randomMedian: median(points.map(loss)),
    check: [{ x: Object.fromEntries(coordinates.map((name, j) => [name, xopt[j]!])), y: fopt }],
  };
}
