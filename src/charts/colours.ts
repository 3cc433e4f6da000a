import type { Canvas, Part } from "./chart.ts";
import { scale } from "./theme.ts";

/** A bar of colours from `low` to `high` of one dimension of the data; its ends in words, the low one first. */
export function colours(
  { theme, isNarrow }: Canvas,
  o: {
    readonly low: number;
    readonly high: number;
    readonly ends: readonly [string, string];
    readonly dimension: number;
    readonly seriesIndex?: readonly number[];
    /** Whether the low end is the strong one. */
    readonly isReversed?: boolean;
  },
): Part {
  return {
    type: "continuous",
    show: !isNarrow,
    min: o.low,
    max: o.high > o.low ? o.high : o.low + 1,
    dimension: o.dimension,
    ...(o.seriesIndex ? { seriesIndex: o.seriesIndex } : {}),
    inRange: { color: o.isReversed ? [...scale].reverse() : scale },
    text: [o.ends[1], o.ends[0]],
    textStyle: { color: theme.muted, fontSize: 11 },
    borderColor: theme.rule,
    itemWidth: 12,
    itemHeight: 120,
    right: 6,
    top: "middle",
    calculable: false,
  };
}
