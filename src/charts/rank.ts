import { leadingParams, pointsOf } from "../analysis/index.ts";
import { onAxis, panels, paramAxis } from "./axes.ts";
import type { Canvas, Drawing } from "./chart.ts";
import { colours } from "./colours.ts";
import type { Ask } from "./kind.ts";
import { everyNth } from "./thin.ts";
import { pointWords } from "./words.ts";

/** Panels drawn at most. */
const mostPanels = 10;

/** The trials over two parameters at a time, in the colour of their place among all. */
export function drawRank({ studies: [study], focus }: Ask, canvas: Canvas): Drawing {
  const names = focus.params ?? leadingParams(study!.history, focus.goal, 3);
  const found = pointsOf(study!.history, { goal: focus.goal, params: names });
  const { params } = found;
  const pairs = params
    .flatMap((_, x) => params.slice(x + 1).map((_, k) => [x, x + 1 + k] as const))
    .slice(0, mostPanels);
  const isOne = pairs.length === 1;
  const size = { least: isOne ? 320 : 230, height: isOne ? 320 : 210, right: canvas.isNarrow ? 20 : 84 };
  const { grids, height } = panels(canvas, pairs.length, size);
  return {
    note:
      pairs.length === 0
        ? "Two parameters are needed."
        : `Each dot is one of ${found.points.length} trials over two parameters; the stronger its colour, the better its place by ${found.goal}.`,
    height: Math.max(height, canvas.top + 120),
    option: {
      legend: { show: false },
      grid: grids,
      xAxis: pairs.map(([x], i) => paramAxis(canvas, params[x]!.name, params[x]!.domain, { gridIndex: i })),
      yAxis: pairs.map(([, y], i) =>
        paramAxis(canvas, params[y]!.name, params[y]!.domain, { gridIndex: i, nameGap: 46 }),
      ),
      visualMap: colours(canvas, { low: 0, high: 1, ends: ["worst", "best"], dimension: 2 }),
      series: pairs.map(([x, y], i) => ({
        type: "scatter",
        name: `${params[x]!.name} and ${params[y]!.name}`,
        xAxisIndex: i,
        yAxisIndex: i,
        symbolSize: found.points.length > 300 ? 5 : 8,
        itemStyle: { opacity: 0.9 },
        data: [...everyNth(found.points, 1500)]
          .sort((a, b) => b.rank - a.rank)
          .flatMap((t) => {
            const at = [x, y].map((j) => onAxis(params[j]!.domain, t.params[j] ?? null));
            if (at.includes(null)) return [];
            return [{ value: [...at, 1 - t.rank], name: pointWords(t.number, t.value, params, t.params) }];
          }),
      })),
    },
  };
}
