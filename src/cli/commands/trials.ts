import type { TrialView } from "../../study/index.ts";
import { readStudy } from "../../study/read-study.ts";
import { type CommandSpec, oneOf, wholeFrom } from "../command.ts";
import { flatParams, showResult } from "../show-values.ts";
import { table } from "../table.ts";
import { withStorage } from "../with-storage.ts";

interface Options {
  readonly state?: TrialView["state"];
  readonly sort?: "number" | "value";
  readonly last?: number;
}

const states = ["complete", "pruned", "failed", "running", "waiting", "paused"] as const;

/** How many rows are shown when not all are asked for: a page or two. */
const usualRows = 100;

/** `tunesmith trials STUDY`. */
export const trials: CommandSpec<Options> = {
  usage: "trials <study>",
  summary: "list the trials of a study",
  flags: [
    { flags: "--state <state>", help: `only those: ${states.join(", ")}`, read: oneOf(states) },
    {
      flags: "--sort <by>",
      help: "number (default), or value: the best first",
      read: oneOf(["number", "value"]),
    },
    {
      flags: "--last <n>",
      help: `the last n rows (default ${usualRows}; with --json all)`,
      read: wholeFrom(1),
    },
  ],
  examples: [
    "tunesmith trials demo-bayes",
    "tunesmith trials demo-bayes --state complete --sort value",
    "tunesmith trials demo-bayes --json",
  ],
  async run({ args: [name], options, storage: url, terminal }) {
    const study = await withStorage(url, (storage) => readStudy(storage, name!));
    const { facts } = study;
    const chosen = study.trials.filter((t) => options.state === undefined || t.state === options.state);
    if (options.sort === "value") {
      const sign = Object.values(facts.goals).includes("maximize") ? -1 : 1;
      chosen.sort(
        (a, b) => sign * ((a.value ?? Infinity * sign) - (b.value ?? Infinity * sign)) || a.number - b.number,
      );
    }
    const count = options.last ?? (terminal.isJson ? Infinity : usualRows);
    const shown = options.sort === "value" ? chosen.slice(0, count) : chosen.slice(-count);

    const names = [...new Set(shown.flatMap((t) => flatParams(t.params).map(([dotted]) => dotted)))];
    const rows = shown.map((t) => {
      const params = new Map(flatParams(t.params));
      const seconds = t.finishedAt
        ? ((t.finishedAt.getTime() - t.startedAt.getTime()) / 1000).toFixed(2)
        : "";
      const why = t.why.split("\n")[0]!.slice(0, 60);
      return [
        String(t.number),
        t.state,
        showResult(t),
        ...names.map((n) => params.get(n) ?? ""),
        seconds,
        why,
      ];
    });
    const hasWhy = rows.some((row) => row.at(-1) !== "");
    const head = ["trial", "state", "value", ...names, "seconds", ...(hasWhy ? ["why"] : [])];
    const drawn = table(head, hasWhy ? rows : rows.map((row) => row.slice(0, -1)), terminal);
    terminal.answer(
      { study: name, trials: shown },
      shown.length === 0 ? `Study "${name}" has no such trials.` : drawn,
    );
    const hidden = chosen.length - shown.length;
    if (hidden > 0 && !terminal.isJson) terminal.say(`${hidden} more: --last ${chosen.length} shows all.`);
    return 0;
  },
};
