/**
 * SQLite as we speak to it: `node:sqlite` where the runtime has it (Node >= 22.13), else the npm package `libsql`.
 *
 * Both may work on one file at once from different processes. Within one process only one of them may: SQLite's file
 * locks belong to the process, and a library that closes the file drops the locks of the other.
 */
import { TunesmithError } from "../error.ts";

/** What goes into SQL and comes out of it. */
export type SqlValue = string | number | null;

/** A prepared statement; a row has its columns by name. */
export interface Statement<Row> {
  run(...values: SqlValue[]): unknown;
  get(...values: SqlValue[]): Row | undefined;
  all(...values: SqlValue[]): Row[];
}

/** One connection. */
export interface Driver {
  readonly name: DriverName;
  /** Runs statements without values or rows. */
  exec(sql: string): void;
  prepare<Row>(sql: string): Statement<Row>;
  /** `libsql` lets go of the file only when its statements are garbage. */
  close(): void;
}

export type DriverName = "node" | "libsql";

/**
 * Opens a database file, and makes an empty one where there is none.
 *
 * The environment variable `TUNESMITH_SQLITE_DRIVER`, `node` or `libsql`, forces a driver.
 *
 * @param path  absolute
 * @throws TunesmithError "unsupported" where there is no such driver; else what the driver throws, see `sqliteCode`
 */
export async function openDriver(path: string): Promise<Driver> {
  const name = driverName();
  const Database = name === "node" ? nodeSqlite()?.DatabaseSync : await libsql();
  if (!Database) throw noDriver(`${name === "node" ? "node:sqlite" : "The npm package libsql"} is not there`);
  const database = new Database(path);
  return {
    name,
    exec: (sql) => void database.exec(sql),
    prepare: <Row>(sql: string) => database.prepare(sql) as Statement<Row>,
    close: () => void database.close(),
  };
}

/** Whether this runtime has `node:sqlite`. */
export function hasNodeSqlite(): boolean {
  return nodeSqlite() !== undefined;
}

function driverName(): DriverName {
  const forced = process.env.TUNESMITH_SQLITE_DRIVER;
  if (forced === "node" || forced === "libsql") return forced;
  if (!forced) return hasNodeSqlite() ? "node" : "libsql";
  throw noDriver(`TUNESMITH_SQLITE_DRIVER is "${forced}", and may be node or libsql`);
}

function noDriver(what: string): TunesmithError {
  const remedy = "Use Node 22.13 or newer, or install the npm package libsql for this platform";
  return new TunesmithError("unsupported", `${what}, so SQLite cannot be used. ${remedy}.`);
}

/** Node's own SQLite. Older Nodes call it experimental on the user's terminal; that one warning stays here. */
function nodeSqlite(): typeof import("node:sqlite") | undefined {
  const emitWarning = process.emitWarning;
  const isOurs = (warning: unknown) => String(warning).includes("SQLite is an experimental feature");
  process.emitWarning = (...words: unknown[]) => {
    if (!isOurs(words[0])) Reflect.apply(emitWarning, process, words);
  };
  try {
    return process.getBuiltinModule("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** The npm package; undefined where it has no build for this platform. */
async function libsql() {
  try {
    return (await import("libsql")).default;
  } catch {
    return undefined;
  }
}

/**
 * SQLite's primary result code in an error of either driver.
 *
 * @returns 0 when the error is none of SQLite's
 */
export function sqliteCode(error: unknown): number {
  if (!(error instanceof Error)) return 0;
  if ("errcode" in error) return Number(error.errcode) & 0xff; // node:sqlite; the higher bits say more than we need
  if ("rawCode" in error) return Number(error.rawCode) & 0xff; // libsql
  const inWords = /^ConnectionFailed\(.*: (\d+)"\)$/s.exec(error.message); // libsql, when it opens a file
  return inWords ? Number(inWords[1]) & 0xff : 0;
}
