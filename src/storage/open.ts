import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { didYouMean, TunesmithError } from "../error.ts";
import type { Storage } from "./storage.ts";

/** What to do when there is nothing at the URL yet. */
export interface StorageOptions {
  /** Whether it is made then; default true. */
  readonly create?: boolean;
}

/** What one kind of storage needs is read when it is opened. */
const openers: { readonly [scheme: string]: (rest: string, create: boolean) => Promise<Storage> } = {
  memory: openMemory,
  sqlite: openSqlite,
  postgres: (rest, create) => openPostgres(`postgres:${rest}`, create),
  postgresql: (rest, create) => openPostgres(`postgresql:${rest}`, create),
  http: (rest) => openHttp(`http:${rest}`),
  https: (rest) => openHttp(`https:${rest}`),
};

/**
 * Opens the storage at a URL: `memory:` (a new one each time), `sqlite:PATH` (from the working folder) or
 * `sqlite:///PATH` (absolute), `postgres://USER@HOST/DATABASE`, `http://HOST:PORT` (a Tunesmith server). A path is taken as it stands: nothing in it is
 * decoded or expanded.
 *
 * @throws TunesmithError "name" for a URL that names no storage; "storage…" when it cannot be opened
 */
export async function openStorage(url: string, { create = true }: StorageOptions = {}): Promise<Storage> {
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(url)?.[1]?.toLowerCase(); // two letters or more: C:\ is a drive
  if (scheme === undefined) {
    const what = `A storage is named by a URL, such as memory: or sqlite:PATH, and this has no scheme: "${url}"`;
    throw new TunesmithError("name", `${what}. For a file, write "sqlite:${url || "tunesmith.db"}".`);
  }
  // What follows the scheme may hold a password, so it never stands in an error.
  if (!Object.hasOwn(openers, scheme)) {
    const known = didYouMean(scheme.split("+")[0]!, ["memory", "sqlite", "postgres", "http", "https"]);
    throw new TunesmithError("name", `No storage has the scheme "${scheme}:"; ${known}.`);
  }
  return openers[scheme]!(url.slice(scheme.length + 1), create);
}

async function openMemory(rest: string): Promise<Storage> {
  if (rest !== "") {
    const what = `The storage memory: takes nothing after the colon, and there is "${rest}"`;
    throw new TunesmithError(
      "name",
      `${what}. It ends with the process; to keep studies, write sqlite:PATH.`,
    );
  }
  const { memory } = await import("./memory.ts");
  return memory();
}

async function openPostgres(url: string, create: boolean): Promise<Storage> {
  const { postgres } = await import("./postgres.ts");
  return postgres(url, { create });
}

async function openHttp(url: string): Promise<Storage> {
  const { http } = await import("./http.ts");
  return http(url);
}

async function openSqlite(rest: string, create: boolean): Promise<Storage> {
  const path = (await import("./sqlite-url.ts")).sqlitePath(rest);
  if (!create && !existsSync(path)) {
    const what = `there is no file ${resolve(path)}, so it has no studies`;
    // SQLAlchemy, and so Optuna, reads three slashes otherwise.
    const hint = rest.startsWith("///") ? "; sqlite:PATH is from this folder, not from the root" : "";
    throw new TunesmithError("storage", `${what}. Run a search first, or name another storage${hint}.`);
  }
  const { sqlite } = await import("./sqlite.ts");
  return sqlite(path);
}
