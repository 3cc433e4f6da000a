import { type Confirmation, confirmationOf } from "../../analysis/index.ts";
import { TunesmithError } from "../../error.ts";
import { defined } from "../../json.ts";
import { type ConfirmOptions, openStudy, readStudy } from "../../study/index.ts";
import { type CommandSpec, collect, wholeFrom } from "../command.ts";
import { planObjective } from "../command-objective.ts";
import { confirmationInWords } from "../confirmation-words.ts";
import { watchInterrupts } from "../interrupt.ts";
import { parallelOf } from "../run/parallel.ts";
import { settingFlags } from "../setting-flags.ts";
import { showNumber } from "../show-values.ts";
import { exit } from "../status.ts";
import { isStudyFile, planFor } from "../study-file/plan-for.ts";
import { settingsOf } from "../study-file/plan-of.ts";
import { searchOfModule } from "../study-file/search-module.ts";
import { withStorage } from "../with-storage.ts";

interface Options {
  readonly top?: number;
  readonly rounds?: number;
  readonly parallel?: string;
  readonly simpler?: readonly string[];
  readonly verbose?: boolean;
}

/** `tunesmith confirm STUDY …`. */
export const confirmBest: CommandSpec<Options> = {
  usage: "confirm <study> [file] [command...]",
  summary: "evaluate the best trials again, and say how good the winner really is",
  details:
    "The best of many trials looks better than it is: it was chosen for its luck, too. The top ones are evaluated again with other " +
    "seeds (commands: TUNESMITH_SEED or {seed}; functions: trial.seed), or on fresh folds for a search of tunesmith/ml (a module that " +
    "exports search, X and y). Those that fall behind are left out on the way. It says the score without the luck, how sure it is, and " +
    "which configuration is the simplest that is as good. What was evaluated is in the log beside the trials; no sampler sees it, and " +
    "the same line again goes on. Without a file or command it says what is known.",
  flags: [
    { flags: "--top <n>", help: "how many of the best (default 5)", read: wholeFrom(1) },
    { flags: "--rounds <n>", help: "how often each is evaluated at most (default 5)", read: wholeFrom(1) },
    {
      flags: "--simpler <param>",
      help: "of less of this parameter it is simpler ('-C': of more); may come again (default the time it took)",
      read: collect,
    },
    ...settingFlags("run").filter(({ flags }) => flags.startsWith("--parallel")),
    { flags: "--verbose", help: "show what the command prints" },
    ...settingFlags("command", "Of commands:"),
  ],
  examples: [
    "tunesmith confirm train -- python train.py --lr {lr} --seed {seed}",
    "tunesmith confirm study study.ts --top 3 --rounds 10",
    "tunesmith confirm GridSearchCV search.ts --simpler maxDepth",
  ],
  async run({ args: [name, ...words], options, storage: url, terminal }) {
    const interrupts = watchInterrupts(() => terminal.say("\nEnding; the same line goes on."));
    const { top, rounds, simpler, verbose } = options;
    const settings = settingsOf(options as Options & Record<string, unknown>);
    const how: ConfirmOptions = {
      ...defined({ top, rounds, simpler }),
      parallel: parallelOf(settings).parallel,
      signal: interrupts.signal,
      onRepeat: ({ number, round, value }) =>
        terminal.say(`round ${round + 1}  trial ${number}  ${value === null ? "failed" : showNumber(value)}`),
    };
    try {
      // Before the study is read: a module may well search first, and go on where it was.
      const module = isStudyFile(words) ? await searchOfModule(words[0]!) : null;
      return await withStorage(url, async (storage) => {
        const known = await readStudy(storage, name!);
        let found: Confirmation;
        if (module) {
          const { search, X, y } = module;
          found = await search.clone({ storage, name }).confirm(X, y, how);
        } else if (words.length > 0) {
          const study = await openStudy(name!, { storage });
          try {
            const plan = await planFor(study, words, settings);
            found = await study.confirm(planObjective(plan, verbose ? terminal : null), how);
          } finally {
            await study.close();
          }
        } else {
          found = confirmationOf(known.history, defined({ simpler }));
          if (found.candidates.length === 0) {
            throw new TunesmithError(
              "usage",
              `nothing of "${name}" was evaluated again yet; give what runs a trial: a file, or a command behind "--".`,
            );
          }
        }
        const { history } = await readStudy(storage, name!);
        terminal.answer({ study: name, ...found }, confirmationInWords(name!, found, history, terminal));
        return interrupts.status() ?? (found.winner === null ? exit.failed : exit.done);
      });
    } finally {
      interrupts.end();
    }
  },
};
