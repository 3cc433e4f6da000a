import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { TunesmithError } from "../error.ts";
import type { Storage } from "../storage/index.ts";
import { Asker } from "../study/asking/asker.ts";
import { appOf } from "./app.ts";
import { artifactsIn } from "./artifacts.ts";
import { readPages } from "./pages.ts";
import { houseOf } from "./rooms.ts";
import { isLoopback } from "./strangers.ts";
import { newToken, type Tokens, tokensOf } from "./tokens.ts";
import { trialLogsIn } from "./trial-logs.ts";
import { verbs } from "./verbs.ts";

/** How a server is started. */
export interface ServeOptions {
  readonly storage: Storage;
  /** Where it was opened; with it, the server says and brings up to date the version of its tables. */
  readonly storageUrl?: string;
  /** Default 8080; 0 takes a free one. */
  readonly port?: number;
  /** Default 127.0.0.1: this machine alone. */
  readonly host?: string;
  /** The operator's token; default: a new one. */
  readonly token?: string;
  /** Other names under which people reach it. */
  readonly names?: readonly string[];
  /** PEM texts; with them it speaks https. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Says that a proxy in front of it speaks https. */
  readonly isBehindTls?: boolean;
  /** A folder where files of trials are kept, or `s3://BUCKET/PREFIX`; default: none are. */
  readonly artifacts?: string;
  /** Bytes such a file may have; default 100 MB. */
  readonly artifactBytes?: number;
  /** Where workers on this machine keep what commands print; default: it is not shown. */
  readonly trialFolder?: string;
  /** Requests a second that one address may make; default 5000. */
  readonly perSecond?: number;
  /** ms within which the head of a request must have come; default 10,000. */
  readonly headMs?: number;
  /** ms within which all of it must have come; default 60,000. */
  readonly requestMs?: number;
  /** Where points that take a model are made: in a `thread` (default), so that no other request waits; or `here`. */
  readonly asking?: "here" | "thread";
  readonly version?: string;
  /** Told of errors that nobody foresaw; default: silence. */
  readonly onError?: (error: unknown) => void;
}

/** A server that listens. */
export interface Server {
  readonly url: string;
  readonly tokens: Tokens;
  /** The address that logs an operator in. */
  readonly loginUrl: string;
  close(): Promise<void>;
}

/** ms without an ask after which its thread ends: the next one is told whole logs again. */
const askerIdleMs = 60_000;

const shortestToken = 16;

/** The built page; the same folder from src as from dist. */
const builtPage = join(dirname(fileURLToPath(import.meta.url)), "../../dist/page");

/**
 * Starts the server over a storage, which stays its owner's to close.
 *
 * @throws TunesmithError "option" when it would be open to others without a token or without TLS
 */
export async function serve(options: ServeOptions): Promise<Server> {
  const { storage, port = 8080, host = "127.0.0.1", names = [], tls } = options;
  checkOpen(options);
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new TunesmithError("option", `port is ${port}; it must be a whole number from 0 to 65535.`);
  }
  const tokens = tokensOf(options.token ?? newToken());
  const version = options.version ?? "0";
  const artifacts = await artifactsOf(options);
  const logs = options.trialFolder === undefined ? null : trialLogsIn(options.trialFolder);
  const parts = { storage, storageUrl: options.storageUrl ?? null, tokens, version, artifacts, logs };
  const house = houseOf(parts, options.asking === "here" ? null : Asker.start(askerIdleMs));
  const bound = host.toLowerCase();
  const app = appOf({
    ...{ house, verbs },
    names: [...names.map((name) => name.toLowerCase()), ...(isWildcard(host) ? [] : [hostInUrl(bound)])],
    pages: readPages(builtPage),
    isSecure: tls !== undefined || options.isBehindTls === true,
    perSecond: options.perSecond ?? 5000,
    onError: options.onError ?? (() => {}),
  });
  const listener = getRequestListener(
    (request, { incoming }) => {
      const address = (incoming as { socket: { remoteAddress?: string } }).socket.remoteAddress ?? "";
      return app.fetch(request, { address });
    },
    { overrideGlobalObjects: false },
  );
  // Who sends slowly to hold a socket is let go; unless told, Node would look for them twice a minute.
  const { headMs = 10_000, requestMs = 60_000 } = options;
  const patience = {
    headersTimeout: headMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(1_000, headMs),
  };
  const server = tls
    ? createSecureServer({ ...tls, ...patience }, listener)
    : createServer(patience, listener);
  server.maxConnections = 5_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (e: NodeJS.ErrnoException) => reject(cannotListen(e, host, port)));
    server.listen(port, host, resolve);
  });
  const { port: found } = server.address() as { port: number };
  const url = `${tls ? "https" : "http"}://${hostInUrl(isWildcard(host) ? "localhost" : host)}:${found}`;
  return {
    url,
    tokens,
    loginUrl: `${url}/login?token=${encodeURIComponent(tokens.operator)}`,
    async close() {
      house.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Open to other machines it must have a token that somebody chose, and TLS. */
function checkOpen({ host = "127.0.0.1", token, tls, isBehindTls }: ServeOptions): void {
  if (token !== undefined && token.length < shortestToken) {
    const what = `the token has ${token.length} characters, and a short one can be guessed`;
    throw new TunesmithError("option", `${what}; give at least ${shortestToken}.`);
  }
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw new TunesmithError(
      "option",
      "the token has characters beyond visible ASCII, which no header takes.",
    );
  }
  if (isLoopback(host)) return;
  const what = `host ${host} opens the server to other machines`;
  if (token === undefined) {
    throw new TunesmithError("option", `${what}, and there is no token; set TUNESMITH_TOKEN.`);
  }
  if (!tls && !isBehindTls) {
    const how = "give --cert and --key, or --behind-tls when a proxy in front of it speaks https";
    throw new TunesmithError("option", `${what}, and tokens would cross the network in the clear; ${how}.`);
  }
}

/** Where files are kept: in a folder, or in a store, whose code comes only then. */
async function artifactsOf({ artifacts: place, artifactBytes = 100_000_000 }: ServeOptions) {
  if (place === undefined) return null;
  if (!/^s3:/i.test(place)) return artifactsIn(place, artifactBytes);
  const { artifactsInS3 } = await import("./s3.ts");
  return artifactsInS3(place, artifactBytes);
}

function cannotListen(e: NodeJS.ErrnoException, host: string, port: number): TunesmithError {
  const why = e.code === "EADDRINUSE" ? "another program listens there" : e.message;
  return new TunesmithError("option", `cannot listen on ${host}:${port}: ${why}; choose another --port.`);
}

function isWildcard(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function hostInUrl(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
