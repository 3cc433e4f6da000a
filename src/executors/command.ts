import { resolve } from "node:path";
import { TunesmithError } from "../error.ts";
import { defined } from "../json.ts";
import { dimsOf } from "../space/index.ts";
import type { CommandOptions } from "./command-options.ts";
import { checkVariables, environmentOf } from "./environment.ts";
import type { Executor } from "./executor.ts";
import { checkPlaceholders, namedIn } from "./placeholders.ts";
import { checkProgram } from "./program.ts";
import { ReportServer } from "./report-server.ts";
import { runCommand } from "./run-command.ts";
import { hider } from "./secrets.ts";
import { gpuPlaces, gpusHere, Places, threadsOf } from "./slots.ts";
import { readTemplate, type Template } from "./template.ts";
import { checkWords } from "./word-checks.ts";

/**
 * Runs trials by a command.
 *
 * Parameters reach it as whole words where their names stand in braces (`--lr={lr}`, or the flag `{--lr}`), as environment
 * variables (`TUNESMITH_PARAM_LR`), as the JSON file that `TUNESMITH_PARAMS_FILE` names, and in copies of config files, all
 * byte for byte: nothing is expanded. What a branch did not choose is an empty text in a word, no word as a flag, and missing in the
 * others. Its trial's number is `{trial}` and `TUNESMITH_TRIAL`, a seed of its own `{seed}` and `TUNESMITH_SEED`, its folder `{folder}` and `TUNESMITH_TRIAL_FOLDER`.
 *
 * Metrics are what it prints on standard output: `name=value`, `name: value`, a line of JSON, or as the usual libraries print
 * them; the last value of a name counts. One that has a step or epoch, too, is a report: when the pruner answers "prune",
 * the command is ended.
 *
 * @param argv  the program and its arguments
 * @throws TunesmithError "usage" for placeholders, names and values that cannot be, "file" for a program or template that
 *         is not there, "option" for GPUs that are not there
 * @example
 * const objective = command(["python", "train.py", "{--lr}"], { space, goals: { accuracy: "maximize" } });
 * await study.optimize((trial) => objective.run(trial), { trials: 50, parallel: 4 });
 */
export function command(argv: readonly string[], options: CommandOptions): Executor {
  const cwd = resolve(options.cwd ?? ".");
  const templateFiles = checkCommand(argv, options);
  checkProgram(argv[0]!, cwd);
  const places = options.gpus === undefined ? null : new Places(gpuPlaces(gpusHere(), options.gpus));
  const threads = options.cpus === undefined ? {} : threadsOf(options.cpus);
  const study = options.study === undefined ? {} : { TUNESMITH_STUDY: options.study };
  const env = { ...environmentOf(options.passEnv, undefined), ...threads, ...options.env, ...study };
  const launchers = onceMade(async () => {
    const { Launchers } = await import("./launchers.ts"); // before the first trial nothing is started
    return new Launchers({ cwd, env, ...defined({ nice: options.nice }) });
  });
  const hide = hider(process.env, options.env ?? {});
  const server = options.httpReports ? new ReportServer() : null;
  const prepared = { ...options, argv, cwd, launchers, hide, templateFiles, places, server };
  return { run: (trial) => runCommand(trial, prepared) };
}

/**
 * Checks the words of a command and the files that it is made of; not whether its program is here.
 *
 * @returns its templates
 * @throws TunesmithError "usage", "file"
 */
export function checkCommand(
  argv: readonly string[],
  options: Pick<CommandOptions, "space" | "cwd" | "templates" | "metricsFile">,
): readonly Template[] {
  const cwd = resolve(options.cwd ?? ".");
  const names = dimsOf(options.space).map((dim) => dim.name);
  if (argv.length === 0)
    throw new TunesmithError("usage", "the command is empty; give a program and its arguments.");
  const templateFiles = Object.entries(options.templates ?? {}).map(([name, path]) =>
    readTemplate(name, path, { cwd, names }),
  );
  const extras = ["trial", "folder", "seed", ...templateFiles.map(({ name }) => name)];
  checkPlaceholders(argv, names, extras);
  if (options.metricsFile) checkPlaceholders([options.metricsFile], names, extras);
  checkTemplates(templateFiles, argv, names);
  checkVariables(names);
  checkWords(argv, options.space);
  return templateFiles;
}

/** A parameter that is in no word and in no template would be chosen, and heard by nobody. */
function checkTemplates(
  templates: readonly Template[],
  argv: readonly string[],
  names: readonly string[],
): void {
  if (templates.length === 0) return;
  const named = namedIn(argv, names);
  const unheard = names.find((name) => !named.has(name) && !templates.some((t) => t.names.has(name)));
  if (unheard === undefined) return;
  const files = templates.map(({ path }) => path).join(", ");
  throw new TunesmithError(
    "usage",
    `the parameter "${unheard}" is neither in ${files} nor in the command; write {${unheard}} where it is meant.`,
  );
}

function onceMade<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
