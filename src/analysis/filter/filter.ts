import type { Goals, Trial } from "../../history/index.ts";
import type { Params, Scalar } from "../../space/index.ts";
import { type Expression, readExpression, type Sign } from "./read.ts";

/** Whether a trial is among those chosen. */
export type Filter = (trial: Trial, goals: Goals) => boolean;

/**
 * Reads a filter: `value > 0.9 and lr < 0.01`.
 *
 * Names are those of parameters (dotted), of goals, and `number`, `state`, `value` (of the first goal), `duration` in
 * seconds, `attempt`, `worker`, `why`, `failure`, `steps` and `note.KEY`; where they meet, the parameter goes before. What
 * a trial does not have is null; null is equal to null alone, and neither above nor below anything.
 *
 * @param text  "" chooses all
 * @throws TunesmithError "option" where it cannot be understood
 */
export function filterOf(text: string): Filter {
  if (text.trim() === "") return () => true;
  const expression = readExpression(text);
  return (trial, goals) => evaluated(expression, (name) => fieldOf(trial, goals, name)) === true;
}

function evaluated(e: Expression, field: (name: string) => Scalar): Scalar {
  switch (e.kind) {
    case "value":
      return e.value;
    case "name":
      return field(e.name);
    case "not":
      return evaluated(e.of, field) !== true;
    case "minus": {
      const value = evaluated(e.of, field);
      return typeof value === "number" ? -value : null;
    }
    case "two":
      if (e.sign === "and") return evaluated(e.left, field) === true && evaluated(e.right, field) === true;
      if (e.sign === "or") return evaluated(e.left, field) === true || evaluated(e.right, field) === true;
      return together(e.sign, evaluated(e.left, field), evaluated(e.right, field));
  }
}

function together(sign: Exclude<Sign, "and" | "or">, a: Scalar, b: Scalar): Scalar {
  if (sign === "==") return a === b;
  if (sign === "!=") return a !== b;
  if (sign === "contains") return a !== null && String(a).includes(String(b));
  if (typeof a === "string" && typeof b === "string") return ordered(sign, a < b ? -1 : a > b ? 1 : 0);
  if (typeof a !== "number" || typeof b !== "number") return ordered(sign, Number.NaN);
  switch (sign) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    default:
      return ordered(sign, a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN);
  }
}

/** @param order  below, at or above 0; NaN where there is none */
function ordered(sign: Sign, order: number): boolean | null {
  if (sign === "<") return order < 0;
  if (sign === "<=") return order <= 0;
  if (sign === ">") return order > 0;
  return sign === ">=" ? order >= 0 : null;
}

function fieldOf(trial: Trial, goals: Goals, name: string): Scalar {
  const param = paramAt(trial.params, name);
  if (param !== undefined) return param;
  if (Object.hasOwn(goals, name)) return trial.values?.[name] ?? null;
  if (name.startsWith("note.")) {
    const note = trial.notes[name.slice("note.".length)] ?? null;
    return typeof note === "object" ? null : note;
  }
  switch (name) {
    case "number":
    case "state":
    case "attempt":
    case "why":
    case "failure":
      return trial[name];
    case "worker":
      return trial.by;
    case "steps":
      return trial.steps.length;
    case "value":
      return trial.values?.[Object.keys(goals)[0]!] ?? null;
    case "duration":
      return trial.finishedAt === null ? null : (trial.finishedAt - trial.startedAt) / 1000;
    default:
      return null;
  }
}

/** A parameter by its dotted name, `model.svm.c`; `model` alone is the case that was chosen. */
function paramAt(params: Params | null, name: string): Scalar | undefined {
  let here: Params | null = params;
  const parts = name.split(".");
  for (let i = 0; here !== null; i += 2) {
    const value: Scalar | Params | undefined = Object.hasOwn(here, parts[i]!) ? here[parts[i]!] : undefined;
    if (typeof value !== "object" || value === null) return i === parts.length - 1 ? value : undefined;
    if (i === parts.length - 1) return value.is as Scalar;
    if (value.is !== parts[i + 1] || i + 2 >= parts.length) return undefined;
    here = value;
  }
  return undefined;
}
