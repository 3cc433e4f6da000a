import type { CommandSpec } from "../command.ts";
import { numberOf } from "../trial-number.ts";
import { withStudy } from "../with-study.ts";

interface Options {
  readonly why?: string;
}

/** `tunesmith invalidate STUDY NUMBER`. */
export const invalidate: CommandSpec<Options> = {
  usage: "invalidate <study> <number>",
  summary: "say that the result of a trial does not count",
  details:
    "It is a failed trial from here on, and samplers learn of it. tunesmith correct gives it another result.",
  flags: [{ flags: "--why <words>", help: "the reason" }],
  examples: ["tunesmith invalidate iris 17 --why 'wrong data'"],
  async run({ args: [name, number], options: { why }, storage, terminal }) {
    const best = await withStudy(storage, name!, async (study) => {
      await study.invalidate(numberOf(number!), why);
      return study.best;
    });
    const rest = best ? ` The best is now trial ${best.number}.` : "";
    terminal.answer({ study: name, number: Number(number), best }, `Trial ${number} does not count.${rest}`);
    return 0;
  },
};
