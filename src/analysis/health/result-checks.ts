/** Checks of the results: noise, failures, bounds, repetitions, standstill. */
import { objectivesOf } from "../../history/index.ts";
import { keyOf } from "../../space/index.ts";
import { forecastOf } from "../forecast.ts";
import { progressOf } from "../progress.ts";
import { fitSurrogate } from "../surrogate.ts";
import { type Check, percent } from "./finding.ts";

/** A repeated trial would differ by more than the parameters explain. */
export const noise: Check = ({ history, table }) => {
  const { losses, trials, goal } = table;
  if (trials.length < 20) return [];
  const surrogate = fitSurrogate(history, table);
  const mean = losses.reduce((sum, l) => sum + l / losses.length, 0);
  const sd = Math.sqrt(losses.reduce((sum, l) => sum + (l - mean) ** 2 / losses.length, 0));
  if (!surrogate || !(sd > 0) || surrogate.noise < 0.5 * sd) return [];
  return [
    {
      kind: "noise",
      level: "warning",
      what: `Luck moves ${goal} by about ${Number(surrogate.noise.toPrecision(2))}, and it varies by ${Number(sd.toPrecision(2))} in all.`,
      advice:
        "Run the best few again with other seeds, or average over more folds: the best one may only be lucky.",
    },
  ];
};

/** Many trials fail. */
export const failures: Check = ({ history }) => {
  const ended = history.finished.map((number) => history.trials[number]!);
  const failed = ended.filter((t) => t.state === "failed");
  const share = failed.length / Math.max(1, ended.length);
  if (ended.length < 5 || share < 0.2) return [];
  const counts = new Map<string, number>();
  for (const { why } of failed) {
    const reason = why.split("\n", 1)[0]!.slice(0, 120);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const [reason, count] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
  return [
    {
      kind: "failures",
      level: "warning",
      what: `${failed.length} of ${ended.length} trials failed (${percent(share)}), ${count} of them with "${reason}".`,
      advice: "Look at one of them, or leave the part of the space out in which it happens.",
    },
  ];
};

/** Most trials break a bound. */
export const infeasible: Check = ({ table: { isFeasible } }) => {
  const broken = isFeasible.filter((is) => !is).length;
  if (isFeasible.length < 10 || broken < 0.5 * isFeasible.length) return [];
  return [
    {
      kind: "infeasible",
      level: broken === isFeasible.length ? "warning" : "hint",
      what: `${broken} of ${isFeasible.length} trials break a bound.`,
      advice: "Narrow the ranges to where the bounds hold, or relax a bound.",
    },
  ];
};

/** The same point is tried again and again. */
export const repeats: Check = ({ history, table: { trials } }) => {
  const space = history.study?.space ?? {};
  const points = new Set(
    trials.map(
      (t) => keyOf(space, t.params) + JSON.stringify(Object.keys(t.suggested).map((k) => t.params[k]!)),
    ),
  );
  const again = trials.length - points.size;
  if (trials.length < 10 || again < 0.2 * trials.length) return [];
  return [
    {
      kind: "repeats",
      level: "hint",
      what: `${again} of ${trials.length} trials repeat a point that was tried before.`,
      advice: "The space may be used up: stop here, or make it finer.",
    },
  ];
};

/** All results are the same. */
export const flat: Check = ({ table: { losses, goal } }) => {
  if (losses.length < 5 || losses.some((l) => l !== losses[0])) return [];
  return [
    {
      kind: "flat",
      level: "warning",
      what: `All ${losses.length} trials have the same ${goal}.`,
      advice:
        "Check that the objective uses its parameters, and that the right value is read from its output.",
    },
  ];
};

/** Nothing was gained for long. */
export const stalled: Check = ({ history, table: { goal, goals } }) => {
  if (objectivesOf(goals).length > 1) return [];
  const { points } = progressOf(history, { goal });
  const best = points.at(-1)?.best;
  const since = points.length - points.findIndex((p) => p.best === best);
  if (best === null || best === undefined || points.length < 40 || since < points.length / 2) return [];
  const double = forecastOf(history, { goal }).ahead.at(-1);
  if (!double || double.chance > 0.5) return [];
  return [
    {
      kind: "stalled",
      level: "hint",
      what: `The best ${goal} has stood for ${since} of ${points.length} trials.`,
      advice: "More of the same will hardly help: stop, or change the space, the model or the data.",
    },
  ];
};
