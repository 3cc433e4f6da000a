import { checkStudyName } from "./checks.ts";
import type { Access } from "./postgres-access.ts";
import type { Leases } from "./storage.ts";

/**
 * Leases by the clock of the server. While the server is away nobody can renew, so after it has come back every lease is
 * good for its full time once more.
 *
 * @param schema  quoted
 */
export function postgresLeases(access: Access, schema: string): Leases {
  return {
    async renew(study, worker, ttlMs) {
      checkStudyName(study);
      await access.query(
        `insert into ${schema}.lease (study, worker, until, ttl)
         values ($1, $2, clock_timestamp() + $3::float8 * interval '1 ms', $3::float8 * interval '1 ms')
         on conflict (study, worker) do update set until = excluded.until, ttl = excluded.ttl`,
        [study, worker, ttlMs],
      );
    },
    async release(study, worker) {
      checkStudyName(study);
      await access.query(`delete from ${schema}.lease where study = $1 and worker = $2`, [study, worker]);
    },
    async expired(study, workers) {
      checkStudyName(study);
      const rows = await access.query<{ worker: string }>(
        `select worker from ${schema}.lease where study = $1 and worker = any($2::text[])
         and (until > clock_timestamp() or (
           until - ttl < pg_postmaster_start_time() and pg_postmaster_start_time() + ttl > clock_timestamp()
         ))`,
        [study, [...workers]],
      );
      const live = new Set(rows.map(({ worker }) => worker));
      return workers.filter((worker) => !live.has(worker));
    },
  };
}
