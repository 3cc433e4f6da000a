import { forecastOf, progressOf } from "../analysis/index.ts";
import { uprightAxis, usefulRange, valueAxis } from "./axes.ts";
import { bandedLine } from "./band.ts";
import type { Canvas, Drawing } from "./chart.ts";
import type { Ask } from "./kind.ts";
import { everyNth } from "./thin.ts";
import { percent, shown } from "./words.ts";

/** The best so far, and a fan of what it may become. */
export function drawForecast({ studies: [study], focus }: Ask, canvas: Canvas): Drawing {
  const { theme } = canvas;
  const { points, isMaximised } = progressOf(study!.history, focus);
  const { goal, trials, best, ahead } = forecastOf(study!.history, focus);
  const now = { trials, least: best ?? 0, median: best ?? 0, most: best ?? 0 };
  const fan = ahead.length > 0 ? [now, ...ahead] : [];
  const last = ahead.at(-1);
  const range = usefulRange(
    points.flatMap((p) => p.best ?? []),
    isMaximised,
  );
  const past = points.flatMap((p, i) => (p.best === null ? [] : [[i + 1, p.best]]));
  return {
    note: last
      ? `After ${last.trials} trials ${goal} is likely ${shown(last.median, 4)}, at best ${shown(last.most, 4)}; anything is gained with a chance of ${percent(last.chance)}; the band holds eight of ten cases of its past.`
      : "Sixteen complete trials are needed for a forecast.",
    height: canvas.top + (canvas.isNarrow ? 270 : 320),
    option: {
      xAxis: [valueAxis(canvas, "trials finished", { min: 0, scale: false, minInterval: 1 })],
      yAxis: [uprightAxis(canvas, `best ${goal}`, range)],
      series: [
        {
          type: "line",
          name: "so far",
          step: "end",
          showSymbol: false,
          color: theme.best,
          lineStyle: { width: 2.5 },
          data: [...everyNth(past, 1000)],
        },
        ...bandedLine({
          x: fan.map((p) => p.trials),
          y: fan.map((p) => p.median),
          low: fan.map((p) => Math.min(p.least, p.most)),
          high: fan.map((p) => Math.max(p.least, p.most)),
          color: theme.point,
          more: { name: "forecast" },
        }),
      ],
    },
  };
}
