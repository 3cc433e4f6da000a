import { type CommandSpec, oneOf, wholeFrom } from "../command.ts";
import { showResult } from "../show-values.ts";
import { type ToldOptions, toldOf } from "../told.ts";
import { numberOf } from "../trial-number.ts";
import { withStudy } from "../with-study.ts";

interface Options extends ToldOptions {
  readonly attempt?: number;
}

/** `tunesmith tell STUDY NUMBER VALUE…`. */
export const tell: CommandSpec<Options> = {
  usage: "tell <study> <number> [value...]",
  summary: "say how a trial that was asked for has ended",
  flags: [
    {
      flags: "--state <state>",
      help: "complete, failed or pruned",
      read: oneOf(["complete", "failed", "pruned"]),
    },
    { flags: "--why <words>", help: "why it failed or was pruned" },
    { flags: "--attempt <n>", help: "refuse it when another attempt runs by now", read: wholeFrom(1) },
  ],
  examples: [
    "tunesmith tell iris 17 0.93",
    "tunesmith tell iris 17 accuracy=0.93 latency=12",
    "tunesmith tell iris 17 --state failed --why 'out of memory'",
  ],
  async run({ args: [name, number, ...words], options, storage, terminal }) {
    const trial = await withStudy(storage, name!, async (study) => {
      const { attempt } = options;
      const told = await study.tell(
        numberOf(number!),
        toldOf(study, words, options),
        attempt === undefined ? {} : { attempt },
      );
      const { running, trials } = study.history;
      const holdsMore = [...running].some((n) => trials[n]!.by === told.by);
      if (!holdsMore) await study.storage.leases.release(name!, told.by);
      return told;
    });
    terminal.answer(
      { study: name, ...trial },
      `Trial ${number} is ${trial.state} ${showResult(trial)}`.trimEnd(),
    );
    return 0;
  },
};
