import { type Command, InvalidArgumentError } from "commander";
import type { Terminal } from "./terminal.ts";
import { openTerminal } from "./terminal.ts";

/** What every command takes. */
export interface CommonOptions {
  readonly storage?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** A flag: how it is written, what it means, and how its text is read. */
export interface Flag {
  readonly flags: string;
  readonly help: string;
  readonly read?: (text: string, before: unknown) => unknown;
  /** Under which heading it stands in the help; default "Options:". */
  readonly group?: string;
}

/** What a command is given to work with. */
export interface Call<O> {
  readonly args: readonly string[];
  readonly options: O & CommonOptions;
  /** The URL of the storage. */
  readonly storage: string;
  readonly terminal: Terminal;
}

/** A command as its file declares it. */
export interface CommandSpec<O = object> {
  /** The name, and the arguments in commander's notation. */
  readonly usage: string;
  readonly summary: string;
  /** What the help says beyond the summary. */
  readonly details?: string;
  readonly flags?: readonly Flag[];
  readonly examples: readonly string[];
  /** @returns the exit status */
  run(call: Call<O>): Promise<number>;
}

/** Where studies are, when nothing else is said. */
export const defaultStorage = "sqlite:tunesmith.db";

/** Who hears what comes of a command line. */
export interface Listener {
  ended(status: number): void;
  /** @param text  what Commander says of wrong use */
  complained(text: string, command: Command): void;
}

/** Adds a command to a program. */
export function addCommand(program: Command, spec: CommandSpec<never>, listener: Listener): void {
  const command = program
    .command(spec.usage)
    .summary(spec.summary)
    .description(
      `${spec.summary[0]!.toUpperCase()}${spec.summary.slice(1)}.${spec.details ? `\n\n${spec.details}` : ""}`,
    );
  for (const { flags, help, read, group } of spec.flags ?? []) {
    const option = command.createOption(flags, help);
    if (read) option.argParser(read);
    if (group) option.helpGroup(group);
    command.addOption(option);
  }
  addCommon(command);
  command.configureOutput({ outputError: (text) => listener.complained(text, command) });
  command.addHelpText("after", `\nExamples:\n${spec.examples.map((line) => `  ${line}`).join("\n")}`);
  command.action(async (...given: unknown[]) => {
    const options = command.optsWithGlobals<CommonOptions>();
    listener.ended(
      await spec.run({
        args: given
          .slice(0, -2)
          .flat()
          .filter((arg) => arg !== undefined) as string[],
        options: options as never,
        storage: options.storage ?? (process.env.TUNESMITH_STORAGE || defaultStorage),
        terminal: openTerminal(options.json === true),
      }),
    );
  });
}

/** The flags that all commands have. */
export function addCommon(command: Command): void {
  const group = "Everywhere:";
  const add = (flags: string, help: string) =>
    command.addOption(command.createOption(flags, help).helpGroup(group));
  add(
    "--storage <url>",
    `where studies are kept: sqlite:PATH, postgres://… (default ${defaultStorage}; env TUNESMITH_STORAGE)`,
  );
  add("--json", "one JSON document on standard output");
  add("--debug", "show the stack of an error");
}

/** Reads a whole number from `least` on. */
export function wholeFrom(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`it must be a whole number from ${least}.`);
  };
}

/** Reads one of some words. */
export function oneOf<T extends string>(words: readonly T[]): (text: string) => T {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`it must be one of ${words.join(", ")}.`);
  };
}

/** Collects a flag that may come several times. */
export function collect(text: string, before: unknown): string[] {
  return [...((before as string[] | undefined) ?? []), text];
}
