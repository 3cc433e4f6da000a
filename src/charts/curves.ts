import { curvesOf } from "../analysis/index.ts";
import { uprightAxis, valueAxis } from "./axes.ts";
import type { Canvas, Drawing } from "./chart.ts";
import type { Ask } from "./kind.ts";
import { stateColours } from "./states.ts";
import { everyNth } from "./thin.ts";
import { many, shown } from "./words.ts";

/** Curves drawn at most. */
const mostCurves = 150;

/** What the trials reported, step by step; pruned ones in their colour. */
export function drawCurves({ studies: [study] }: Ask, canvas: Canvas): Drawing {
  const { theme } = canvas;
  const found = curvesOf(study!.history);
  const drawn = everyNth(found.curves, mostCurves);
  const [width, opacity] = drawn.length > 40 ? [1, 0.35] : [1.5, 0.6];
  const pruned = found.curves.filter((c) => c.state === "pruned").length;
  return {
    note:
      found.curves.length === 0
        ? "No trial has reported intermediate values."
        : `${many(found.curves.length, "trial")} reported, ${pruned} of them were pruned${drawn.length < found.curves.length ? `; ${drawn.length} are drawn` : ""}.`,
    height: canvas.top + (canvas.isNarrow ? 270 : 340),
    option: {
      xAxis: [valueAxis(canvas, "step", { minInterval: 1 })],
      yAxis: [uprightAxis(canvas, found.goal)],
      series: drawn.map((c) => ({
        type: "line",
        name: c.state,
        color: stateColours(theme)[c.state],
        showSymbol: c.steps.length === 1,
        symbolSize: 4,
        lineStyle: { width, opacity },
        data: everyNth([...c.steps.keys()], 200).map((k) => ({
          value: [c.steps[k]!, c.values[k]!],
          name: `trial ${c.number}, step ${c.steps[k]}: ${shown(c.values[k]!)}`,
        })),
      })),
    },
  };
}
