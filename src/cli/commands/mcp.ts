import { createRequire } from "node:module";
import { openStorage } from "../../storage/open.ts";
import { type CommandSpec, oneOf } from "../command.ts";
import { exit } from "../status.ts";

interface Options {
  readonly scope?: "viewer" | "worker" | "operator";
}

/** `tunesmith mcp`. */
export const mcp: CommandSpec<Options> = {
  usage: "mcp",
  summary: "serve an agent over standard input and output (Model Context Protocol)",
  details:
    "The tools are the verbs of the HTTP API. Without --scope the agent looks and runs trials; an operator also makes, " +
    "steers and drops studies.",
  flags: [
    {
      flags: "--scope <scope>",
      help: "viewer, worker (default) or operator",
      read: oneOf(["viewer", "worker", "operator"]),
    },
  ],
  examples: ["tunesmith mcp --storage sqlite:/data/team.db", "tunesmith mcp --scope operator"],
  async run({ options, storage: url }) {
    const { serveMcp } = await import("../../server/index.ts");
    const { version } = createRequire(import.meta.url)("../../../package.json") as { version: string };
    const storage = await openStorage(url);
    try {
      const { stdin: input, stdout: output } = process;
      await serveMcp({ storage, version, input, output, scope: options.scope ?? "worker" });
      return exit.done;
    } finally {
      await storage.close();
    }
  },
};
