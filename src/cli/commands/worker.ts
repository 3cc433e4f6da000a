import { defined } from "../../json.ts";
import type { Study } from "../../study/index.ts";
import { type CommandSpec, wholeFrom } from "../command.ts";
import { planObjective } from "../command-objective.ts";
import { search } from "../run/search.ts";
import { conclude } from "../run-report.ts";
import { settingFlags } from "../setting-flags.ts";
import { isStudyFile, planFor } from "../study-file/plan-for.ts";
import { planOf, settingsOf } from "../study-file/plan-of.ts";
import { withStudy } from "../with-study.ts";

interface Options {
  readonly trials?: number;
  readonly verbose?: boolean;
}

/** `tunesmith worker STUDY …`. */
export const worker: CommandSpec<Options> = {
  usage: "worker <study> [file] [command...]",
  summary: "run trials of a study that is there, here or on a server's behalf",
  details:
    "What is searched, how, and how long is the study's own affair: the worker brings the objective alone, a command or a " +
    "study file. It ends when the study's budget is spent or the study is stopped, waits while it is paused, and may come " +
    "and go. With --storage http://HOST:PORT it needs no more than TUNESMITH_TOKEN, and a worker's token is enough.",
  flags: [
    { flags: "--trials <n>", help: "a budget for studies that have none of their own", read: wholeFrom(1) },
    ...settingFlags("run"),
    { flags: "--verbose", help: "show what the command prints" },
    ...settingFlags("command", "Of commands:"),
  ],
  examples: [
    "tunesmith worker iris --storage http://localhost:8080 -- python train.py --lr {lr}",
    "tunesmith worker iris study.ts --parallel 4",
  ],
  async run({ args: [name, ...words], options, storage: url, terminal }) {
    const given = settingsOf(options as Options & Record<string, unknown>);
    const { asking } = isStudyFile(words) ? (await planOf(words, {}, given)).settings : given;
    const work = async (study: Study) => {
      const plan = await planFor(study, words, given);
      const objective = planObjective(plan, options.verbose ? terminal : null);
      const { budget } = study.history.steering;
      if (budget === null && options.trials === undefined) {
        terminal.say("The study has no budget: this worker goes on until it is ended, or the study is.");
      }
      const trials = Math.min(options.trials ?? Infinity, budget ?? Infinity);
      const how = { trials, terminal, isFollowed: false, isQuiet: false };
      const searched = await search({ study, objective, settings: plan.settings, ...how });
      await study.refresh();
      return conclude(study, { ...searched, terminal });
    };
    return withStudy(url, name!, work, defined({ asking }));
  },
};
