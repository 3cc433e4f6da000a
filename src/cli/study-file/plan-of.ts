import { existsSync } from "node:fs";
import { basename } from "node:path";
import { TunesmithError } from "../../error.ts";
import { checkGoals } from "../../history/index.ts";
import { defined } from "../../json.ts";
import { checkConstraints, joinSpace, parseParam } from "../../space/index.ts";
import { commandObjective } from "../command-objective.ts";
import type { Plan } from "./plan.ts";

/** The flags that say what a command is tuned for. */
export interface CommandFlags {
  readonly param?: readonly string[];
  readonly constraint?: readonly string[];
  readonly maximize?: string;
  readonly minimize?: string;
  readonly name?: string;
  readonly trialTimeout?: number;
  readonly verbose?: boolean;
}

/**
 * What `run` is to do.
 *
 * @param args  a file; or a command with its arguments, when there are parameters among the flags
 * @throws TunesmithError "usage", "file", and what the space and the goals are refused for
 */
export async function planOf(args: readonly string[], flags: CommandFlags): Promise<Plan> {
  if (flags.param) return planOfCommand(args, flags);
  const [path, ...rest] = args;
  if (path === undefined) {
    throw new TunesmithError(
      "usage",
      "what is to be run? Give a file, or parameters and a command: tunesmith run --help shows both.",
    );
  }
  for (const name of ["maximize", "minimize", "trialTimeout", "constraint"] as const) {
    if (flags[name] === undefined) continue;
    const flag = name === "trialTimeout" ? "--trial-timeout" : `--${name}`;
    throw new TunesmithError("usage", `${flag} goes with -p and a command; in a file, write it there.`);
  }
  if (rest.length > 0) {
    throw new TunesmithError(
      "usage",
      `a command needs its parameters: -p 'lr=float(1e-5,1e-1,log)' -- ${args.join(" ")}`,
    );
  }
  if (!existsSync(path)) throw new TunesmithError("file", `there is no file ${path}.`);
  const plan = await planAt(path, flags.verbose === true);
  return flags.name === undefined ? plan : { ...plan, name: flags.name };
}

/** The readers come when they are needed: a compiler and a parser would make each command start later. */
async function planAt(path: string, isVerbose: boolean): Promise<Plan> {
  if (/\.ya?ml$/i.test(path)) return (await import("./yaml.ts")).planOfYaml(path, isVerbose);
  if (/\.[cm]?[jt]s$/i.test(path)) return (await import("./module.ts")).planOfModule(path);
  throw new TunesmithError(
    "file",
    `${path} is no study; a study is a .ts, .js or .yaml file. For a command, write it behind "--".`,
  );
}

function planOfCommand(argv: readonly string[], flags: CommandFlags): Plan {
  const { param = [], maximize, minimize, trialTimeout } = flags;
  if (argv.length === 0) {
    throw new TunesmithError("usage", 'which command? Write it behind "--": -- python train.py --lr {lr}');
  }
  const metric = maximize ?? minimize;
  if (metric === undefined || (maximize !== undefined && minimize !== undefined)) {
    throw new TunesmithError(
      "usage",
      "give --maximize METRIC or --minimize METRIC: one of what the command prints.",
    );
  }
  const space = joinSpace(param.map(parseParam));
  const goals = checkGoals({ [metric]: maximize === undefined ? "minimize" : "maximize" });
  return {
    name: flags.name ?? nameOf(argv),
    space,
    goals,
    ...defined({ constraints: flags.constraint && checkConstraints(space, flags.constraint) }),
    objective: commandObjective(
      argv,
      { space, goals, ...defined({ timeoutMs: trialTimeout }) },
      flags.verbose === true,
    ),
  };
}

/** A name for a command: its script without folder and ending, or its program. */
function nameOf(argv: readonly string[]): string {
  const script = argv
    .slice(1)
    .find((word) => !word.startsWith("-") && /\.\w+$/.test(word) && !word.includes("{"));
  return basename(script ?? argv[0]!).replace(/\.\w+$/, "");
}
