import { existsSync } from "node:fs";
import { basename } from "node:path";
import { TunesmithError } from "../../error.ts";
import { checkGoals, type Goals } from "../../history/index.ts";
import { defined } from "../../json.ts";
import { checkConstraints, joinSpace, parseParam } from "../../space/index.ts";
import type { Plan, Settings } from "./plan.ts";
import { settings } from "./settings.ts";

/** The flags that say what a command is tuned for. */
export interface CommandFlags {
  readonly param?: readonly string[];
  readonly constraint?: readonly string[];
  readonly maximize?: readonly string[];
  readonly minimize?: readonly string[];
  readonly name?: string;
  readonly trials?: number;
  readonly yes?: boolean;
  readonly quiet?: boolean;
}

/**
 * What `run` is to do.
 *
 * @param args   a file; or a command with its arguments
 * @param given  the settings among the flags; they stand over those of a file
 * @throws TunesmithError "usage", "file", and what the space and the goals are refused for
 */
export async function planOf(args: readonly string[], flags: CommandFlags, given: Settings): Promise<Plan> {
  if (flags.param) return planOfCommand(args, flags, given);
  const [path] = args;
  if (path === undefined) {
    throw new TunesmithError(
      "usage",
      'what is to be run? Give a file, or a command behind "--": tunesmith run --help shows both.',
    );
  }
  for (const name of ["maximize", "minimize", "constraint"] as const) {
    if (flags[name] === undefined) continue;
    throw new TunesmithError("usage", `--${name} goes with a command; in a file, write it there.`);
  }
  if (!existsSync(path)) throw new TunesmithError("file", `there is no file ${path}.`);
  const plan = await planAt(path);
  if (typeof plan.objective === "function") refuseForFunctions(given);
  return { ...plan, settings: { ...plan.settings, ...given }, ...defined({ name: flags.name }) };
}

/** Whether the words are a command of which nothing else is said. */
export function isBareCommand(args: readonly string[], flags: CommandFlags): boolean {
  return !flags.param && args.length > 0 && (args.length > 1 || !/\.(ya?ml|[cm]?[jt]s)$/i.test(args[0]!));
}

/** The readers come when they are needed: a compiler and a parser would make each command start later. */
export async function planAt(path: string): Promise<Plan> {
  if (/\.ya?ml$/i.test(path)) return (await import("./yaml.ts")).planOfYaml(path);
  return (await import("./module.ts")).planOfModule(path);
}

/** What the flags say of settings. @throws TunesmithError "usage" for a value that cannot be */
export function settingsOf(options: { readonly [key: string]: unknown }): Settings {
  const found = settings
    .filter(({ key }) => options[key] !== undefined)
    .map(({ key, flags, holds, read }) => {
      const value = read(options[key]);
      if (value !== null) return [key, value];
      const [flag] = flags.split(" ");
      throw new TunesmithError("usage", `${flag} is ${[options[key]].flat().join(", ")}; give ${holds}.`);
    });
  return Object.fromEntries(found);
}

function refuseForFunctions(given: Settings): void {
  const one = settings.find(({ key, of }) => of === "command" && Object.hasOwn(given, key));
  if (!one) return;
  throw new TunesmithError(
    "usage",
    `${one.flags.split(" ")[0]} is for commands, and this study's objective is a function.`,
  );
}

/** The goals that flags name. @throws TunesmithError "usage" without any */
export function goalsOfFlags({ maximize = [], minimize = [] }: CommandFlags): Goals {
  if (maximize.length + minimize.length === 0) {
    throw new TunesmithError(
      "usage",
      "give --maximize METRIC or --minimize METRIC: one of what the command prints.",
    );
  }
  const both = maximize.find((name) => minimize.includes(name));
  if (both !== undefined) throw new TunesmithError("usage", `"${both}" cannot be both high and low.`);
  return checkGoals({
    ...Object.fromEntries(maximize.map((name) => [name, "maximize" as const])),
    ...Object.fromEntries(minimize.map((name) => [name, "minimize" as const])),
  });
}

function planOfCommand(argv: readonly string[], flags: CommandFlags, given: Settings): Plan {
  if (argv.length === 0) {
    throw new TunesmithError("usage", 'which command? Write it behind "--": -- python train.py {--lr}');
  }
  const goals = goalsOfFlags(flags);
  const space = joinSpace(flags.param!.map(parseParam));
  return {
    name: flags.name ?? nameOf(argv),
    space,
    goals,
    ...defined({ constraints: flags.constraint && checkConstraints(space, flags.constraint) }),
    objective: { argv },
    settings: given,
  };
}

/** A name for a command: its script without folder and ending, or its program. */
export function nameOf(argv: readonly string[]): string {
  const script = argv
    .slice(1)
    .find((word) => !word.startsWith("-") && /\.\w+$/.test(word) && !word.includes("{"));
  return basename(script ?? argv[0]!).replace(/\.\w+$/, "");
}
