import { importanceOf } from "../analysis/index.ts";
import { gridBesideWords, valueAxis, wordAxis, wordsBeside } from "./axes.ts";
import type { Canvas, Drawing } from "./chart.ts";
import type { Ask } from "./kind.ts";
import { many, percent, shown } from "./words.ts";

/** Bars drawn at most; the rest matters little. */
const mostBars = 30;

/** A bar for each parameter, the most important on top, with its interval. */
export function drawImportance({ studies: [study], focus, method }: Ask, canvas: Canvas): Drawing {
  const { theme } = canvas;
  const found = importanceOf(study!.history, { ...focus, method });
  const bars = found.params.slice(0, mostBars).reverse(); // the axis goes up
  const words = (p: (typeof bars)[number]) =>
    `${p.name}: ${percent(p.share)} (${percent(p.low)} to ${percent(p.high)})` +
    (p.active < 1 ? `\nactive in ${percent(p.active)} of the trials` : "");
  const names = bars.map((p) => p.name);
  const reach = Math.min(1, Math.ceil(Math.max(0.1, ...bars.map((p) => p.high)) * 10.5) / 10);
  const [first] = found.params;
  return {
    note:
      found.trials < 2 || !first
        ? "Two complete trials are needed to say what matters."
        : `${first.name} matters most for ${found.goal}: ${percent(first.share)} by ${found.method} on ${many(found.trials, "trial")}; the lines span four in five resamplings.`,
    height: canvas.top + 60 + Math.max(3, bars.length) * 30,
    option: {
      legend: { show: false },
      grid: [gridBesideWords(canvas, names)],
      xAxis: [valueAxis(canvas, "share of importance", { min: 0, max: reach, scale: false })],
      yAxis: [wordAxis(canvas, "", names, wordsBeside(canvas))],
      series: [
        {
          type: "bar",
          name: "importance",
          barMaxWidth: 18,
          itemStyle: { color: theme.point, borderRadius: [0, 3, 3, 0] },
          data: bars.map((p) => ({ value: Number(shown(p.share)), name: words(p) })),
        },
        {
          type: "lines",
          name: "interval",
          coordinateSystem: "cartesian2d",
          silent: true,
          lineStyle: { color: theme.ink, width: 1.5, opacity: 0.7 },
          data: bars.map((p) => ({
            coords: [
              [p.low, p.name],
              [p.high, p.name],
            ],
          })),
        },
      ],
    },
  };
}
