/** A bucket of drops for each caller: it fills steadily, and an empty one means to wait. */
export interface Rates {
  /** Takes one drop; false when there is none. */
  take(caller: string): boolean;
}

/** So many callers are remembered; a full table forgets those who were full again anyway. */
const mostCallers = 10_000;

/**
 * Limits how often each caller may do something.
 *
 * @param perSecond  how fast the bucket fills
 * @param burst      what it holds
 * @param now        a clock in ms that never goes back
 */
export function rates(perSecond: number, burst: number, now: () => number = () => performance.now()): Rates {
  const buckets = new Map<string, { drops: number; at: number }>();

  function forget(moment: number): void {
    for (const [caller, { drops, at }] of buckets) {
      if (drops + ((moment - at) / 1000) * perSecond >= burst) buckets.delete(caller);
    }
    // Still full: an attack from everywhere. Nobody's patience is worth unbounded memory.
    if (buckets.size >= mostCallers) buckets.clear();
  }

  return {
    take(caller) {
      const moment = now();
      if (buckets.size >= mostCallers && !buckets.has(caller)) forget(moment);
      const bucket = buckets.get(caller) ?? { drops: burst, at: moment };
      const drops = Math.min(burst, bucket.drops + ((moment - bucket.at) / 1000) * perSecond);
      buckets.set(caller, { drops: drops >= 1 ? drops - 1 : drops, at: moment });
      return drops >= 1;
    },
  };
}
