import { type FrontPoint, frontOf } from "../analysis/index.ts";
import { panels, uprightAxis, valueAxis } from "./axes.ts";
import type { Canvas, Drawing, Series } from "./chart.ts";
import type { Ask } from "./kind.ts";
import { thinned } from "./thin.ts";
import { many, shown } from "./words.ts";

/** The trials over their goals, two at a time: a panel for each pair; the front of the whole study stands out. */
export function drawPareto({ studies: [study] }: Ask, canvas: Canvas): Drawing {
  const { goals, points } = frontOf(study!.history);
  const pairs = goals.flatMap((_, x) => goals.flatMap((_, y) => (x < y ? [[x, y] as const] : [])));
  const size = pairs.length === 1 ? { least: 300, height: 320 } : { least: 280, height: 230 };
  const { grids, height } = panels(canvas, pairs.length, size);
  const front = points.filter((p) => p.isOnFront).length;
  const broken = points.filter((p) => !p.isFeasible).length;
  return {
    note: `${front} of ${many(points.length, "trial")} are beaten by no other in all goals${broken > 0 ? `; ${broken} break a bound` : ""}.`,
    height,
    option: {
      grid: grids,
      xAxis: pairs.map(([x], i) => valueAxis(canvas, goals[x]!, { gridIndex: i })),
      yAxis: pairs.map(([, y], i) => uprightAxis(canvas, goals[y]!, { gridIndex: i })),
      series: pairs.flatMap(([x, y], i) => panel(points, [x, y], i, { canvas, goals })),
    },
  };
}

function panel(
  points: readonly FrontPoint[],
  [x, y]: readonly [number, number],
  index: number,
  { canvas: { theme }, goals }: { readonly canvas: Canvas; readonly goals: readonly string[] },
): Series[] {
  const words = (p: FrontPoint) =>
    [`trial ${p.number}`, ...goals.map((goal, k) => `${goal} = ${shown(p.values[k]!)}`)].join("\n");
  const dots = (name: string, chosen: readonly FrontPoint[], color: string, symbolSize: number): Series => ({
    type: "scatter",
    name,
    xAxisIndex: index,
    yAxisIndex: index,
    symbolSize,
    itemStyle: { color, opacity: 0.8 },
    data: chosen.map((p) => ({ value: [p.values[x]!, p.values[y]!], name: words(p) })),
  });
  const front = points.filter((p) => p.isOnFront);
  const others = thinned(
    points.filter((p) => p.isFeasible && !p.isOnFront),
    (p) => p.values[y]!,
  );
  const broken = points.filter((p) => !p.isFeasible);
  const line: Series = {
    type: "line",
    name: "front",
    xAxisIndex: index,
    yAxisIndex: index,
    showSymbol: false,
    color: theme.best,
    lineStyle: { width: 1.5, opacity: 0.6 },
    data: [...front].sort((a, b) => a.values[x]! - b.values[x]!).map((p) => [p.values[x]!, p.values[y]!]),
  };
  return [
    ...(broken.length > 0 ? [dots("breaks a bound", broken, theme.infeasible, 5)] : []),
    dots("beaten", others, theme.point, 6),
    ...(goals.length === 2 ? [line] : []),
    dots("front", front, theme.best, 8),
  ];
}
