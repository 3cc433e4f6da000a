import type { CommandSpec } from "../command.ts";
import { withStudy } from "../with-study.ts";

interface Options {
  readonly undo?: boolean;
}

/** `tunesmith archive STUDY`. */
export const archive: CommandSpec<Options> = {
  usage: "archive <study>",
  summary: "lay a study away: lists hide it, and nothing of it is lost",
  flags: [{ flags: "--undo", help: "take it back" }],
  examples: ["tunesmith archive iris", "tunesmith studies --all", "tunesmith archive iris --undo"],
  async run({ args: [name], options: { undo = false }, storage, terminal }) {
    await withStudy(storage, name!, (study) => study.archive(!undo));
    terminal.answer(
      { study: name, isArchived: !undo },
      `${name} is ${undo ? "in lists again" : "laid away"}.`,
    );
    return 0;
  },
};
