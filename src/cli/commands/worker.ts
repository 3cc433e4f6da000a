import { existsSync } from "node:fs";
import { TunesmithError } from "../../error.ts";
import { defined } from "../../json.ts";
import { differs, type Params } from "../../space/index.ts";
import type { Objective, Study } from "../../study/index.ts";
import { type CommandSpec, wholeFrom } from "../command.ts";
import { commandObjective } from "../command-objective.ts";
import { readDuration } from "../duration.ts";
import { watchInterrupts } from "../interrupt.ts";
import { conclude, teller } from "../run-report.ts";
import { planOf } from "../study-file/plan-of.ts";
import { withStudy } from "../with-study.ts";

interface Options {
  readonly trials?: number;
  readonly parallel?: number;
  readonly timeout?: number;
  readonly trialTimeout?: number;
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
    { flags: "--parallel <n>", help: "trials side by side (default 1)", read: wholeFrom(1) },
    { flags: "--trials <n>", help: "a budget for studies that have none of their own", read: wholeFrom(1) },
    { flags: "--timeout <time>", help: "open no trial after so long: 90s, 10m, 2h", read: readDuration },
    { flags: "--trial-timeout <time>", help: "end a command that runs longer", read: readDuration },
    { flags: "--verbose", help: "show what the command prints" },
  ],
  examples: [
    "tunesmith worker iris --storage http://localhost:8080 -- python train.py --lr {lr}",
    "tunesmith worker iris study.ts --parallel 4",
  ],
  async run({ args: [name, ...words], options, storage: url, terminal }) {
    return withStudy(url, name!, async (study) => {
      const objective = await objectiveOf(study, words, options);
      const interrupts = watchInterrupts(() => {
        terminal.say("\nEnding: what runs is waited for or handed back. Ctrl-C again leaves at once.");
      });
      const { budget } = study.history.steering;
      if (budget === null && options.trials === undefined) {
        terminal.say("The study has no budget: this worker goes on until it is ended, or the study is.");
      }
      try {
        const ended = await study.optimize(objective, {
          ...defined({ timeoutMs: options.timeout }),
          trials: Math.min(options.trials ?? Infinity, budget ?? Infinity),
          parallel: options.parallel ?? 1,
          signal: interrupts.signal,
          progress: true,
          onTrial: teller(study, terminal),
        });
        await study.refresh();
        return conclude(study, ended, terminal);
      } finally {
        interrupts.end();
      }
    });
  },
};

/** What the worker runs: a study file's objective, or a command over the study's own space. */
async function objectiveOf(
  study: Study,
  words: readonly string[],
  options: Options,
): Promise<Objective<Params>> {
  const [first, ...rest] = words;
  if (first === undefined) {
    throw new TunesmithError("usage", `what runs a trial? Give a study file, or a command behind "--".`);
  }
  const { space, goals } = study;
  if (rest.length > 0 || !/\.([cm]?[jt]s|ya?ml)$/i.test(first) || !existsSync(first)) {
    const limit = defined({ timeoutMs: options.trialTimeout });
    return commandObjective(words, { space, goals, ...limit }, options.verbose === true);
  }
  const plan = await planOf([first], defined({ verbose: options.verbose }));
  const difference = differs(space, plan.space);
  if (difference !== null) {
    throw new TunesmithError(
      "study-differs",
      `${first} has another space than "${study.name}": ${difference}.`,
    );
  }
  return plan.objective;
}
