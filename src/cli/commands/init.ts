import { TunesmithError } from "../../error.ts";
import { type CommandSpec, collect } from "../command.ts";
import { inWords, look, usualTrials, write } from "../discover/discover.ts";
import { agree, wordsOf } from "../discover/questions.ts";
import { fileFor } from "../discover/write-file.ts";
import { Questioner } from "../questioner.ts";
import { settingFlags } from "../setting-flags.ts";
import { type CommandFlags, nameOf, settingsOf } from "../study-file/plan-of.ts";
import { studyFileSchema } from "../study-file/schema.ts";
import type { Terminal } from "../terminal.ts";

interface Options extends CommandFlags {
  readonly schema?: boolean;
}

/** `tunesmith init`, `tunesmith init -- COMMAND`. */
export const init: CommandSpec<Options> = {
  usage: "init [command...]",
  summary: "write tunesmith.yaml for a command, and run nothing but one dry run",
  details:
    "What can be tuned is read from the command's --help or config file, and its metrics from a dry run; the file says " +
    "where each range comes from, and what was left alone. On a terminal you are asked about each point; Enter takes what " +
    "is proposed, and --yes takes all. --schema prints the JSON Schema of such files instead.",
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
    { flags: "--yes", help: "ask nothing, and take what is proposed" },
    { flags: "--schema", help: "print the JSON Schema of study files" },
    ...settingFlags("command", "Of commands:"),
  ],
  examples: [
    "tunesmith init",
    "tunesmith init --yes -- python train.py",
    "tunesmith init --schema > study.schema.json",
  ],
  async run({ args, options, terminal }) {
    if (options.schema) {
      terminal.answer(studyFileSchema(), JSON.stringify(studyFileSchema(), null, 2));
      return 0;
    }
    const lines = process.stdin.isTTY && !options.yes && !terminal.isJson ? new Questioner() : null;
    try {
      const argv = args.length > 0 || !lines ? args : wordsOf(await lines.ask("Which command?", ""));
      return await initFor(argv, options, terminal, lines);
    } finally {
      lines?.rest();
    }
  },
};

async function initFor(
  argv: readonly string[],
  options: Options,
  terminal: Terminal,
  questions: Questioner | null,
): Promise<number> {
  if (argv.length === 0)
    throw new TunesmithError("usage", 'for which command? Write it behind "--": -- python train.py');
  const { path, isThere } = fileFor(options.name ?? nameOf(argv), argv);
  if (isThere)
    throw new TunesmithError("usage", `${path} has this command already; change it, or remove it first.`);
  const given = settingsOf(options as Options & Record<string, unknown>);
  questions?.rest(); // while the command is tried
  let found = await look(argv, options, given, terminal);
  let rest: Parameters<typeof write>[2] = options;
  let parallel: number | "auto" = 1;
  if (questions) {
    terminal.say(inWords(found, terminal));
    const agreed = await agree(found, argv, {
      ask: (question, usual) => questions.ask(question, usual),
      say: terminal.say,
      trials: usualTrials,
    });
    ({ found, parallel, ...rest } = agreed);
  }
  write(path, found, rest, parallel === 1 ? given : { ...given, parallel });
  const params = Object.fromEntries(found.proposal.params.map(({ name, domain }) => [name, domain]));
  terminal.answer(
    { file: path, space: params, goals: found.goals },
    `${path} is written: look at it, then tunesmith run ${path}`,
  );
  return 0;
}
