import { TunesmithError } from "../../error.ts";
import { defined } from "../../json.ts";
import type { Storage } from "../../storage/index.ts";
import { openStorage } from "../../storage/open.ts";
import { createStudy, readStudy, type Study } from "../../study/index.ts";
import { type CommandSpec, collect, wholeFrom } from "../command.ts";
import { planObjective } from "../command-objective.ts";
import { confirm } from "../confirm.ts";
import { partFlags, prunerOf, samplerOf } from "../part-flags.ts";
import { search } from "../run/search.ts";
import { conclude } from "../run-report.ts";
import { settingFlags } from "../setting-flags.ts";
import { showStates } from "../show-values.ts";
import { exit } from "../status.ts";
import type { Plan } from "../study-file/plan.ts";
import { type CommandFlags, isBareCommand, planOf, settingsOf } from "../study-file/plan-of.ts";
import type { Terminal } from "../terminal.ts";

export interface RunOptions extends CommandFlags {
  readonly more?: number;
  readonly seed?: number;
  readonly sampler?: string;
  readonly pruner?: string;
  readonly resume?: boolean;
  readonly replace?: boolean;
  readonly verbose?: boolean;
  readonly follow?: boolean;
  readonly create?: boolean;
}

/** The budget when nobody names one. */
const usualTrials = 100;

/** `tunesmith run`. */
export const run: CommandSpec<RunOptions> = {
  usage: "run [file] [command...]",
  summary: "run a study: from a module, from a YAML file, or of a command",
  details:
    "A study that exists is gone on with, up to --trials in all. Ctrl-C ends it, and the same line goes on with it.\n\n" +
    "Of a command alone, its parameters are read from its --help or config file, and its metrics from what it prints; " +
    "you are asked once, and tunesmith.yaml is written. With -p it gets each parameter where its name stands: {lr}, or as " +
    "a flag {--lr}; and all of them as TUNESMITH_PARAM_<NAME> and in the JSON file TUNESMITH_PARAMS_FILE. Metrics are " +
    "what it prints: accuracy=0.91, accuracy: 0.91, a line of JSON, or as Keras, Lightning, XGBoost … print them.",
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
    {
      flags: "--maximize <metric>",
      help: "what the command prints, to be high; may come again",
      read: collect,
    },
    {
      flags: "--minimize <metric>",
      help: "what the command prints, to be low; may come again",
      read: collect,
    },
    { flags: "--name <study>", help: "default: from the file or command" },
    {
      flags: "--trials <n>",
      help: `in all, over all runs and workers (default ${usualTrials})`,
      read: wholeFrom(1),
    },
    { flags: "--more <n>", help: "so many beyond those there are", read: wholeFrom(1) },
    ...settingFlags("run"),
    { flags: "--sampler <name>", help: "see tunesmith samplers (default auto)" },
    { flags: "--pruner <name>", help: "see tunesmith pruners (default none)" },
    { flags: "--seed <n>", help: "the same seed gives the same study", read: wholeFrom(0) },
    { flags: "--resume", help: "only go on with a study that exists" },
    { flags: "--replace", help: "drop a study of that name first" },
    { flags: "--create", help: "make the study with its budget, and run nothing: its workers will" },
    { flags: "--yes", help: "ask nothing" },
    { flags: "--verbose", help: "show what the command prints" },
    { flags: "--quiet", help: "say nothing but the result" },
    { flags: "--follow", help: "with --json: one event a line, as it happens" },
    ...settingFlags("command", "Of commands:"),
    ...partFlags(),
  ],
  examples: [
    "tunesmith run -- python train.py",
    "tunesmith run study.ts --trials 50 --parallel 4",
    "tunesmith run study.yaml --timeout 2h",
    "tunesmith run -p 'lr=float(1e-5,1e-1,log)' -p 'opt=categorical(sgd,adam)' --maximize accuracy \\",
    "    -- python train.py --lr {lr} --opt {opt}",
  ],
  async run({ args, options, storage: url, terminal: loud }) {
    if (options.resume && options.replace) {
      throw new TunesmithError("usage", "give --resume or --replace, not both.");
    }
    if (options.follow && !options.json) throw new TunesmithError("usage", "--follow goes with --json.");
    if (options.create && options.more !== undefined) {
      throw new TunesmithError("usage", "--create takes the whole budget: --trials in place of --more.");
    }
    const terminal = options.quiet ? { ...loud, say: () => {} } : loud;
    const given = options as RunOptions & Record<string, unknown>;
    const flags = settingsOf(given);
    const plan = isBareCommand(args, options)
      ? await (await import("../discover/discover.ts")).discovered(args, options, flags, terminal)
      : await planOf(args, options, flags);
    sayIfDeaf(plan, terminal);
    const objective = planObjective(plan, options.verbose ? terminal : null); // refused before a file is made
    const parts = partsOf(plan, given);
    const place = options.storage ?? (process.env.TUNESMITH_STORAGE || plan.storage) ?? url;
    const storage = await openStorage(place);
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
        await plan.begin?.(study);
        if (options.create) return await made(study, options.trials ?? plan.trials, terminal);
        const { ended, status, events } = await search({
          study,
          objective,
          settings: plan.settings,
          ...budgetOf(study, plan, options, terminal),
          terminal,
          isFollowed: options.follow === true,
          isQuiet: options.quiet === true,
        });
        await study.refresh();
        return conclude(study, { ended, status, events, terminal });
      } finally {
        await study.close();
      }
    } finally {
      await storage.close();
    }
  },
};

/** `--create`: the budget becomes the study's own, so that workers end by it. */
async function made(study: Study, budget: number | undefined, terminal: Terminal): Promise<number> {
  if (budget !== undefined) await study.change({ budget });
  const { name, storage, trials } = study;
  const words = budget === undefined ? "without a budget" : `with a budget of ${budget} trials`;
  terminal.answer(
    { study: name, storage: storage.url, budget: budget ?? null, trials: trials.length },
    `Study ${name} is in ${storage.url}, ${words}. Its workers: tunesmith worker ${name} …`,
  );
  return exit.done;
}

/** A command that none of its words tells a value may have been meant otherwise. */
function sayIfDeaf({ objective, space, settings }: Plan, terminal: Terminal): void {
  const [name] = Object.keys(space);
  if (typeof objective === "function" || settings.template || name === undefined) return;
  if (objective.argv.some((word) => word.replaceAll("{{", "").includes("{"))) return;
  const where = "in TUNESMITH_PARAM_… and TUNESMITH_PARAMS_FILE alone";
  terminal.say(
    `No word of the command names a parameter, as {${name}} or {--${name}} would: it finds them ${where}.`,
  );
}

/** How many trials there are to be. */
function budgetOf(
  study: Study,
  plan: Plan,
  options: RunOptions,
  terminal: Terminal,
): { readonly trials?: number; readonly moreTrials?: number } {
  const { more: moreTrials } = options;
  const { timeout, deadline, budget } = plan.settings;
  const trials = options.trials ?? (moreTrials === undefined ? plan.trials : undefined);
  const hasEnd = [trials, moreTrials, timeout, deadline, budget].some((end) => end !== undefined);
  if (hasEnd)
    return defined({ trials: trials ?? (moreTrials === undefined ? Infinity : undefined), moreTrials });
  if (study.sampler.spec.name === "grid") return { trials: Infinity };
  terminal.say(`Up to ${usualTrials} trials; --trials says how many.`);
  return { trials: usualTrials };
}

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
      asking: plan.settings.asking,
    }),
  };
}
