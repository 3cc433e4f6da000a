import { readStudy, type StudyView } from "../../study/index.ts";
import type { CommandSpec } from "../command.ts";
import { flatParams, showNumber, showParams, showResult, showStates } from "../show-values.ts";
import { exit } from "../status.ts";
import { pairs, table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { withStorage } from "../with-storage.ts";

/** `tunesmith best STUDY`. */
export const best: CommandSpec = {
  usage: "best <study>",
  summary: "show the best trial of a study",
  details: "With several optimised goals: the trials that no other beats in all of them.",
  examples: ["tunesmith best demo-bayes", "tunesmith best demo-bayes --json"],
  async run({ args: [name], storage: url, terminal }) {
    const study = await withStorage(url, (storage) => readStudy(storage, name!));
    if (study.best) terminal.answer(study.best, bestInWords(study, terminal));
    else if (study.pareto.length > 0)
      terminal.answer({ pareto: study.pareto }, paretoInWords(study, terminal));
    else {
      const why = `Study "${name}" has no feasible complete trial; its trials: ${showStates(study.trials)}.`;
      terminal.answer(null, why);
      return exit.failed;
    }
    return exit.done;
  },
};

/** The best trial, a line for each of its values and params. */
export function bestInWords({ name, best, trials }: StudyView, terminal: Terminal): string {
  const { number, values, params } = best!;
  const results = Object.entries(values!).map(([goal, x]) => [goal, showNumber(x)] as const);
  const rows = [...results, ...flatParams(params), ["trial", String(number)] as const];
  return `The best of ${trials.length} trials of ${terminal.paint.bold(name)}\n${pairs(rows, terminal)}`;
}

/** The front, a row for each trial. */
export function paretoInWords({ name, pareto }: StudyView, terminal: Terminal): string {
  const goals = Object.keys(pareto[0]!.values!);
  const rows = pareto.map((t) => [
    String(t.number),
    ...goals.map((goal) => showNumber(t.values![goal]!)),
    showParams(t.params),
  ]);
  const drawn = table(["trial", ...goals, "params"], rows, terminal);
  return `${pareto.length} trials of ${terminal.paint.bold(name)} that no other beats\n${drawn}`;
}

/** One line about the best, for the end of a run. */
export function bestInShort({ best }: Pick<StudyView, "best">): string {
  return best ? `${showResult(best)} at ${showParams(best.params)} (trial ${best.number})` : "none yet";
}
