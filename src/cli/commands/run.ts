import { TunesmithError } from "../../error.ts";
import { defined } from "../../json.ts";
import { openStorage, type Storage } from "../../storage/index.ts";
import { createStudy, type Ended, readStudy, type Study } from "../../study/index.ts";
import { type CommandSpec, collect, wholeFrom } from "../command.ts";
import { confirm } from "../confirm.ts";
import { readDuration } from "../duration.ts";
import { watchInterrupts } from "../interrupt.ts";
import { partFlags, prunerOf, samplerOf } from "../part-flags.ts";
import { conclude, teller } from "../run-report.ts";
import { showStates } from "../show-values.ts";
import type { Plan } from "../study-file/plan.ts";
import { planOf } from "../study-file/plan-of.ts";
import type { Terminal } from "../terminal.ts";

export interface RunOptions {
  readonly param?: readonly string[];
  readonly constraint?: readonly string[];
  readonly maximize?: string;
  readonly minimize?: string;
  readonly name?: string;
  readonly trials?: number;
  readonly more?: number;
  readonly parallel?: number;
  readonly timeout?: number;
  readonly trialTimeout?: number;
  readonly seed?: number;
  readonly sampler?: string;
  readonly pruner?: string;
  readonly resume?: boolean;
  readonly replace?: boolean;
  readonly yes?: boolean;
  readonly verbose?: boolean;
}

/** The budget when nobody names one. */
const usualTrials = 100;

/** `tunesmith run`. */
export const run: CommandSpec<RunOptions> = {
  usage: "run [file] [command...]",
  summary: "run a study: from a module, from a YAML file, or of a command",
  details:
    "A study that exists is gone on with, up to --trials in all. Ctrl-C ends it, and the same line goes on with it.\n\n" +
    "A command gets each parameter where its name stands in braces, and all of them as TUNESMITH_PARAM_<NAME> and in " +
    "the JSON file TUNESMITH_PARAMS_FILE. It prints its metrics: accuracy=0.91, accuracy: 0.91, or a line of JSON.",
  flags: [
    {
      flags: "-p, --param <name=domain>",
      help: "a parameter of the command: lr=float(1e-5,1e-1,log)",
      read: collect,
    },
    {
      flags: "--constraint <condition>",
      help: "what every point shall hold: 'layers * width <= 4096'",
      read: collect,
    },
    { flags: "--maximize <metric>", help: "what the command prints, to be high" },
    { flags: "--minimize <metric>", help: "what the command prints, to be low" },
    { flags: "--name <study>", help: "default: from the file or command" },
    {
      flags: "--trials <n>",
      help: `in all, over all runs and workers (default ${usualTrials})`,
      read: wholeFrom(1),
    },
    { flags: "--more <n>", help: "so many beyond those there are", read: wholeFrom(1) },
    { flags: "--parallel <n>", help: "trials side by side (default 1)", read: wholeFrom(1) },
    { flags: "--timeout <time>", help: "open no trial after so long: 90s, 10m, 2h", read: readDuration },
    { flags: "--trial-timeout <time>", help: "end a command that runs longer", read: readDuration },
    { flags: "--sampler <name>", help: "see tunesmith samplers (default auto)" },
    { flags: "--pruner <name>", help: "see tunesmith pruners (default none)" },
    { flags: "--seed <n>", help: "the same seed gives the same study", read: wholeFrom(0) },
    { flags: "--resume", help: "only go on with a study that exists" },
    { flags: "--replace", help: "drop a study of that name first" },
    { flags: "--yes", help: "ask nothing" },
    { flags: "--verbose", help: "show what the command prints" },
    ...partFlags(),
  ],
  examples: [
    "tunesmith run study.ts --trials 50 --parallel 4",
    "tunesmith run study.yaml --timeout 2h",
    "tunesmith run -p 'lr=float(1e-5,1e-1,log)' -p 'opt=categorical(sgd,adam)' --maximize accuracy \\",
    "    -- python train.py --lr {lr} --opt {opt}",
  ],
  async run({ args, options, storage: url, terminal }) {
    if (options.resume && options.replace) {
      throw new TunesmithError("usage", "give --resume or --replace, not both.");
    }
    const plan = await planOf(args, options);
    const parts = partsOf(plan, options as RunOptions & Record<string, unknown>); // refused before a file is made
    const storage = await openStorage(url);
    try {
      if (options.resume) await readStudy(storage, plan.name); // says so when there is none
      if (options.replace && !options.yes) await confirmReplace(storage, plan.name, terminal);
      const study = await createStudy({
        ...parts,
        storage,
        ifExists: options.replace ? "replace" : "resume",
      });
      try {
        if (study.trials.length > 0) terminal.say(`Going on with ${plan.name}: ${showStates(study.trials)}.`);
        const ended = await search(study, plan, options, terminal);
        await study.refresh();
        return conclude(study, ended, terminal);
      } finally {
        await study.close();
      }
    } finally {
      await storage.close();
    }
  },
};

/** Asks before results are dropped. */
async function confirmReplace(storage: Storage, name: string, terminal: Terminal): Promise<void> {
  if (!(await storage.studies()).includes(name)) return;
  const { trials } = await readStudy(storage, name);
  const what = `study "${name}" and its ${trials.length} trials`;
  await confirm(`Drop ${what}?`, terminal, `--replace would drop ${what}; add --yes if you mean it.`);
}

/** What the study is made of: the plan, and the flags over it. */
function partsOf(
  { name, space, goals, constraints, leaseMs, ...plan }: Plan,
  options: RunOptions & Record<string, unknown>,
) {
  return {
    name,
    space,
    goals,
    ...defined({
      constraints,
      sampler: samplerOf(options) ?? plan.sampler,
      pruner: prunerOf(options) ?? plan.pruner,
      seed: options.seed ?? plan.seed,
      leaseMs,
    }),
  };
}

async function search(study: Study, plan: Plan, options: RunOptions, terminal: Terminal): Promise<Ended> {
  const timeoutMs = options.timeout ?? plan.timeoutMs;
  const { more: moreTrials } = options;
  let trials = options.trials ?? (moreTrials === undefined ? plan.trials : undefined);
  if (trials === undefined && moreTrials === undefined && timeoutMs === undefined) {
    trials = study.sampler.spec.name === "grid" ? Infinity : usualTrials;
    if (trials === usualTrials) terminal.say(`Up to ${usualTrials} trials; --trials says how many.`);
  }
  const interrupts = watchInterrupts(() => {
    terminal.say(
      "\nEnding: functions are waited for, commands are stopped. Ctrl-C again leaves at once; what was not finished is run anew.",
    );
  });
  try {
    return await study.optimize(plan.objective, {
      ...defined({ trials, moreTrials, timeoutMs }),
      parallel: options.parallel ?? plan.parallel ?? 1,
      signal: interrupts.signal,
      progress: true,
      onTrial: teller(study, terminal),
    });
  } finally {
    interrupts.end();
  }
}
