import { type Points, pointsOf } from "../analysis/index.ts";
import { onAxis, panels, paramAxis, roundRange, uprightAxis, usefulRange } from "./axes.ts";
import type { Canvas, Drawing } from "./chart.ts";
import { colours } from "./colours.ts";
import type { Ask } from "./kind.ts";
import { everyNth, mostPoints } from "./thin.ts";
import { many, pointWords } from "./words.ts";

/** Panels drawn at most when nobody says which. */
export const mostPanels = 12;

/** A panel for each parameter: what value gave what result; later trials are stronger in colour. */
export function drawSlice({ studies: [study], focus }: Ask, canvas: Canvas): Drawing {
  const found = pointsOf(study!.history, focus);
  const shown = found.params.slice(0, focus.params ? Infinity : mostPanels);
  const right = canvas.isNarrow ? 16 : 84;
  const { grids, height, columns } = panels(canvas, shown.length, {
    least: 200,
    height: 190,
    right,
    isShared: true,
  });
  const values = found.points.map((t) => t.value);
  const useful = usefulRange(values, found.isMaximised);
  const range = "min" in useful ? useful : roundRange(values);
  const last = Math.max(1, study!.history.trials.length - 1);
  return {
    note: `${found.goal} over each parameter in ${many(found.points.length, "trial")}; later ones are stronger in colour${rest(found, shown.length)}.`,
    height,
    option: {
      grid: grids,
      xAxis: shown.map((p, i) => paramAxis(canvas, p.name, p.domain, { gridIndex: i })),
      yAxis: shown.map((_, i) => {
        const isFirst = i % columns === 0;
        return uprightAxis(canvas, isFirst ? found.goal : "", {
          gridIndex: i,
          ...range,
          ...(isFirst ? {} : { axisLabel: { show: false } }),
        });
      }),
      visualMap: colours(canvas, { low: 0, high: last, ends: ["first trial", "last trial"], dimension: 2 }),
      series: shown.map((p, i) => ({
        type: "scatter",
        name: p.name,
        xAxisIndex: i,
        yAxisIndex: i,
        symbolSize: found.points.length > 400 ? 4 : 7,
        itemStyle: { opacity: 0.85 },
        data: everyNth(found.points, Math.ceil(mostPoints / Math.sqrt(shown.length))).flatMap((t) => {
          const x = onAxis(p.domain, t.params[i] ?? null);
          if (x === null) return [];
          return [
            { value: [x, t.value, t.number], name: pointWords(t.number, t.value, found.params, t.params) },
          ];
        }),
      })),
    },
  };
}

/** Says what was left out. */
function rest({ params }: Points, shown: number): string {
  return params.length > shown ? `; ${params.length - shown} more parameters can be asked for by name` : "";
}
