import { calibrationOf } from "../analysis/index.ts";
import { panels, uprightAxis, valueAxis } from "./axes.ts";
import type { Canvas, Drawing } from "./chart.ts";
import type { Ask } from "./kind.ts";
import { everyNth } from "./thin.ts";
import { percent, shown } from "./words.ts";

/** Predictions beside results, and how often results fell below each predicted quantile. */
export function drawCalibration({ studies: [study] }: Ask, canvas: Canvas): Drawing {
  const { theme } = canvas;
  const { points, coverage } = calibrationOf(study!.history);
  const { grids, height } = panels(canvas, 2, { least: 300, height: 250 });
  const drawn = everyNth(points, 800);
  const quantiles = points.map((p) => p.quantile).sort((a, b) => a - b);
  const ends = points.flatMap((p) => [p.mean, p.actual]);
  const low = ends.reduce((a, b) => Math.min(a, b), Infinity);
  const high = ends.reduce((a, b) => Math.max(a, b), -Infinity);
  const at90 = coverage.find((c) => c.nominal === 0.9)!;
  const diagonal = (index: number, from: number, to: number) => ({
    type: "line" as const,
    name: "as predicted",
    xAxisIndex: index,
    yAxisIndex: index,
    showSymbol: false,
    silent: true,
    color: theme.muted,
    lineStyle: { type: "dashed", width: 1.5 },
    data: [
      [from, from],
      [to, to],
    ],
  });
  return {
    note:
      points.length === 0
        ? "No trial has a prediction: the sampler keeps none, or there was no model yet."
        : `Of ${points.length} results ${percent(at90.actual)} lie in the intervals that should hold 90 %.`,
    height,
    option: {
      legend: { show: false },
      grid: grids,
      xAxis: [
        valueAxis(canvas, "predicted (standardised loss)", { gridIndex: 0 }),
        valueAxis(canvas, "predicted quantile", { gridIndex: 1, min: 0, max: 1, scale: false }),
      ],
      yAxis: [
        uprightAxis(canvas, "result", { gridIndex: 0 }),
        uprightAxis(canvas, "share of the results", { gridIndex: 1, min: 0, max: 1, scale: false }),
      ],
      series:
        points.length === 0
          ? []
          : [
              diagonal(0, low, high),
              {
                type: "lines",
                name: "doubt",
                xAxisIndex: 0,
                yAxisIndex: 0,
                coordinateSystem: "cartesian2d",
                silent: true,
                lineStyle: { color: theme.point, width: 1, opacity: 0.3 },
                data: drawn.map((p) => ({
                  coords: [
                    [p.mean - p.sd, p.actual],
                    [p.mean + p.sd, p.actual],
                  ],
                })),
              },
              {
                type: "scatter",
                name: "trial",
                xAxisIndex: 0,
                yAxisIndex: 0,
                symbolSize: 6,
                itemStyle: { color: theme.point },
                data: drawn.map((p) => ({
                  value: [p.mean, p.actual],
                  name: `trial ${p.number}: predicted ${shown(p.mean, 3)} ± ${shown(p.sd, 2)}, came ${shown(p.actual, 3)}`,
                })),
              },
              diagonal(1, 0, 1),
              {
                type: "line",
                name: "results",
                xAxisIndex: 1,
                yAxisIndex: 1,
                showSymbol: false,
                color: theme.best,
                lineStyle: { width: 2.5 },
                data: everyNth([...quantiles.keys()], 400).map((i) => [
                  quantiles[i]!,
                  (i + 1) / quantiles.length,
                ]),
              },
            ],
    },
  };
}
