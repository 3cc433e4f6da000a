/** What a study has found, in words. */
import type { StudyView } from "../study/index.ts";
import { count, flatParams, showNumber, showParams, showResult, showStates } from "./show-values.ts";
import { pairs, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

/** A study as far as its results go. */
export type Results = Pick<StudyView, "name" | "best" | "pareto" | "trials">;

/** Whether there is anything to show. */
export function hasResult(study: Results): boolean {
  return study.best !== null || study.pareto.length > 0;
}

/** The best trial, a line for each of its values and params; with several goals the front, a row for each trial. */
export function resultInWords(study: Results, terminal: Terminal): string {
  const { name, best, trials } = study;
  const { bold } = terminal.paint;
  if (best) {
    const results = Object.entries(best.values!).map(([goal, x]) => [goal, showNumber(x)] as const);
    const rows = [...results, ...flatParams(best.params), ["trial", String(best.number)] as const];
    return `The best of ${count(trials.length, "trial")} of ${bold(name)}\n${pairs(rows, terminal)}`;
  }
  const { pareto } = study; // of one goal it would be made in vain
  if (pareto.length === 0) {
    return `Study ${bold(name)} has no feasible complete trial; its trials: ${showStates(trials)}.`;
  }
  const goals = Object.keys(pareto[0]!.values!);
  const rows = pareto.map((t) => [
    String(t.number),
    ...goals.map((goal) => showNumber(t.values![goal]!)),
    showParams(t.params),
  ]);
  const front = table(["trial", ...goals, "params"], rows, terminal);
  return `${count(pareto.length, "trial")} of ${bold(name)} that no other beats\n${front}`;
}

/** The same in one line. */
export function resultInShort(study: Results): string {
  const { best } = study;
  if (best) return `${showResult(best)} at ${showParams(best.params)} (trial ${best.number})`;
  const { pareto } = study;
  return pareto.length > 0 ? `${count(pareto.length, "trial")} that no other beats` : "none yet";
}
