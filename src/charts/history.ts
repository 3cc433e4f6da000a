import { type ProgressPoint, progressOf } from "../analysis/index.ts";
import { uprightAxis, usefulRange, valueAxis } from "./axes.ts";
import type { Canvas, Drawing, Series } from "./chart.ts";
import type { Ask } from "./kind.ts";
import { thinned } from "./thin.ts";
import { many, shown } from "./words.ts";

/** Every result in order, and the best so far; of several studies the best so far of each. */
export function drawHistory({ studies, focus }: Ask, canvas: Canvas): Drawing {
  const { theme } = canvas;
  const all = studies.map(({ name, history }) => ({ name, ...progressOf(history, focus) }));
  const [first] = all;
  const isOne = all.length === 1;
  const series = isOne
    ? ofOne(first!.points, canvas)
    : all.map((p, i) => bestLine(p.points, theme.series[i % 8]!, p.name));
  const drawn = isOne
    ? first!.points.map((p) => p.value)
    : all.flatMap((p) => p.points.map((q) => q.best ?? q.value));
  const range = usefulRange(drawn, first?.isMaximised ?? false);
  const best = first?.points.at(-1)?.best;
  const last = first?.points.findLastIndex((p, i) => p.best !== first.points[i - 1]?.best) ?? 0;
  return {
    note: isOne
      ? best === undefined || best === null
        ? "No trial has a feasible result yet."
        : `The best of ${many(first!.points.length, "trial")} is ${shown(best)}, found by trial ${first!.points[last]!.number}.`
      : `The best so far of ${many(all.length, "study").replace("studys", "studies")}, by trial.`,
    height: canvas.top + (canvas.isNarrow ? 270 : 340),
    option: {
      xAxis: [valueAxis(canvas, "trials finished", { scale: false, min: 0, minInterval: 1 })],
      yAxis: [uprightAxis(canvas, first?.goal ?? "value", range)],
      series,
    },
  };
}

function ofOne(points: readonly ProgressPoint[], { theme }: Canvas): Series[] {
  const indexed = points.map((p, i) => ({ ...p, at: i + 1 }));
  const drawn = thinned(
    indexed,
    (p) => p.value,
    (p) => p.best === p.value,
  );
  const dots = (name: string, isFeasible: boolean, color: string): Series => ({
    type: "scatter",
    name,
    symbolSize: points.length > 400 ? 4 : 6,
    itemStyle: { color, opacity: 0.75 },
    data: drawn
      .filter((p) => p.isFeasible === isFeasible)
      .map((p) => ({ value: [p.at, p.value], name: `trial ${p.number}: ${shown(p.value)}` })),
  });
  const infeasible = points.some((p) => !p.isFeasible)
    ? [dots("breaks a bound", false, theme.infeasible)]
    : [];
  return [...infeasible, dots("result", true, theme.point), bestLine(points, theme.best, "best so far")];
}

/** The best so far, as a step at each trial that improved it. */
function bestLine(points: readonly ProgressPoint[], color: string, name: string): Series {
  const data = points.flatMap((p, i) => {
    const isStep = p.best !== null && (p.best !== points[i - 1]?.best || i === points.length - 1);
    return isStep ? [{ value: [i + 1, p.best], name: `trial ${p.number}: ${shown(p.best!)}` }] : [];
  });
  return {
    type: "line",
    name,
    step: "end",
    showSymbol: false,
    lineStyle: { width: 2.5 },
    itemStyle: { color },
    color,
    data,
  };
}
