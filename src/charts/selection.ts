import { type Selection, selectionOf } from "../analysis/index.ts";
import { isTunesmithError, TunesmithError } from "../error.ts";
import { gridBesideWords, valueAxis, wordAxis, wordsBeside } from "./axes.ts";
import type { Canvas, Drawing } from "./chart.ts";
import type { Ask } from "./kind.ts";
import { many, percent, shown } from "./words.ts";

/** A line for each family, from what it gives untuned to what it gives tuned: lines are tuning, what lies between them is selection. */
export function drawSelection({ studies: [study], focus }: Ask, canvas: Canvas): Drawing {
  const { theme } = canvas;
  const found = foundIn(study!.history, focus);
  const families = found ? [...found.families].reverse() : []; // the axis goes up
  const names = families.map((f) => f.name);
  const words = (f: (typeof families)[number]) =>
    `${f.name}: ${many(f.trials, "trial")}\ntypical ${shown(f.typical, 4)}\nbest of ${found!.effort} ${shown(f.tuned, 4)}\nbest ${shown(f.best, 4)}`;
  const points = (
    name: string,
    at: "typical" | "tuned" | "best",
    look: { color: string; symbolSize: number },
  ) => ({
    type: "scatter" as const,
    name,
    symbol: at === "best" ? "diamond" : "circle",
    symbolSize: look.symbolSize,
    color: look.color,
    itemStyle: { color: look.color },
    data: families.map((f) => ({ value: [f[at], f.name], name: words(f) })),
  });
  return {
    note: found
      ? selectionInWords(found)
      : "Two families with results are needed to tell selection from tuning.",
    height: canvas.top + 84 + Math.max(3, families.length) * 34,
    option: {
      grid: [gridBesideWords(canvas, names)],
      xAxis: [valueAxis(canvas, found?.goal ?? "")],
      yAxis: [wordAxis(canvas, "", names, wordsBeside(canvas))],
      series: [
        {
          type: "lines",
          name: "tuning",
          coordinateSystem: "cartesian2d",
          color: theme.rule,
          silent: true,
          lineStyle: { color: theme.infeasible, width: 3, opacity: 1 },
          data: families.map((f) => ({
            coords: [
              [f.typical, f.name],
              [f.tuned, f.name],
            ],
          })),
        },
        points("typical", "typical", { color: theme.muted, symbolSize: 9 }),
        points(`best of ${found?.effort ?? 0}`, "tuned", { color: theme.point, symbolSize: 12 }),
        points("best", "best", { color: theme.best, symbolSize: 9 }),
      ],
    },
  };
}

/** What was gained, and how, in two sentences. */
export function selectionInWords(found: Selection): string {
  const { families, by, goal, effort, gain, selection, tuning, between } = found;
  const apart = `${percent(between)} of the variance of ${goal} lies between families.`;
  if (!(gain > 0)) {
    return `Neither choosing ${by} nor tuning has gained anything over a configuration at random. ${apart}`;
  }
  // A part below nought has taken from what the other gained: shares would be of more than all.
  const isShared = selection >= 0 && tuning >= 0;
  const part = (x: number) => (isShared ? percent(x / gain) : shown(x, 3));
  const how = `${part(selection)} is selection (choosing ${families[0]!.name}) and ${part(tuning)} tuning within it`;
  return `Of a gain of ${shown(gain, 3)} over a family and a configuration at random, ${how}, at ${many(effort, "trial")} each. ${apart}`;
}

/** null where fewer than two families have results. @throws TunesmithError "unsupported" for a study without a branch */
function foundIn(history: Ask["studies"][number]["history"], focus: Ask["focus"]): Selection | null {
  try {
    return selectionOf(history, focus);
  } catch (e) {
    if (isTunesmithError(e, "data")) return null;
    if (isTunesmithError(e, "params")) throw new TunesmithError("unsupported", e.message, { cause: e });
    throw e;
  }
}
