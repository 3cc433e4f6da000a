import { selectionOf } from "../../analysis/index.ts";
import { defined } from "../../json.ts";
import { readStudy } from "../../study/index.ts";
import type { CommandSpec } from "../command.ts";
import { showNumber } from "../show-values.ts";
import { pairs, table } from "../table.ts";
import { withStorage } from "../with-storage.ts";

interface Options {
  readonly by?: string;
  readonly goal?: string;
}

/** `tunesmith selection STUDY`. */
export const selection: CommandSpec<Options> = {
  usage: "selection <study>",
  summary: "tell selection from tuning: what choosing the model gained, and what tuning it",
  details:
    "For a study with a branch (or another choice, --by): the gain over a family at random with a configuration at random, split into the " +
    "part of choosing the family and the part of tuning within. Families are compared at the same number of trials.",
  flags: [
    { flags: "--by <param>", help: "the parameter that chooses (default the first branch)" },
    { flags: "--goal <name>", help: "the goal to look at (default the first that is optimised)" },
  ],
  examples: ["tunesmith selection models", "tunesmith selection train --by optimizer"],
  async run({ args: [name], options: { by, goal }, storage: url, terminal }) {
    const { history } = await withStorage(url, (storage) => readStudy(storage, name!));
    const found = selectionOf(history, defined({ by, goal }));
    const four = (x: number) => showNumber(Number(x.toPrecision(4)));
    const share = (part: number) => (found.gain > 0 ? ` (${Math.round((100 * part) / found.gain)} %)` : "");
    const rows: [string, string][] = [
      ["best family", `${found.families[0]!.name}, by ${found.by}`],
      ["gain", `${four(found.gain)} over a family and a configuration at random`],
      ["  selection", `${four(found.selection)}${share(found.selection)}: choosing the family`],
      ["  tuning", `${four(found.tuning)}${share(found.tuning)}: tuning within it`],
      ["between families", `${Math.round(100 * found.between)} % of the variance of ${found.goal}`],
    ];
    const head = [found.by, "trials", "typical", `best of ${found.effort}`, "best"];
    const lines = found.families.map((f) => [
      f.name,
      String(f.trials),
      ...[f.typical, f.tuned, f.best].map(four),
    ]);
    terminal.answer(
      { study: name, ...found },
      `${terminal.paint.bold(name!)}\n${pairs(rows, terminal)}\n\n${table(head, lines, terminal)}`,
    );
    return 0;
  },
};
