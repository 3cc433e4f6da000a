/** The quality figures as a picture for the documentation, light and dark. */
import { writeFileSync } from "node:fs";
import { type Chart, type ThemeName, themes } from "tunesmith/charts";
import { toSvg } from "tunesmith/pictures";
import { mean } from "./statistics.ts";
import type { Entry } from "./tables.ts";
import { logRegret, type Task } from "./tasks.ts";

const width = 800;
const height = 420;
const trials = [10, 20, 30, 50, 100, 200];

/** Who is shown, and under which name: ours first. */
const shown = {
  auto: "Tunesmith auto",
  "optuna-gp": "Optuna GP",
  "optuna-tpe": "Optuna TPE",
  "optuna-cmaes": "Optuna CMA-ES",
  "hyperopt-tpe": "hyperopt TPE",
  "optuna-random": "random search",
};

/** The colours of the others, away from ours. */
const others = [0, 2, 3, 4, 7];

/** Writes NAME-light.svg and NAME-dark.svg: how the regret falls with the trials, a line for each system. */
export async function writePictures(name: string, tasks: readonly Task[], entries: readonly Entry[]) {
  for (const theme of ["light", "dark"] as const) {
    writeFileSync(`${name}-${theme}.svg`, await toSvg(chartOf(theme, tasks, entries), width));
  }
}

/** The mean over tasks of the mean log regret over seeds; only the marks that all tasks have. */
function lineOf(who: string, tasks: readonly Task[], entries: readonly Entry[]): [number, number][] {
  return trials.flatMap((mark): [number, number][] => {
    const means = tasks.map((task) => {
      const runs = entries.filter((e) => e.who === who && e.task === task.name);
      return mean(runs.map((r) => logRegret(task, r.best[mark] ?? Number.NaN)));
    });
    return means.every(Number.isFinite) ? [[mark, Number(mean(means).toFixed(3))]] : [];
  });
}

function chartOf(themeName: ThemeName, tasks: readonly Task[], entries: readonly Entry[]): Chart {
  const theme = themes[themeName];
  const lines = Object.entries(shown).map(([who, label], i) => ({
    label,
    isOurs: i === 0,
    color: i === 0 ? theme.best : theme.series[others[i - 1]!]!,
    data: lineOf(who, tasks, entries),
  }));
  const axis = {
    axisLabel: { color: theme.muted, fontSize: 12 },
    axisLine: { lineStyle: { color: theme.rule } },
    splitLine: { lineStyle: { color: theme.rule } },
    nameTextStyle: { color: theme.muted, fontSize: 12 },
    nameLocation: "middle",
  };
  return {
    kind: "quality",
    title: "Regret by trials",
    note: `Mean log10 of the normalised regret over ${tasks.length} tasks; lower is better.`,
    height,
    option: {
      animation: false,
      backgroundColor: theme.background,
      title: {
        text: "How much of the way is still to go",
        subtext: `mean log10 regret over ${tasks.length} tasks: 0 is a random point, lower is better`,
        left: 12,
        top: 8,
        textStyle: { color: theme.ink, fontSize: 16 },
        subtextStyle: { color: theme.muted, fontSize: 12 },
      },
      grid: [{ left: 64, right: 130, top: 72, bottom: 52 }],
      xAxis: [
        { type: "log", name: "trials", nameGap: 28, min: 10, max: 200, ...axis, splitLine: { show: false } },
      ],
      yAxis: [{ type: "value", name: "log10 regret", nameGap: 44, ...axis, axisLine: { show: false } }],
      series: lines.map(({ label, isOurs, color, data }) => ({
        type: "line" as const,
        name: label,
        color,
        data,
        symbolSize: isOurs ? 8 : 5,
        lineStyle: { width: isOurs ? 4 : 2 },
        endLabel: {
          show: true,
          formatter: label,
          color,
          fontWeight: isOurs ? "bold" : "normal",
          fontSize: 12,
        },
      })),
    },
  };
}
