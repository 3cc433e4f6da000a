import { readStudy } from "../../study/read-study.ts";
import type { CommandSpec } from "../command.ts";
import { hasResult, resultInWords } from "../result-words.ts";
import { exit } from "../status.ts";
import { withStorage } from "../with-storage.ts";

/** `tunesmith best STUDY`. */
export const best: CommandSpec = {
  usage: "best <study>",
  summary: "show the best trial of a study",
  details: "With several optimised goals: the trials that no other beats in all of them.",
  examples: ["tunesmith best demo-bayes", "tunesmith best demo-bayes --json"],
  async run({ args: [name], storage: url, terminal }) {
    const study = await withStorage(url, (storage) => readStudy(storage, name!));
    const { best, pareto } = study;
    terminal.answer(pareto.length > 0 && !best ? { pareto } : best, resultInWords(study, terminal));
    return hasResult(study) ? exit.done : exit.failed;
  },
};
