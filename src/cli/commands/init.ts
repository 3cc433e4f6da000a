import { TunesmithError } from "../../error.ts";
import { type CommandSpec, collect } from "../command.ts";
import { look, write } from "../discover/discover.ts";
import { fileFor } from "../discover/write-file.ts";
import { settingFlags } from "../setting-flags.ts";
import { type CommandFlags, nameOf, settingsOf } from "../study-file/plan-of.ts";
import { studyFileSchema } from "../study-file/schema.ts";

interface Options extends CommandFlags {
  readonly schema?: boolean;
}

/** `tunesmith init -- COMMAND`. */
export const init: CommandSpec<Options> = {
  usage: "init [command...]",
  summary: "write tunesmith.yaml for a command, and run nothing but one dry run",
  details:
    "What can be tuned is read from the command's --help or config file, and its metrics from a dry run; the file says " +
    "where each range comes from, and what was left alone. --schema prints the JSON Schema of such files instead.",
  flags: [
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
    { flags: "--name <study>", help: "default: from the command" },
    { flags: "--schema", help: "print the JSON Schema of study files" },
    ...settingFlags("command", "Of commands:"),
  ],
  examples: ["tunesmith init -- python train.py", "tunesmith init --schema > study.schema.json"],
  async run({ args, options, terminal }) {
    if (options.schema) {
      terminal.answer(studyFileSchema(), JSON.stringify(studyFileSchema(), null, 2));
      return 0;
    }
    if (args.length === 0)
      throw new TunesmithError("usage", 'for which command? Write it behind "--": -- python train.py');
    const { path, isThere } = fileFor(options.name ?? nameOf(args), args);
    if (isThere)
      throw new TunesmithError("usage", `${path} has this command already; change it, or remove it first.`);
    const given = settingsOf(options as Options & Record<string, unknown>);
    const found = await look(args, options, given, terminal);
    write(path, found, options, given);
    const params = Object.fromEntries(found.proposal.params.map(({ name, domain }) => [name, domain]));
    terminal.answer(
      { file: path, space: params, goals: found.goals },
      `${path} is written: look at it, then tunesmith run ${path}`,
    );
    return 0;
  },
};
