/** The axes of a large study. */
import { objectivesOf } from "../../../src/history/index.ts";
import { dimsOf } from "../../../src/space/index.ts";
import type { AxisOf } from "./density.tsx";
import type { Details } from "./large-study.ts";

/** The trial's number. */
export function numberAxis(title: string): AxisOf {
  return { column: "number", title, isLog: false, choices: null, ends: null };
}

/** The goal that is looked at. */
export function goalAxis({ goals }: Details): AxisOf {
  const goal = objectivesOf(goals)[0] ?? Object.keys(goals)[0]!;
  const isMaximised = goals[goal] === "maximize";
  return { column: `goal.${goal}`, title: goal, isLog: false, choices: null, ends: null, isMaximised };
}

/** Up to so many whole numbers stand as bands. */
const mostBands = 40;

/** How wide a band is, of the room that a value has. */
const spread = 0.7;

/** The parameters, each over its whole domain. */
export function paramAxes({ space }: Details): AxisOf[] {
  return dimsOf(space).map(({ name, domain }) => {
    const column = `param.${name}`;
    if (domain.kind === "float" || domain.kind === "int") {
      const { low, high, log: isLog } = domain;
      const ends = isLog ? ([Math.log10(low), Math.log10(high)] as const) : ([low, high] as const);
      const isBanded = domain.kind === "int" && !isLog && (domain.step ?? 1) === 1 && high - low < mostBands;
      if (isBanded)
        return { column, title: name, isLog, choices: null, spread, ends: [low - 0.5, high + 0.5] };
      const room = (ends[1] - ends[0]) * 0.01 || 1;
      return { column, title: name, isLog, choices: null, ends: [ends[0] - room, ends[1] + room] };
    }
    const choices = domain.kind === "categorical" ? domain.choices.map(String) : Object.keys(domain.cases);
    return { column, title: name, isLog: false, choices, spread, ends: [-0.5, choices.length - 0.5] };
  });
}
