import { type Dependence, dependenceOf, goalOf } from "../analysis/index.ts";
import { isWord, onAxis, panels, paramAxis, roundRange, uprightAxis } from "./axes.ts";
import { bandedLine } from "./band.ts";
import type { Canvas, Drawing, Series } from "./chart.ts";
import type { Ask } from "./kind.ts";
import { mostPanels } from "./slice.ts";
import { shown } from "./words.ts";

/** What a model expects over each parameter, on average over the others, and how sure it is. */
export function drawDependence({ studies: [study], focus }: Ask, canvas: Canvas): Drawing {
  const found = dependenceOf(study!.history, focus).slice(0, focus.params ? Infinity : mostPanels);
  const goal = goalOf(study!.history, focus.goal);
  const { grids, height, columns } = panels(canvas, found.length, {
    least: 200,
    height: 180,
    isShared: true,
  });
  const range = roundRange(found.flatMap((d) => d.mean.flatMap((m, i) => [m - d.sd[i]!, m + d.sd[i]!])));
  return {
    note:
      found.length === 0
        ? "Four complete trials are needed for a model."
        : `What a model expects of ${goal} over each parameter, the others as in the trials; the band is one standard deviation of its doubt.`,
    height: Math.max(height, canvas.top + 120),
    option: {
      legend: { show: false },
      grid: grids,
      xAxis: found.map((d, i) => paramAxis(canvas, d.name, d.domain, { gridIndex: i })),
      yAxis: found.map((_, i) => {
        const isFirst = i % columns === 0;
        const labels = isFirst ? {} : { axisLabel: { show: false } };
        return uprightAxis(canvas, isFirst ? goal : "", { gridIndex: i, ...range, ...labels });
      }),
      series: found.flatMap((d, i) => (isWord(d.domain) ? words(d, i, canvas) : line(d, i, canvas))),
    },
  };
}

function line({ name, domain, at, mean, sd }: Dependence, index: number, { theme }: Canvas): Series[] {
  return bandedLine({
    x: at.map((value) => onAxis(domain, value)),
    y: mean,
    low: mean.map((m, i) => m - sd[i]!),
    high: mean.map((m, i) => m + sd[i]!),
    color: theme.point,
    more: { name, xAxisIndex: index, yAxisIndex: index },
  });
}

function words({ name, domain, at, mean, sd }: Dependence, index: number, { theme }: Canvas): Series[] {
  const axes = { name, xAxisIndex: index, yAxisIndex: index };
  const word = (i: number) => onAxis(domain, at[i]!);
  return [
    {
      ...axes,
      type: "lines",
      coordinateSystem: "cartesian2d",
      silent: true,
      lineStyle: { color: theme.point, width: 8, opacity: 0.25 },
      data: mean.map((m, i) => ({
        coords: [
          [word(i), m - sd[i]!],
          [word(i), m + sd[i]!],
        ],
      })),
    },
    {
      ...axes,
      type: "scatter",
      symbolSize: 9,
      itemStyle: { color: theme.point },
      data: mean.map((m, i) => ({ value: [word(i), m], name: `${String(word(i))}: ${shown(m)}` })),
    },
  ];
}
