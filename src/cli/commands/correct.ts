import { type CommandSpec, oneOf } from "../command.ts";
import { showResult } from "../show-values.ts";
import { type ToldOptions, toldOf } from "../told.ts";
import { numberOf } from "../trial-number.ts";
import { withStudy } from "../with-study.ts";

/** `tunesmith correct STUDY NUMBER VALUE…`. */
export const correct: CommandSpec<ToldOptions> = {
  usage: "correct <study> <number> [value...]",
  summary: "give a trial that has ended another result",
  flags: [
    {
      flags: "--state <state>",
      help: "complete, failed or pruned",
      read: oneOf(["complete", "failed", "pruned"]),
    },
    { flags: "--why <words>", help: "the reason" },
  ],
  examples: ["tunesmith correct iris 17 0.93", "tunesmith correct iris 17 --state failed --why 'wrong data'"],
  async run({ args: [name, number, ...words], options, storage, terminal }) {
    const trial = await withStudy(storage, name!, async (study) => {
      await study.correct(numberOf(number!), toldOf(study, words, options), options.why);
      return study.trials[Number(number)]!;
    });
    terminal.answer(
      { study: name, ...trial },
      `Trial ${number} is ${trial.state} ${showResult(trial)}`.trimEnd(),
    );
    return 0;
  },
};
