/**
 * The 24 noiseless functions of BBOB. What makes an instance (seeds, random numbers, rounding) stands in no paper: it is as the suite's
 * code has it, so that instance 1 is the same here as there.
 *
 * Source: Hansen, Finck, Ros and Auger 2009, "Real-Parameter Black-Box Optimization Benchmarking 2009: Noiseless Functions
 * Definitions", INRIA RR-6829.
 */
import { illConditioned } from "./ill-conditioned.ts";
import { instanceOf } from "./instance.ts";
import { moderate } from "./moderate.ts";
import { multimodal } from "./multimodal.ts";
import { separable } from "./separable.ts";
import type { Vector } from "./vectors.ts";
import { weakStructure } from "./weak-structure.ts";

const families = [...separable, ...moderate, ...illConditioned, ...multimodal, ...weakStructure];

/** Of f1, f2, … in this order. */
export const bbobNames: readonly string[] = families.map(({ name }) => name);

/** A function to minimise, for any x; it is meant for [-5, 5]^d, where its optimum lies. */
export interface Bbob {
  readonly xopt: Vector;
  readonly fopt: number;
  readonly loss: (x: Vector) => number;
}

/**
 * One of the functions.
 *
 * @param number    1 to 24
 * @param instance  from 1
 * @param d         how many dimensions, from 2
 */
export function bbob(number: number, instance: number, d: number): Bbob {
  const family = families[number - 1]!;
  const made = instanceOf(family.seedOf ?? number, instance, d);
  const { xopt, above } = family.of(made);
  return { xopt, fopt: made.fopt, loss: (x) => made.fopt + above(x) };
}
