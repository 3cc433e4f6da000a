import { openStudy } from "../../study/index.ts";
import type { CommandSpec } from "../command.ts";
import { readDuration } from "../duration.ts";
import { flatParams } from "../show-values.ts";
import { pairs } from "../table.ts";
import { withStorage } from "../with-storage.ts";

interface Options {
  readonly lease?: number;
}

/** How long a trial stays its asker's, when nothing else is said. */
const usualLeaseMs = 24 * 3_600_000;

/** `tunesmith ask STUDY`. */
export const ask: CommandSpec<Options> = {
  usage: "ask <study>",
  summary: "get the next trial of a study, to be run by hand or by a script",
  details:
    "Give its result by tunesmith tell. When the lease ends without one, the next to ask gets the trial.",
  flags: [{ flags: "--lease <time>", help: "how long it may take (default 24h)", read: readDuration }],
  examples: ["tunesmith ask iris", "tunesmith ask iris --json --lease 2h"],
  async run({ args: [name], options: { lease: leaseMs = usualLeaseMs }, storage: url, terminal }) {
    await withStorage(url, async (storage) => {
      const study = await openStudy(name!, { storage, leaseMs });
      const { number, params, attempt } = await study.ask().finally(() => study.detach());
      const rows = [["trial", String(number)], ...flatParams(params)] as [string, string][];
      terminal.answer({ study: name, number, attempt, params }, pairs(rows, terminal));
    });
    return 0;
  },
};
