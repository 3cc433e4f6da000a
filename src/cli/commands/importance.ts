import { type ImportanceMethod, importanceMethods, importanceOf } from "../../analysis/index.ts";
import { readStudy } from "../../study/read-study.ts";
import { type CommandSpec, oneOf } from "../command.ts";
import { table } from "../table.ts";
import { withStorage } from "../with-storage.ts";

interface Options {
  readonly goal?: string;
  readonly method?: ImportanceMethod;
}

const methods = Object.keys(importanceMethods) as ImportanceMethod[];

/** `tunesmith importance STUDY`. */
export const importance: CommandSpec<Options> = {
  usage: "importance <study>",
  summary: "show how much each parameter matters",
  details: `The methods:\n${methods.map((name) => `  ${name.padEnd(9)}  ${importanceMethods[name]}`).join("\n")}`,
  flags: [
    {
      flags: "--goal <name>",
      help: "the goal to look at (default the only one; the front of all with several)",
    },
    {
      flags: "--method <name>",
      help: `${methods[0]} (default), ${methods.slice(1).join(", ")}`,
      read: oneOf(methods),
    },
  ],
  examples: ["tunesmith importance demo-bayes", "tunesmith importance demo-bayes --json"],
  async run({ args: [name], options, storage: url, terminal }) {
    const { history } = await withStorage(url, (storage) => readStudy(storage, name!));
    const found = importanceOf(history, { goal: options.goal, method: options.method });
    const share = (x: number) => x.toFixed(3);
    const rows = found.params.map((p) => [p.name, share(p.share), `${share(p.low)} to ${share(p.high)}`]);
    const words = `What matters for ${found.goal}, by ${found.method} on ${found.trials} trials\n${table(["parameter", "share", "four in five"], rows, terminal)}`;
    terminal.answer({ study: name, ...found }, words);
    return 0;
  },
};
