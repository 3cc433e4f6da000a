import { TunesmithError } from "../error.ts";
import type { Driver } from "./sqlite-driver.ts";
import { sqliteViews } from "./sqlite-views.ts";
import { dropViews } from "./views.ts";

/** "TUNE": SQLite's place for a program to mark its files with. */
const mark = 0x54554e45;

/**
 * What an earlier form of the tables lacks: the k-th takes a file from version k to k + 1. What is here was released, and
 * never changes.
 */
const upgrades: readonly string[] = [
  "alter table lease add column kept integer not null default 0",
  "", // the first form of the views, which the next one takes away
  `${dropViews((name) => name)} ${sqliteViews}`,
];

/** Newest form of the tables that this version can read; `user_version` of the file. */
export const version = 1 + upgrades.length;

/**
 * `head` is the seq of the study's newest event, `at` its time. `until` and `ttl` are ms of the machine's monotonic
 * clock; the rest of a lease says which process took it. `kept`: it lasts as long as that process.
 */
const tables = `
  create table if not exists study (
    id integer primary key autoincrement, name text not null unique, head integer not null, at integer not null
  ) strict;
  create table if not exists event (
    study integer not null, seq integer not null, at integer not null, body text not null, primary key (study, seq)
  ) strict;
  create table if not exists lease (
    study text not null, worker text not null, until real not null, ttl real not null,
    boot text, namespace text, pid integer not null, started text, kept integer not null default 0,
    primary key (study, worker)
  ) strict;
  ${sqliteViews}
  pragma application_id = ${mark};
  pragma user_version = ${version};`;

/** Sets up a connection. Waiting is done outside: for other processes see `patiently`, for the disk `diskOf`. */
export function setUp(db: Driver): void {
  db.exec(`pragma busy_timeout = ${shortWaitMs}; pragma synchronous = normal`);
}

/** How long SQLite itself waits for a lock, with the event loop standing still: some commits of others. */
const shortWaitMs = 20;

/**
 * Takes a database as ours: makes the tables where it is empty, and refuses what is not ours.
 *
 * @throws TunesmithError "storage-corrupt" for another program's database, "storage" for a newer Tunesmith's
 */
export function claim(db: Driver, path: string): void {
  const { foundMark, foundVersion, isEmpty } = onSnapshot(db, () => look(db));
  if (!isEmpty && foundMark !== mark) {
    const remedy = "Name another file: studies do not share a database with other tables";
    throw new TunesmithError("storage-corrupt", `${path} is the database of another program. ${remedy}.`);
  }
  if (foundVersion > version) {
    const what = `${path} was made by a newer Tunesmith (file version ${foundVersion}, known here: ${version})`;
    throw new TunesmithError("storage", `${what}. Update the package tunesmith.`);
  }
  db.exec("pragma journal_mode = wal");
  if (isEmpty) makeTables(db);
  else if (foundVersion < version) upgrade(db);
}

/** Brings an earlier file up to date, whole or not at all; of two processes that come at once the second finds it done. */
function upgrade(db: Driver): void {
  immediately(db, () => {
    const { foundVersion } = look(db);
    for (const step of upgrades.slice(foundVersion - 1)) db.exec(step);
    db.exec(`pragma user_version = ${version}`);
  });
}

/** Makes the tables where they are not. */
export function makeTables(db: Driver): void {
  immediately(db, () => db.exec(tables));
}

/** Runs `change` as one transaction that has the right to write from its first moment. */
export function immediately<T>(db: Driver, change: () => T): T {
  return transact(db, "begin immediate", change);
}

/** Runs `look` on one state of the database, whatever others write meanwhile. */
export function onSnapshot<T>(db: Driver, look: () => T): T {
  return transact(db, "begin; select 1 from sqlite_schema limit 1", look); // the state is taken by the first look
}

/**
 * @param start  takes all locks that `work` needs. A prepared statement of `libsql` that meets a lock stays under way,
 *   and keeps the connection at an old state; what `exec` runs does not.
 */
function transact<T>(db: Driver, start: string, work: () => T): T {
  try {
    db.exec(start);
    const result = work();
    db.exec("commit");
    return result;
  } catch (error) {
    rollBack(db);
    throw error;
  }
}

function rollBack(db: Driver): void {
  try {
    db.exec("rollback");
  } catch {
    // Nothing had begun, or SQLite went back by itself, as it does when the disk is full.
  }
}

/** What a file says of itself. */
function look(db: Driver) {
  const foundMark = db.prepare<{ application_id: number }>("pragma application_id").get()!.application_id;
  const foundVersion = db.prepare<{ user_version: number }>("pragma user_version").get()!.user_version;
  const tables = db.prepare<{ n: number }>("select count(*) as n from sqlite_schema").get()!.n;
  return { foundMark, foundVersion, isEmpty: foundMark === 0 && foundVersion === 0 && tables === 0 };
}
