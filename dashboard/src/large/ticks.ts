/** Marks on an axis. */
import { showNumber } from "../format.ts";

export interface Tick {
  /** Where it stands, in the units of the axis. */
  readonly at: number;
  readonly words: string;
}

/** About `most` round numbers between two ends; on a logarithmic axis (whose units are logarithms to base 10) powers of ten. */
export function ticksOf(low: number, high: number, most: number, isLog: boolean): Tick[] {
  if (isLog && high - low >= 1) {
    const step = Math.max(1, Math.ceil((high - low) / most));
    const first = Math.ceil(low / step) * step;
    return stepped(first, high, step).map((at) => ({ at, words: showNumber(10 ** at, 3) }));
  }
  const rough = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step) * step;
  return stepped(first, high, step).map((at) => ({ at, words: showNumber(isLog ? 10 ** at : tidy(at), 6) }));
}

function stepped(first: number, high: number, step: number): number[] {
  const count = Math.floor((high - first) / step + 1e-9) + 1;
  return Array.from({ length: Math.min(50, Math.max(0, count)) }, (_, i) => first + i * step);
}

/** Without the last digits of a sum of steps. */
function tidy(x: number): number {
  return Number(x.toPrecision(12));
}
