import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { TunesmithError } from "../../error.ts";
import { exportLines } from "../../study/json-lines.ts";
import type { CommandSpec } from "../command.ts";
import { withStorage } from "../with-storage.ts";

interface Options {
  readonly output?: string;
}

/** `tunesmith export [STUDY…]`. */
export const exportStudies: CommandSpec<Options> = {
  usage: "export [study...]",
  summary: "write studies as JSON lines: all that happened, in order",
  details: "The same study gives the same bytes, whatever storage it is in. Without a name: all studies.",
  flags: [{ flags: "-o, --output <file>", help: "default: standard output" }],
  examples: ["tunesmith export iris > iris.jsonl", "tunesmith export -o all.jsonl"],
  async run({ args, options: { output }, storage: url, terminal }) {
    const lines = await withStorage(url, async (storage) => {
      const studies = args.length > 0 ? args : await storage.studies();
      const out = output === undefined ? process.stdout : createWriteStream(output);
      const failed = new Promise<never>((_, reject) => out.on("error", reject));
      failed.catch(() => {});
      let count = 0;
      const write = async () => {
        for await (const line of exportLines(storage, studies)) {
          count += 1;
          if (!out.write(`${line}\n`)) await once(out, "drain");
        }
        if (output !== undefined) await new Promise<void>((resolve) => void out.end(resolve));
      };
      await Promise.race([write(), failed]).catch((cause) => {
        if (!(cause instanceof Error) || !("syscall" in cause)) throw cause;
        throw new TunesmithError(
          "file",
          `${output ?? "standard output"} cannot be written: ${cause.message}.`,
          { cause },
        );
      });
      return count;
    });
    if (output !== undefined) terminal.answer({ file: output, lines }, `${output}: ${lines} lines.`);
    return 0;
  },
};
