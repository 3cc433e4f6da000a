import { InvalidArgumentError } from "commander";
import { TunesmithError } from "../../error.ts";
import { defined } from "../../json.ts";
import { type CommandSpec, wholeFrom } from "../command.ts";
import { partFlags, prunerOf, samplerOf } from "../part-flags.ts";
import { withStudy } from "../with-study.ts";

interface Options {
  readonly budget?: number | null;
  readonly sampler?: string;
  readonly pruner?: string;
  readonly maxAttempts?: number;
}

/** `tunesmith change STUDY`. */
export const change: CommandSpec<Options & Record<string, unknown>> = {
  usage: "change <study>",
  summary: "give a living study another budget, sampler or pruner",
  details: "The last word counts, also over what running workers were started with.",
  flags: [
    { flags: "--budget <n>", help: 'trials in all, or "none": what each worker was told', read: readBudget },
    { flags: "--sampler <name>", help: "see tunesmith samplers" },
    { flags: "--pruner <name>", help: "see tunesmith pruners" },
    {
      flags: "--max-attempts <n>",
      help: "workers a trial may take down before it fails",
      read: wholeFrom(1),
    },
    ...partFlags(),
  ],
  examples: ["tunesmith change iris --budget 200", "tunesmith change iris --sampler tpe"],
  async run({ args: [name], options, storage, terminal }) {
    const { budget, maxAttempts } = options;
    const changes = defined({ budget, maxAttempts, sampler: samplerOf(options), pruner: prunerOf(options) });
    if (Object.keys(changes).length === 0) {
      throw new TunesmithError(
        "usage",
        "say what to change: --budget, --sampler, --pruner or --max-attempts.",
      );
    }
    const now = await withStudy(storage, name!, async (study) => {
      await study.change(changes);
      const { sampler, pruner } = study.history.study!;
      return { budget: study.history.steering.budget, sampler: sampler.name, pruner: pruner.name };
    });
    const budgetNow = now.budget === null ? "what each worker is told" : `${now.budget} trials`;
    terminal.answer(
      { study: name, ...now },
      `${name}: budget ${budgetNow}, sampler ${now.sampler}, pruner ${now.pruner}.`,
    );
    return 0;
  },
};

function readBudget(text: string): number | null {
  if (text === "none") return null;
  const value = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('it must be a whole number, or "none".');
}
