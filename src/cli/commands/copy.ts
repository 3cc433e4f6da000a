import { TunesmithError } from "../../error.ts";
import { openStorage } from "../../storage/open.ts";
import { copyStudy, type Transferred } from "../../study/transfer.ts";
import type { CommandSpec } from "../command.ts";
import { withStorage } from "../with-storage.ts";

interface Options {
  readonly to: string;
  readonly as?: string;
}

/** `tunesmith copy STUDY… --to URL`. */
export const copy: CommandSpec<Options> = {
  usage: "copy [study...]",
  summary: "copy studies to another storage, event by event",
  details:
    "Copying again brings the copy up to date. Trials that run are run anew by those who go on with the copy. Without a name: all studies.",
  flags: [
    { flags: "--to <url>", help: "the other storage (default: the same, with --as)" },
    { flags: "--as <study>", help: "another name, for one study" },
  ],
  examples: [
    "tunesmith copy iris --to postgres://tuner@db/studies",
    "tunesmith copy --storage sqlite:old.db --to sqlite:new.db",
    "tunesmith copy iris --as iris-again",
  ],
  async run({ args, options: { to = "", as }, storage: url, terminal }) {
    if (to === "" && as === undefined)
      throw new TunesmithError("usage", "say where to: --to URL, or --as NAME.");
    if (as !== undefined && args.length !== 1) throw new TunesmithError("usage", "--as takes one study.");
    const copied = await withStorage(url, async (from) => {
      const target = to === "" ? from : await openStorage(to);
      try {
        const done: Transferred[] = [];
        const studies = args.length > 0 ? args : await from.studies();
        for (const study of studies) done.push(await copyStudy(from, target, study, as));
        return done;
      } finally {
        if (target !== from) await target.close();
      }
    });
    const words = copied.map(
      ({ study, events, added }) => `${study}: ${events} events, ${added} of them new.`,
    );
    terminal.answer({ studies: copied }, words.join("\n") || "There are no studies to copy.");
    return 0;
  },
};
