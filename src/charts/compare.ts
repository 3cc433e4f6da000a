import { compareGroups, type Group } from "../analysis/index.ts";
import { uprightAxis, usefulRange, valueAxis } from "./axes.ts";
import { bandedLine } from "./band.ts";
import type { Canvas, Drawing } from "./chart.ts";
import type { Ask, Named } from "./kind.ts";
import { everyNth } from "./thin.ts";
import { percent, shown } from "./words.ts";

/** The best so far of each group: the mean of its runs, and the standard error of it as a band. */
export function drawCompare({ studies, focus }: Ask, canvas: Canvas): Drawing {
  const { theme } = canvas;
  const { groups, goal, isMaximised, pairs } = compareGroups(groupsOf(studies), focus);
  const [first] = pairs;
  const range = usefulRange(
    groups.flatMap((g) => g.curve.map((p) => p.mean)),
    isMaximised,
  );
  return {
    note: first
      ? `One of the ${first.by} of ${first.a} is better than one of ${first.b} with a chance of ${percent(first.better)} (p = ${shown(first.p, 2)}).`
      : "Two studies are needed for a comparison.",
    height: canvas.top + (canvas.isNarrow ? 270 : 340),
    option: {
      xAxis: [valueAxis(canvas, "trials finished", { min: 0, scale: false, minInterval: 1 })],
      yAxis: [uprightAxis(canvas, `best ${goal} so far`, range)],
      series: groups.flatMap(({ name, runs, curve }, i) => {
        const points = everyNth(curve, 600);
        return bandedLine({
          x: points.map((p) => p.trials),
          y: points.map((p) => p.mean),
          low: points.map((p) => p.mean - p.error),
          high: points.map((p) => p.mean + p.error),
          color: theme.series[i % 8]!,
          more: { name: runs > 1 ? `${name} (${runs} runs)` : name },
        });
      }),
    },
  };
}

/** The studies by group, in the order in which they come. */
export function groupsOf(studies: readonly Named[]): Group[] {
  const names = [...new Set(studies.map((s) => s.group ?? s.name))];
  return names.map((name) => ({
    name,
    runs: studies.filter((s) => (s.group ?? s.name) === name).map((s) => s.history),
  }));
}
