import type { Json } from "../json.ts";
import type { Part, Series } from "./chart.ts";

/**
 * A line with a band about it.
 *
 * @param o.x     shape [n], ascending
 * @param o.low   shape [n], the lower edge; `high` the upper one
 * @param o.more  what all series of it have: a name, axes
 */
export function bandedLine(o: {
  readonly x: readonly Json[];
  readonly y: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly color: string;
  readonly more: Part & { readonly name: string };
}): Series[] {
  const edge = (stack: readonly number[], isFilled: boolean): Series => ({
    ...o.more,
    type: "line",
    stack: `band of ${o.more.name}`,
    stackStrategy: "all",
    silent: true,
    showSymbol: false,
    lineStyle: { opacity: 0 },
    ...(isFilled ? { areaStyle: { color: o.color, opacity: 0.18 } } : {}),
    color: o.color,
    data: o.x.map((x, i) => [x, stack[i]!]),
  });
  return [
    edge(o.low, false),
    edge(
      o.high.map((y, i) => y - o.low[i]!),
      true,
    ),
    {
      ...o.more,
      type: "line",
      showSymbol: false,
      color: o.color,
      lineStyle: { width: 2.5 },
      data: o.x.map((x, i) => [x, o.y[i]!]),
    },
  ];
}
