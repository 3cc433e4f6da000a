import { stream } from "../math/rng.ts";

/** A seed in [0, 2^32), as most generators take it, named by (seed of the study, what for, which). */
export function seedOf(studySeed: number, label: string, number: number): number {
  return Math.floor(stream(studySeed, label, number)() * 2 ** 32);
}
