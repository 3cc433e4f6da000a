import { TunesmithError } from "../../error.ts";
import { storageStatus, upgradeStorage } from "../../storage/index.ts";
import type { CommandSpec } from "../command.ts";
import { exit } from "../status.ts";

/** `tunesmith storage status|upgrade`. */
export const storage: CommandSpec = {
  usage: "storage <what>",
  summary: "status: look at the storage; upgrade: bring its tables to this version",
  details:
    "A SQLite file is upgraded when it is opened. A database is upgraded by this command alone, with its workers ended.",
  examples: ["tunesmith storage status", "tunesmith storage upgrade --storage postgres://tuner@db/studies"],
  async run({ args: [what], storage: url, terminal }) {
    if (what === "status") {
      const status = await storageStatus(url);
      const { version, newest, studies } = status;
      const isCurrent = version === newest;
      const words =
        version === null && newest !== null
          ? "has no tables of ours yet; they are made when the first study is"
          : `${studies} studies${newest === null ? "" : `, tables of version ${version}`}${isCurrent ? "" : `; this Tunesmith works on ${newest}: run tunesmith storage upgrade`}`;
      terminal.answer({ ...status, isCurrent }, `${status.url}: ${words}.`);
      return isCurrent || version === null ? exit.done : exit.failed;
    }
    if (what === "upgrade") {
      const { from, to } = await upgradeStorage(url);
      terminal.answer(
        { from, to },
        from === to ? `Nothing to do: version ${to}.` : `Upgraded from version ${from} to ${to}.`,
      );
      return exit.done;
    }
    throw new TunesmithError("usage", `"${what}" is nothing to do with a storage; say status or upgrade.`);
  },
};
