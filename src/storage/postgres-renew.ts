import type { Access } from "./postgres-access.ts";

/** A lease to be taken or renewed. */
export interface Renewal {
  readonly study: string;
  readonly worker: string;
  readonly ttlMs: number;
}

/** Takes or renews a lease, by the clock of the server. */
export async function renewLease(
  access: Access,
  schema: string,
  { study, worker, ttlMs }: Renewal,
): Promise<void> {
  await access.query(
    `insert into ${schema}.lease (study, worker, until, ttl)
     values ($1, $2, clock_timestamp() + $3::float8 * interval '1 ms', $3::float8 * interval '1 ms')
     on conflict (study, worker) do update set until = excluded.until, ttl = excluded.ttl`,
    [study, worker, ttlMs],
  );
}
