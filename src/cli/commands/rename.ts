import { readStudy } from "../../study/read-study.ts";
import { renameStudy } from "../../study/transfer.ts";
import type { CommandSpec } from "../command.ts";
import { withStorage } from "../with-storage.ts";

/** `tunesmith rename STUDY NAME`. */
export const rename: CommandSpec = {
  usage: "rename <study> <name>",
  summary: "give a study another name, once no worker is at it",
  examples: ["tunesmith rename iris iris-2025"],
  async run({ args: [name, to], storage: url, terminal }) {
    await withStorage(url, async (storage) => {
      const { history } = await readStudy(storage, name!);
      const holders = new Set([...history.running].map((number) => history.trials[number]!.by));
      const gone = await storage.leases.expired(name!, [...holders]);
      await renameStudy(
        storage,
        name!,
        to!,
        [...holders].filter((by) => !gone.includes(by)),
      );
    });
    terminal.answer({ study: to, was: name }, `${name} is called ${to} now.`);
    return 0;
  },
};
