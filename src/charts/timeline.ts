import { type Bar, timelineOf } from "../analysis/index.ts";
import { valueAxis, wordAxis } from "./axes.ts";
import type { Canvas, Drawing } from "./chart.ts";
import type { Ask } from "./kind.ts";
import { stateColours } from "./states.ts";
import { mostPoints } from "./thin.ts";
import { many, shown } from "./words.ts";

/** Who ran what when: a lane for each trial at a time of each worker. */
export function drawTimeline({ studies: [study] }: Ask, canvas: Canvas): Drawing {
  const { theme } = canvas;
  const found = timelineOf(study!.history);
  const bars = found.bars.slice(-mostPoints);
  const unit = unitOf(found.endMs);
  const lanes = found.bars.reduce((n, bar) => Math.max(n, bar.lane + 1), 0);
  const busy = found.bars.reduce((sum, bar) => sum + bar.toMs - bar.fromMs, 0);
  const states = [...new Set(bars.map((bar) => bar.state))];
  const thick = Math.max(2, Math.min(18, 260 / Math.max(1, lanes)));
  const at = (ms: number) => Number((ms / unit.ms).toPrecision(8));
  const words = (bar: Bar) =>
    `trial ${bar.number}: ${bar.state}\n${shown(at(bar.toMs) - at(bar.fromMs), 3)} ${unit.name}, by ${bar.by}`;
  return {
    note:
      bars.length === 0
        ? "No trial has begun yet."
        : `${many(found.bars.length, "trial")} in ${shown(at(found.endMs), 3)} ${unit.name}, ${shown(busy / Math.max(1, found.endMs), 2)} at a time on average.`,
    height: canvas.top + 70 + Math.max(90, Math.min(320, lanes * 24)),
    option: {
      xAxis: [
        valueAxis(canvas, `${unit.name} since the study began`, {
          min: 0,
          max: Math.max(at(found.endMs), 1e-9),
          scale: false,
        }),
      ],
      yAxis: [
        wordAxis(
          canvas,
          "lane",
          Array.from({ length: Math.max(1, lanes) }, (_, i) => String(i + 1)),
        ),
      ],
      series: states.map((state) => ({
        type: "lines",
        name: state,
        coordinateSystem: "cartesian2d",
        color: stateColours(theme)[state],
        lineStyle: { color: stateColours(theme)[state], width: thick, opacity: 0.85, cap: "butt" },
        data: bars
          .filter((bar) => bar.state === state)
          .map((bar) => ({
            name: words(bar),
            coords: [
              [at(bar.fromMs), bar.lane],
              [at(bar.toMs), bar.lane],
            ],
          })),
      })),
    },
  };
}

/** The unit in which a time is a handy number. */
function unitOf(ms: number): { readonly name: string; readonly ms: number } {
  if (ms < 2000) return { name: "ms", ms: 1 };
  if (ms < 300_000) return { name: "seconds", ms: 1000 };
  if (ms < 18_000_000) return { name: "minutes", ms: 60_000 };
  return ms < 432_000_000 ? { name: "hours", ms: 3_600_000 } : { name: "days", ms: 86_400_000 };
}
