import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { TunesmithError } from "../../error.ts";
import { openStorage } from "../../storage/open.ts";
import { importLines } from "../../study/json-lines.ts";
import type { CommandSpec } from "../command.ts";
import { exit } from "../status.ts";

interface Options {
  readonly as?: string;
}

/** `tunesmith import FILE`. */
export const importStudies: CommandSpec<Options> = {
  usage: "import <file>",
  summary: "read studies from JSON lines that export has written",
  details:
    'The file "-" is standard input. A study that is there already is gone on with, when what is there is its beginning. ' +
    "A file that ends in the middle gives what it has; then the exit status is 1.",
  flags: [{ flags: "--as <study>", help: "another name, for a file of one study" }],
  examples: [
    "tunesmith import iris.jsonl --storage postgres://tuner@db/studies",
    "tunesmith import - < iris.jsonl",
  ],
  async run({ args: [file], options: { as }, storage: url, terminal }) {
    if (file !== "-" && !existsSync(file!)) {
      throw new TunesmithError(
        "file",
        `there is no file ${file}. Name one that tunesmith export has written.`,
      );
    }
    const input = file === "-" ? process.stdin : createReadStream(file!);
    const failed = new Promise<never>((_, reject) => input.on("error", reject));
    failed.catch(() => {});
    const storage = await openStorage(url);
    try {
      const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
      const done = await Promise.race([importLines(storage, lines, as), failed]).catch((cause) => {
        if (!(cause instanceof Error) || !("syscall" in cause)) throw cause;
        throw new TunesmithError("file", `${file} cannot be read: ${cause.message}.`, { cause });
      });
      const words = done.studies.map(
        ({ study, events, added }) => `${study}: ${events} events, ${added} of them new.`,
      );
      const torn =
        done.tornAt === null
          ? []
          : [`${file} ends in the middle of line ${done.tornAt}; what stands before it was taken.`];
      terminal.answer({ file, ...done }, [...words, ...torn].join("\n") || `${file} is empty.`);
      return done.tornAt === null ? exit.done : exit.failed;
    } finally {
      await storage.close();
    }
  },
};
