import { TunesmithError } from "../error.ts";
import { appendProcedure } from "./postgres-append.ts";
import { postgresViews } from "./postgres-views.ts";

/** What the schema of a database is, in steps: the k-th takes version k - 1 to version k. Never changed once released. */
export const steps: readonly ((schema: string) => string)[] = [
  (schema) => `
    create table ${schema}.study (
      id bigint generated always as identity primary key,
      name text collate "C" not null unique,
      head bigint not null,
      at bigint not null
    );
    create table ${schema}.event (
      study bigint not null references ${schema}.study on delete cascade,
      seq bigint not null,
      at bigint not null,
      batch uuid,
      body text not null,
      primary key (study, seq)
    );
    create unique index event_batch on ${schema}.event (study, batch) where batch is not null;
    create table ${schema}.lease (
      study text collate "C" not null,
      worker text not null,
      until timestamptz not null,
      ttl interval not null,
      primary key (study, worker)
    );
    comment on table ${schema}.study is 'Tunesmith: one row a study; head is the seq of its newest event, and the row its lock';
    comment on table ${schema}.event is 'Tunesmith: the logs, which are the one truth; body is JSON, kept as it came';
    comment on table ${schema}.lease is 'Tunesmith: workers that are alive, by the clock of this server';`,
  appendProcedure,
  () => "", // the first form of the views, which the next one takes away
  postgresViews,
];

/** The newest version of the schema that this program knows. */
export const newest = steps.length;

/** How a database is found: as a statement that gives `version`, null where there is nothing of ours. */
export function versionQuery(schema: string): string {
  const mark = `obj_description(to_regnamespace('${schema}'), 'pg_namespace')`;
  return `select (regexp_match(${mark}, '^tunesmith ([0-9]+)$'))[1]::int as version,
    to_regnamespace('${schema}') is not null as is_there, current_setting('server_encoding') as encoding`;
}

/**
 * All that takes a database from one version to another, as one text to run: a text of several statements is one
 * transaction, and of two programs that come at the same moment the second waits and finds it done.
 */
export function upgrade(schema: string, from: number, to = newest): string {
  const body = steps.slice(from, to).map((step) => step(schema));
  const mark = `comment on schema ${schema} is 'tunesmith ${to}'`;
  return `
    select pg_advisory_xact_lock(hashtext('tunesmith ${schema}'));
    ${from === 0 ? `create schema if not exists ${schema};` : ""}
    ${body.join("\n")}
    ${mark};`;
}

/**
 * Checks what was found in a database.
 *
 * @param found  null where there is nothing of ours
 * @throws TunesmithError "storage" for a version that this program does not work on
 */
export function checkVersion(found: number, url: string): void {
  if (found > newest) {
    const what = `${url} was set up by a newer Tunesmith (version ${found} of its tables, known here: ${newest})`;
    throw new TunesmithError("storage", `${what}. Update the package tunesmith.`);
  }
  if (found < newest) {
    const what = `${url} has version ${found} of the tables, and this Tunesmith works on ${newest}`;
    throw new TunesmithError(
      "storage",
      `${what}. End all workers, and run: tunesmith storage upgrade --storage URL`,
    );
  }
}
