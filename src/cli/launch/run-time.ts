import { InvalidArgumentError } from "commander";
import { durationMs } from "../duration.ts";

/**
 * Reads how long a worker may run: `90m`, `2h`, or as Slurm writes it: `2:00:00`, `1-12:00:00`, `1-12`.
 *
 * A number alone is refused: to Slurm it is minutes, elsewhere here seconds.
 *
 * @returns in ms
 */
export function readRunTime(text: string): number {
  const [, days = "0", clock] = /^\s*(?:(\d+)-)?(\d+(?::\d+){0,2})\s*$/.exec(text) ?? [];
  if (clock !== undefined && /[-:]/.test(text)) {
    const parts = clock.split(":").map(Number);
    // Behind days the first is hours; else the last of two is seconds, as of three.
    const [hours, minutes, seconds] = text.includes("-") || parts.length === 3 ? parts : [0, ...parts];
    return (((Number(days) * 24 + hours!) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
  }
  const ms = /[a-z]/i.test(text) ? durationMs(text) : null;
  if (ms !== null) return ms;
  throw new InvalidArgumentError("it must be a length of time with its unit, such as 90m or 2h, or 2:00:00.");
}
