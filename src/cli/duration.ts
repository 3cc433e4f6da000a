import { InvalidArgumentError } from "commander";

const unitMs: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Reads a length of time: `90` (seconds), `90s`, `10m`, `1.5h`, `2d`.
 *
 * @returns in ms, > 0; null for what is none
 */
export function durationMs(text: string): number | null {
  const [, amount, unit = "s"] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)?\s*$/i.exec(text) ?? [];
  const ms = Number(amount) * (unitMs[unit.toLowerCase()] ?? Number.NaN);
  return ms > 0 ? ms : null;
}

/** The same for a flag. */
export function readDuration(text: string): number {
  const ms = durationMs(text);
  if (ms !== null) return ms;
  throw new InvalidArgumentError("it must be a length of time, such as 90s, 10m or 2h.");
}
