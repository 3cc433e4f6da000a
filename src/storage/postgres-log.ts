import { randomUUID } from "node:crypto";
import { TunesmithError } from "../error.ts";
import type { Logged, Seq } from "../history/index.ts";
import type { Access } from "./postgres-access.ts";

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

/** What the procedure `append` answers. */
interface Appended {
  readonly first: string;
  readonly moment: string;
  /** Of others, after what the caller knows; null where there is none, or too much. */
  readonly missed: readonly string[] | null;
  readonly missed_at: readonly string[] | null;
}

/**
 * @param schema  quoted
 * @param url     for the words of errors
 */
export function postgresLog(access: Access, schema: string, url: string): PostgresLog {
  const add = `call ${schema}.append($1, $2::text[], $3::uuid, $4::bigint[], $5::bigint, null, null, null, null)`;
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
    if (found.length > 0) await access.query(`call ${schema}.settle()`);
    return found;
  }

  return {
    read,
    async append(study, bodies, after, times) {
      const batch = randomUUID(); // one whose answer was lost is not written twice
      const [row] = await access.query<Appended>(add, [study, bodies, batch, times ?? null, after]);
      const { first, moment, missed, missed_at } = row!;
      const place = Number(first);
      const between =
        place - 1 - after <= (missed?.length ?? 0)
          ? (missed ?? []).map((body, i) =>
              logged(study, { seq: String(after + i + 1), at: missed_at![i]!, body }, after + i + 1),
            )
          : await read(study, after, place - 1 - after);
      const own = bodies.map((body, i) => ({
        seq: place + i,
        at: times?.[i] ?? Number(moment),
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
