/** The command line: reads the words, runs one command, and turns what is thrown into a line and an exit status. */
import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import { isTunesmithError } from "../error.ts";
import { addCommand, addCommon, type CommandSpec, type Listener } from "./command.ts";
import { commandsFor } from "./commands.ts";
import { exit, statusOf } from "./status.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

/**
 * Runs the command line.
 *
 * @param argv  the words behind the program's name
 * @returns the exit status: 0 done, 1 the work failed, 2 wrong use, 3 storage trouble, 130 interrupted
 */
export async function main(argv: readonly string[]): Promise<number> {
  leaveWithTheReader();
  let status: number = exit.done;
  const wrong: Parameters<Listener["complained"]>[] = [];
  const program = programOf(await commandsFor(argv), {
    ended: (how) => {
      status = how;
    },
    complained: (...what) => wrong.push(what),
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return status;
  } catch (e) {
    for (const what of wrong) process.stderr.write((await import("./complaint.ts")).complaintOf(...what));
    // A wish for help or the version is no error.
    if (e instanceof CommanderError) return e.exitCode === 0 ? exit.done : exit.usage;
    complain(e, argv.includes("--debug"), openTerminal(false));
    return statusOf(e);
  }
}

function programOf(specs: readonly CommandSpec<never>[], listener: Listener): Command {
  const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };
  const program = new Command("tunesmith");
  program
    .description("Tunes hyperparameters: of a function, of an estimator, or of any command.")
    .version(version, "--version", "the version")
    .helpOption("-h, --help", "help; also: tunesmith COMMAND --help")
    .helpCommand(false)
    .configureHelp({ subcommandTerm: termOf })
    .configureOutput({ outputError: (text) => listener.complained(text, program) })
    .exitOverride();
  addCommon(program);
  for (const spec of specs) addCommand(program, spec, listener);
  program.addHelpText(
    "after",
    "\nExit status: 0 done, 1 the work failed, 2 wrong use, 3 storage trouble, 130 interrupted.\n\nFirst: tunesmith demo",
  );
  return program;
}

/** A command in the list: its name and arguments. */
function termOf(command: Command): string {
  const args = command.registeredArguments.map((a) => (a.required ? `<${a.name()}>` : `[${a.name()}]`));
  return [command.name(), ...args].join(" ");
}

/** Says what went wrong in a line; with `--debug` where, too. */
function complain(e: unknown, isDebug: boolean, { say, sayPaint }: Terminal): void {
  const words = e instanceof Error ? e.message : String(e);
  const stack = e instanceof Error ? e.stack : undefined;
  if (isDebug && stack) {
    say(e instanceof Error && e.cause instanceof Error ? `${stack}\nCaused by: ${e.cause.stack}` : stack);
  } else say(`${sayPaint.red("tunesmith:")} ${words}${isTunesmithError(e) ? "" : " (--debug shows where)"}`);
}

/** A reader that has seen enough, as `head` has, is no error. */
function leaveWithTheReader(): void {
  process.stdout.on("error", (e: NodeJS.ErrnoException) => {
    if (e.code === "EPIPE") process.exit(exit.done);
    throw e;
  });
  process.stderr.on("error", () => {}); // a terminal that was closed ends no search
}
