import type { Goals } from "../history/index.ts";
import { type Params, wordOf } from "../space/index.ts";
import type { TrialView } from "../study/index.ts";

/** A number for people: six digits, no more; one that begins with many noughts as `2.5e-7`. */
export function showNumber(x: number): string {
  const short = Number(x.toPrecision(6));
  const isTiny = short !== 0 && Math.abs(short) < 1e-3;
  return isTiny ? short.toExponential() : String(short);
}

/** So many of them: `1 trial`, `2 trials`. */
export function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

/** The params by dotted names, in the space's order: what a branch chose stands before what it opened. */
export function flatParams(params: Params, prefix = ""): [name: string, text: string][] {
  return Object.entries(params).flatMap(([name, value]): [string, string][] => {
    const dotted = `${prefix}${name}`;
    if (typeof value !== "object" || value === null) {
      return [[dotted, typeof value === "number" ? showNumber(value) : wordOf(value)]];
    }
    const { is, ...inner } = value;
    return [[dotted, String(is)], ...flatParams(inner, `${dotted}.${String(is)}.`)];
  });
}

/** The params in one line: `C=10 penalty=l1`. */
export function showParams(params: Params): string {
  return flatParams(params)
    .map(([name, text]) => `${name}=${text}`)
    .join(" ");
}

/** The result in one line: the number alone with one goal, else `accuracy=0.9 latency=12`; "" without one. */
export function showResult({ value, values }: Pick<TrialView, "value" | "values">): string {
  if (value !== null) return showNumber(value);
  if (!values) return "";
  return Object.entries(values)
    .map(([goal, x]) => `${goal}=${showNumber(x)}`)
    .join(" ");
}

/** The goals in one line: `maximize accuracy, latency at most 20`. */
export function showGoals(goals: Goals): string {
  return Object.entries(goals)
    .map(([name, goal]) => {
      if (typeof goal === "string") return `${goal} ${name}`;
      return "atMost" in goal ? `${name} at most ${goal.atMost}` : `${name} at least ${goal.atLeast}`;
    })
    .join(", ");
}

/** A time for people, to the second, in the zone of this machine: `2026-01-31 14:05:09`. */
export function showTime(date: Date): string {
  return date.toLocaleString("sv-SE");
}

/** How many of each state, without those there are none of: `38 complete, 2 failed`. */
export function showStates(trials: readonly Pick<TrialView, "state">[]): string {
  const states = ["complete", "pruned", "failed", "running", "waiting", "paused"] as const;
  const counts = states.map((state) => [state, trials.filter((t) => t.state === state).length] as const);
  const found = counts.filter(([, count]) => count > 0).map(([state, count]) => `${count} ${state}`);
  return found.length > 0 ? found.join(", ") : "none yet";
}
