import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import { TunesmithError } from "../../error.ts";
import { defined } from "../../json.ts";
import { openStorage } from "../../storage/open.ts";
import { type CommandSpec, collect, wholeFrom } from "../command.ts";
import { usualFolder } from "../command-objective.ts";
import { watchInterrupts } from "../interrupt.ts";
import { exit } from "../status.ts";

interface Options {
  readonly port?: number;
  readonly host?: string;
  readonly allowHost?: readonly string[];
  readonly cert?: string;
  readonly key?: string;
  readonly behindTls?: boolean;
  readonly artifacts?: string;
  readonly artifactBytes?: number;
  readonly trialFolder?: string;
  readonly rate?: number;
  readonly asking?: "here" | "thread";
}

/** `tunesmith serve`. */
export const serve: CommandSpec<Options> = {
  usage: "serve",
  summary: "serve the live page and the HTTP API",
  details:
    "Only this machine reaches it, and only with a token: TUNESMITH_TOKEN, or a new one that is printed as a link which " +
    "logs in. Workers elsewhere use it as their storage: --storage http://HOST:PORT, with TUNESMITH_TOKEN.",
  flags: [
    { flags: "--port <n>", help: "default 8080; 0 takes a free one", read: wholeFrom(0) },
    { flags: "--host <address>", help: "default 127.0.0.1; another one needs a token and TLS" },
    { flags: "--allow-host <name>", help: "another name under which people reach it", read: collect },
    { flags: "--cert <file>", help: "the certificate (PEM), to speak https" },
    { flags: "--key <file>", help: "its key (PEM)" },
    { flags: "--behind-tls", help: "a proxy in front of it speaks https" },
    {
      flags: "--artifacts <place>",
      help: "keep files of trials in that folder, or in s3://BUCKET/PREFIX; without it, none are kept",
    },
    { flags: "--artifact-bytes <n>", help: "bytes a file may have (default 100000000)", read: wholeFrom(1) },
    {
      flags: "--trial-folder <folder>",
      help: `where commands of trials on this machine keep what they print (default ${usualFolder})`,
    },
    { flags: "--rate <n>", help: "requests a second from one address (default 5000)", read: wholeFrom(1) },
    {
      flags: "--asking <where>",
      help: "where points that take a model are made: in a thread (default), or here",
      read: whereOf,
    },
  ],
  examples: ["tunesmith serve", "tunesmith serve --port 9000 --storage sqlite:/data/team.db"],
  async run({ options, storage: url, terminal }) {
    if (/^https?:/i.test(url)) {
      throw new TunesmithError("usage", "serve needs the storage itself, and not another server.");
    }
    // What a server makes of a request or a page of a log dies young, so the room for it need not grow; what it keeps grows
    // slowly, so that little more need be held than is in use. Together 50 MB less for a million trials.
    setFlagsFromString("--semi-space-growth-factor=1");
    setFlagsFromString("--heap-growing-percent=10");
    const { serve } = await import("../../server/index.ts"); // other commands do without its weight
    const storage = await openStorage(url);
    try {
      const given = process.env.TUNESMITH_TOKEN || undefined;
      const { version } = createRequire(import.meta.url)("../../../package.json") as { version: string };
      const server = await serve({
        storage,
        ...(url.startsWith("memory:") ? {} : { storageUrl: url }),
        version,
        port: options.port ?? 8080,
        host: options.host ?? "127.0.0.1",
        names: options.allowHost ?? [],
        isBehindTls: options.behindTls ?? false,
        ...(given === undefined ? {} : { token: given }),
        ...(options.rate === undefined ? {} : { perSecond: options.rate }),
        ...defined({
          artifacts: options.artifacts,
          artifactBytes: options.artifactBytes,
          asking: options.asking,
        }),
        trialFolder: options.trialFolder ?? usualFolder,
        ...tlsOf(options),
        onError: (e) => terminal.say(`error: ${e instanceof Error ? (e.stack ?? e.message) : String(e)}`),
      });
      const loginUrl = given === undefined ? server.loginUrl : `${server.url}/login`;
      const words = given === undefined ? "This link logs in" : "Log in with TUNESMITH_TOKEN at";
      terminal.answer({ url: server.url, loginUrl }, `${words}: ${loginUrl}`);
      terminal.say(`Serving ${storage.url}. Ctrl-C ends it.`);
      await ended();
      await server.close();
      return exit.done;
    } finally {
      await storage.close();
    }
  },
};

function whereOf(text: string): "here" | "thread" {
  if (text === "here" || text === "thread") return text;
  throw new TunesmithError("usage", `--asking is "${text}"; use here or thread.`);
}

/** Waits for Ctrl-C or SIGTERM. */
async function ended(): Promise<void> {
  await new Promise<void>((resolve) => {
    const interrupts = watchInterrupts(() => {
      interrupts.end();
      resolve();
    });
  });
}

function tlsOf({ cert, key }: Options): { tls?: { cert: string; key: string } } {
  if (cert === undefined && key === undefined) return {};
  if (cert === undefined || key === undefined) {
    throw new TunesmithError("usage", "https needs both: --cert FILE and --key FILE.");
  }
  const read = (file: string) => {
    try {
      return readFileSync(file, "utf8");
    } catch (cause) {
      throw new TunesmithError("file", `cannot read ${file}; is it there?`, { cause });
    }
  };
  return { tls: { cert: read(cert), key: read(key) } };
}
