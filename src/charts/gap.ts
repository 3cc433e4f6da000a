import { type GapPoint, gapOf } from "../analysis/index.ts";
import { uprightAxis, valueAxis } from "./axes.ts";
import type { Canvas, Drawing, Series } from "./chart.ts";
import type { Ask } from "./kind.ts";
import { shown } from "./words.ts";

/** How much could still be gained, against what luck makes of a trial. */
export function drawGap({ studies: [study], focus }: Ask, canvas: Canvas): Drawing {
  const { theme } = canvas;
  const { points, goal } = gapOf(study!.history, focus);
  const line = (name: string, color: string, at: (p: GapPoint) => number): Series => ({
    type: "line",
    name,
    color,
    symbolSize: 5,
    lineStyle: { width: 2.5 },
    data: points.map((p) => ({
      value: [p.trials, at(p)],
      name: `${name} after ${p.trials} trials: ${shown(at(p), 3)}`,
    })),
  });
  const last = points.at(-1);
  const isDone = last && last.gap < last.noise;
  return {
    note: last
      ? `After ${last.trials} trials ${goal} could at most improve by ${shown(last.gap, 3)}; repeating a trial moves it by ${shown(last.noise, 3)}${isDone ? ": more trials can hardly help" : ""}.`
      : "Ten complete trials are needed to say what is left to gain.",
    height: canvas.top + (canvas.isNarrow ? 270 : 300),
    option: {
      xAxis: [valueAxis(canvas, "trials complete", { minInterval: 1 })],
      yAxis: [uprightAxis(canvas, goal, { min: 0, scale: false })],
      series: [
        line("possible improvement", theme.best, (p) => p.gap),
        line("noise of one trial", theme.muted, (p) => p.noise),
      ],
    },
  };
}
