import type { History, TrialState } from "../history/index.ts";

/** When each trial ran. */
export interface Timeline {
  /** In order of number, those that have begun. */
  readonly bars: readonly Bar[];
  /** Of all bars, ms since the study began. */
  readonly endMs: number;
}

export interface Bar {
  readonly number: number;
  readonly state: TrialState;
  readonly by: string;
  /** The row: no two bars of one lane overlap, and the lanes of one worker are neighbours. */
  readonly lane: number;
  /** Storage clock, ms since the study began; of the last attempt. */
  readonly fromMs: number;
  /** A trial that runs reaches to the last thing the log knows. */
  readonly toMs: number;
}

/** The trials as bars over time, packed into lanes. */
export function timelineOf(history: History): Timeline {
  const start = history.study?.createdAt ?? 0;
  const now = history.trials.reduce((max, t) => Math.max(max, t.finishedAt ?? t.startedAt), start);
  const packed = new Map<string, number[]>(); // of each worker, the end of each of its lanes
  const placed = [...history.trials]
    .sort((a, b) => a.startedAt - b.startedAt || a.number - b.number)
    .map((t) => {
      const to = Math.max(t.startedAt, t.finishedAt ?? now);
      const ends = packed.get(t.by) ?? [];
      packed.set(t.by, ends);
      const free = ends.findIndex((end) => end <= t.startedAt);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = to;
      return { t, lane, to };
    });
  const first = new Map<string, number>();
  let lanes = 0;
  for (const [by, ends] of packed) {
    first.set(by, lanes);
    lanes += ends.length;
  }
  const bars = placed.map(({ t, lane, to }) => ({
    number: t.number,
    state: t.state,
    by: t.by,
    lane: first.get(t.by)! + lane,
    fromMs: Math.max(0, t.startedAt - start),
    toMs: Math.max(0, to - start),
  }));
  return { bars: bars.sort((a, b) => a.number - b.number), endMs: now - start };
}
