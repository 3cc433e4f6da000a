import { randomUUID } from "node:crypto";
import { TunesmithError } from "../error.ts";
import type { Logged, Seq } from "../history/index.ts";
import type { Access } from "./postgres-access.ts";
import { isRepeated } from "./postgres-words.ts";

/** The logs in a database. */
export interface PostgresLog {
  /** @returns everything after `after` */
  append(study: string, bodies: readonly string[], after: Seq, times?: readonly number[]): Promise<Logged[]>;
  read(study: string, after: Seq, limit?: number): Promise<Logged[]>;
  studies(): Promise<string[]>;
  drop(study: string): Promise<void>;
}

/** Rows fetched at a time. */
const pageSize = 10_000;

/** pg gives a bigint as text. */
interface Row {
  readonly seq: string;
  readonly at: string;
  readonly body: string;
}

const nowMs = "floor(extract(epoch from clock_timestamp()) * 1000)::bigint";

/**
 * The order of a log is the order in which its head row is taken: the row stays locked until the events that count it up
 * are committed, in the same statement. A sequence would be counted up before the commit, and a reader that comes between
 * would miss events for good.
 *
 * @param schema  quoted
 * @param url     for the words of errors
 */
export function postgresLog(access: Access, schema: string, url: string): PostgresLog {
  const add = `
    with head as (
      insert into ${schema}.study as s (name, head, at)
      values ($1, cardinality($2::text[]), coalesce(($4::bigint[])[cardinality($4::bigint[])], ${nowMs}))
      on conflict (name) do update set head = s.head + excluded.head, at = greatest(s.at, excluded.at)
      returning id, head, at
    ), added as (
      insert into ${schema}.event (study, seq, at, batch, body)
      select id, head - cardinality($2::text[]) + i, coalesce(($4::bigint[])[i], at), case i when 1 then $3::uuid end, body
      from head, unnest($2::text[]) with ordinality as e (body, i)
    )
    select head, at from head`;
  const findBatch = `
    select e.seq, e.at from ${schema}.event e join ${schema}.study s on s.id = e.study
    where s.name = $1 and e.batch = $2::uuid`;
  const page = `
    select e.seq, e.at, e.body from ${schema}.event e join ${schema}.study s on s.id = e.study
    where s.name = $1 and e.seq > $2 order by e.seq limit $3`;

  function damaged(study: string, seq: Seq, what: string): TunesmithError {
    const where = `${url} is damaged: event ${seq} of the study ${JSON.stringify(study)} ${what}`;
    return new TunesmithError("storage-corrupt", `${where}. Go back to a backup of the database.`);
  }

  function logged(study: string, { seq, at, body }: Row, due: Seq): Logged {
    if (Number(seq) !== due) throw damaged(study, due, "is missing");
    try {
      return { seq: due, at: Number(at), event: JSON.parse(body) };
    } catch {
      throw damaged(study, due, "cannot be read");
    }
  }

  async function read(study: string, after: Seq, limit = Number.POSITIVE_INFINITY): Promise<Logged[]> {
    const found: Logged[] = [];
    while (found.length < limit) {
      const size = Math.min(pageSize, limit - found.length);
      const rows = await access.query<Row>(page, [study, after + found.length, size]);
      for (const row of rows) found.push(logged(study, row, after + found.length + 1));
      if (rows.length < size) break;
    }
    return found;
  }

  /** Where the events stand now. The batch has a name, so that one whose answer was lost is not written twice. */
  async function write(
    study: string,
    bodies: readonly string[],
    times: readonly number[] | null,
  ): Promise<{ first: Seq; at: number }> {
    const batch = randomUUID();
    try {
      const [head] = await access.query<{ head: string; at: string }>(add, [study, bodies, batch, times]);
      return { first: Number(head!.head) - bodies.length + 1, at: Number(head!.at) };
    } catch (error) {
      if (!(error instanceof TunesmithError) || !isRepeated(error.cause)) throw error;
      const [first] = await access.query<{ seq: string; at: string }>(findBatch, [study, batch]);
      return { first: Number(first!.seq), at: Number(first!.at) };
    }
  }

  return {
    read,
    async append(study, bodies, after, times) {
      const { first, at } = await write(study, bodies, times ?? null);
      const between = first - 1 > after ? await read(study, after, first - 1 - after) : [];
      const own = bodies.map((body, i) => ({
        seq: first + i,
        at: times?.[i] ?? at,
        event: JSON.parse(body),
      }));
      return [...between, ...own.filter(({ seq }) => seq > after)];
    },
    async studies() {
      const rows = await access.query<{ name: string }>(`select name from ${schema}.study where head > 0`);
      return rows.map(({ name }) => name).sort();
    },
    async drop(study) {
      await access.query(
        `with gone as (delete from ${schema}.lease where study = $1) delete from ${schema}.study where name = $1`,
        [study],
      );
    },
  };
}
