import { hypervolumeOf } from "../analysis/index.ts";
import { uprightAxis, valueAxis } from "./axes.ts";
import type { Canvas, Drawing } from "./chart.ts";
import type { Ask } from "./kind.ts";
import { everyNth } from "./thin.ts";
import { shown } from "./words.ts";

/** How the front of several goals grew; studies beside each other are measured up to the corner of the first. */
export function drawHypervolume({ studies }: Ask, canvas: Canvas): Drawing {
  const { theme } = canvas;
  const first = hypervolumeOf(studies[0]!.history);
  const corner = Object.fromEntries(first.goals.map((goal, k) => [goal, first.reference[k]!]));
  const words = first.goals.map((goal, k) => `${goal} ${shown(first.reference[k]!, 3)}`).join(", ");
  return {
    note:
      first.points.length === 0
        ? "No trial is complete yet."
        : `The front of ${first.points.length} trials dominates ${shown(first.points.at(-1)!.hypervolume, 4)}, up to ${words}.`,
    height: canvas.top + (canvas.isNarrow ? 270 : 320),
    option: {
      xAxis: [valueAxis(canvas, "trials finished", { min: 0, scale: false, minInterval: 1 })],
      yAxis: [uprightAxis(canvas, "hypervolume")],
      series: studies.map(({ name, history }, i) => {
        const { points } = hypervolumeOf(history, corner);
        return {
          type: "line",
          name,
          step: "end",
          showSymbol: false,
          color: studies.length === 1 ? theme.best : theme.series[i % 8]!,
          lineStyle: { width: 2.5 },
          data: everyNth([...points.keys()], 1000).map((k) => [k + 1, points[k]!.hypervolume]),
        };
      }),
    },
  };
}
