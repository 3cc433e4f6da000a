import { edfOf } from "../analysis/index.ts";
import { uprightAxis, valueAxis } from "./axes.ts";
import type { Canvas, Drawing } from "./chart.ts";
import type { Ask } from "./kind.ts";
import { everyNth } from "./thin.ts";
import { shown } from "./words.ts";

/** How large a share of the trials is at most so large: a line for each study. */
export function drawEdf({ studies, focus }: Ask, canvas: Canvas): Drawing {
  const { theme } = canvas;
  const all = studies.map(({ name, history }) => ({ name, ...edfOf(history, focus) }));
  const first = all[0]!;
  const middle = first.values[first.shares.findIndex((s) => s >= 0.5)];
  return {
    note:
      middle === undefined
        ? "No trial is complete yet."
        : `Half of the trials of ${first.name} have ${first.goal} of at most ${shown(middle)}.`,
    height: canvas.top + (canvas.isNarrow ? 270 : 320),
    option: {
      xAxis: [valueAxis(canvas, first.goal)],
      yAxis: [uprightAxis(canvas, "share of the trials", { min: 0, max: 1, scale: false })],
      series: all.map(({ name, values, shares }, i) => ({
        type: "line",
        name,
        step: "end",
        showSymbol: false,
        lineStyle: { width: 2.5 },
        color: theme.series[i % 8]!,
        data: everyNth([...values.keys()], 1000).map((k) => [values[k]!, shares[k]!]),
      })),
    },
  };
}
