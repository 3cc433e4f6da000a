import { readStudy } from "../../study/read-study.ts";
import type { CommandSpec } from "../command.ts";
import { confirm } from "../confirm.ts";
import { withStorage } from "../with-storage.ts";

interface Options {
  readonly yes?: boolean;
}

/** `tunesmith delete STUDY`. */
export const deleteStudy: CommandSpec<Options> = {
  usage: "delete <study>",
  summary: "remove a study with all its trials, for good",
  flags: [{ flags: "--yes", help: "ask nothing" }],
  examples: ["tunesmith delete iris", "tunesmith archive iris    (hides it, and keeps all)"],
  async run({ args: [name], options, storage: url, terminal }) {
    const trials = await withStorage(url, async (storage) => {
      const study = await readStudy(storage, name!);
      const what = `study "${name}" and its ${study.trials.length} trials`;
      if (!options.yes)
        await confirm(
          `Delete ${what} for good?`,
          terminal,
          `delete would remove ${what}; add --yes if you mean it.`,
        );
      await storage.drop(name!);
      return study.trials.length;
    });
    terminal.answer({ study: name, deleted: true, trials }, `Deleted ${name} and its ${trials} trials.`);
    return 0;
  },
};
