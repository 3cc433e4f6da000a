/** Checks of the space: ranges that are too narrow, parameters that do nothing. */

import { type History, objectivesOf } from "../../history/index.ts";
import { count, describe } from "../../space/index.ts";
import { importanceOf } from "../importance/importance.ts";
import { type Check, type Finding, percent } from "./finding.ts";

/** How close to an end of its range the best trial is "at the edge", and most of the good ones with it. */
const [margin, wideMargin] = [0.05, 0.15];

/** The best trials crowd at an end of a range: the optimum may lie beyond it. */
export const edge: Check = ({ table: { columns, losses, isFeasible, goals } }) => {
  const good = [...losses.keys()].filter((i) => isFeasible[i]).sort((a, b) => losses[a]! - losses[b]!);
  const best = good.slice(0, Math.max(5, Math.ceil(good.length / 10)));
  if (good.length < 20 || objectivesOf(goals).length > 1) return []; // a front reaches the ends by its nature
  return columns.flatMap(({ name, domain, unit, values }): Finding[] => {
    if ((domain.kind !== "float" && domain.kind !== "int") || domain.low === domain.high) return [];
    const active = best.filter((i) => values[i] !== undefined);
    const isLow = (i: number, m: number) => unit[i]! <= m || values[i] === domain.low;
    const isHigh = (i: number, m: number) => unit[i]! >= 1 - m || values[i] === domain.high;
    const ends = [
      [isLow, "low", domain.low],
      [isHigh, "high", domain.high],
    ] as const;
    return ends.flatMap(([isAt, end, limit]): Finding[] => {
      const at = active.filter((i) => isAt(i, wideMargin)).length;
      if (active.length < 5 || at < 0.7 * active.length || !isAt(active[0]!, margin)) return [];
      return [
        {
          kind: "edge",
          level: "warning",
          param: name,
          what: `${at} of the best ${active.length} trials have ${name} at the ${end} end of ${describe(domain)}.`,
          advice: `Widen the range beyond ${limit}: the optimum may lie outside.`,
        },
      ];
    });
  });
};

/** A parameter explains next to nothing. */
export const noEffect: Check = ({ history, table }) => {
  const { trials, columns, goals } = table;
  if (trials.length < Math.max(40, 8 * columns.length) || columns.length < 2) return [];
  const names = objectivesOf(goals);
  const some = thinned(history);
  const ofGoals = names.map((goal) => importanceOf(some, { goal, method: "fanova" }).params);
  const most = (name: string) => Math.max(...ofGoals.map((all) => all.find((p) => p.name === name)!.high));
  const isAlways = (name: string) => ofGoals[0]!.find((p) => p.name === name)!.active === 1;
  return columns
    .filter(
      ({ name, domain }) =>
        domain.kind !== "branch" && count(domain) > 1 && isAlways(name) && most(name) < 0.02,
    )
    .map(({ name }) => ({
      kind: "no-effect",
      level: "hint",
      param: name,
      what: `${name} explains at most ${percent(Math.max(0.01, most(name)))} of how ${names.join(" or ")} varies.`,
      advice: `Fix ${name} at its best value: the sampler then has a smaller space to search.`,
    }));
};

/** So many trials show what has no effect; the forests of thousands take a minute. */
const enough = 400;

/** The history for a table of at most so many trials, evenly spread over the search. */
function thinned(history: History): History {
  const every = Math.ceil(history.trials.length / enough);
  return every <= 1 ? history : { ...history, trials: history.trials.filter((_, i) => i % every === 0) };
}

/** Too little was tried for so many parameters. */
export const few: Check = ({ table: { trials, columns } }) => {
  const wanted = 5 * columns.length;
  if (trials.length === 0 || trials.length >= wanted) return [];
  return [
    {
      kind: "few",
      level: "hint",
      what: `${trials.length} trials are complete, for ${columns.length} parameters.`,
      advice: `Read importances and landscapes with care before there are ${wanted}.`,
    },
  ];
};
