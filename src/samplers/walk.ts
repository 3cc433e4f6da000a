/** The way of a trial through what its objective asks for as it runs (define-by-run). */
import type { Trial } from "../history/index.ts";
import type { Domain, Params, Scalar } from "../space/index.ts";

/** A define-by-run parameter with the value that a trial has. */
export interface Step {
  readonly name: string;
  readonly domain: Domain;
  readonly value: Scalar;
}

/** A define-by-run parameter that a trial asks for, and what that trial has asked for before. */
export interface Walk extends Omit<Step, "value"> {
  readonly path: readonly Step[];
}

/** The define-by-run parameters of a trial, in the order in which it asked for them. */
export function stepsOf({ suggested, params }: Pick<Trial, "suggested" | "params">): Step[] {
  const chosen = params as Params;
  return Object.entries(suggested).map(([name, domain]) => ({ name, domain, value: chosen[name] as Scalar }));
}
