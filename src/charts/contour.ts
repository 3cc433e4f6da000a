import { type Landscape, landscapesOf, type Points, pointsOf } from "../analysis/index.ts";
import { cellAxis, onAxis, panels } from "./axes.ts";
import type { Canvas, Drawing, Part, Series } from "./chart.ts";
import { colours } from "./colours.ts";
import type { Ask } from "./kind.ts";
import { everyNth } from "./thin.ts";
import { pointWords, shown } from "./words.ts";

/** Panels drawn at most. */
const mostPanels = 10;

/** What a model expects over two parameters at a time, with the trials in it. */
export function drawContour({ studies: [study], focus }: Ask, canvas: Canvas): Drawing {
  const lands = landscapesOf(study!.history, focus).slice(0, mostPanels);
  const points = pointsOf(study!.history, { goal: focus.goal });
  const size = {
    least: lands.length === 1 ? 320 : 230,
    height: lands.length === 1 ? 320 : 210,
    right: canvas.isNarrow ? 20 : 84,
  };
  const { grids, height } = panels(canvas, lands.length, size);
  const all = lands.flatMap((land) => land.mean.flat().filter((m) => m !== null));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const series = lands.flatMap((land, i) => panel(land, points, i, canvas));
  const ends: [string, string] = [shown(low, 3), shown(high, 3)];
  return {
    note:
      lands.length === 0
        ? "Four complete trials and two parameters are needed for a landscape."
        : `What a model expects of ${points.goal} over two parameters, the others as in the trials; strong colours are better, dots are trials.`,
    height: Math.max(height, canvas.top + 120),
    option: {
      legend: { show: false },
      grid: grids,
      xAxis: lands.flatMap(({ x }, i) => [
        cellAxis(canvas, x.name, x.domain, { gridIndex: i }),
        cells(x.at.length, i),
      ]),
      yAxis: lands.flatMap(({ y }, i) => [
        cellAxis(canvas, y.name, y.domain, { gridIndex: i, nameGap: 46 }),
        cells(y.at.length, i),
      ]),
      ...(lands.length > 0
        ? {
            visualMap: colours(canvas, {
              low,
              high,
              ends,
              dimension: 2,
              seriesIndex: series.flatMap((s, i) => (s.type === "heatmap" ? [i] : [])),
              isReversed: !points.isMaximised,
            }),
          }
        : {}),
      series,
    },
  };
}

/** The axis that the cells of a heat map stand on; the visible one beside it has the numbers. */
function cells(n: number, gridIndex: number): Part {
  return { type: "category", show: false, gridIndex, data: Array.from({ length: n }, (_, k) => String(k)) };
}

function panel(
  { x, y, mean }: Landscape,
  { params, points }: Points,
  i: number,
  { theme }: Canvas,
): Series[] {
  const [a, b] = [x, y].map(({ name }) => params.findIndex((p) => p.name === name)) as [number, number];
  return [
    {
      type: "heatmap",
      name: "model",
      xAxisIndex: 2 * i + 1,
      yAxisIndex: 2 * i + 1,
      silent: true,
      data: mean.flatMap((row, v) =>
        row.flatMap((value, u) => (value === null ? [] : [[u, v, Number(shown(value))]])),
      ),
    },
    {
      type: "scatter",
      name: "trials",
      xAxisIndex: 2 * i,
      yAxisIndex: 2 * i,
      symbolSize: points.length > 200 ? 3 : 5,
      itemStyle: { color: theme.ink, opacity: 0.7, borderColor: theme.background, borderWidth: 0.5 },
      data: everyNth(points, 500).flatMap((t) => {
        const at = [onAxis(x.domain, t.params[a] ?? null), onAxis(y.domain, t.params[b] ?? null)];
        if (at.includes(null)) return [];
        return [{ value: at, name: pointWords(t.number, t.value, params, t.params) }];
      }),
    },
  ];
}
