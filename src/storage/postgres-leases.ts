import { checkStudyName } from "./checks.ts";
import { keptOutside } from "./lease-keeper.ts";
import type { Access } from "./postgres-access.ts";
import { renewLease } from "./postgres-renew.ts";
import type { Leases } from "./storage.ts";

/**
 * Leases by the clock of the server. While the server is away nobody can renew, so after it has come back every lease is
 * good for its full time once more.
 *
 * @param schema   quoted
 * @param address  as `openStorage` takes it
 */
export function postgresLeases(access: Access, schema: string, address: string): Leases {
  return {
    async renew(study, worker, ttlMs) {
      checkStudyName(study);
      await renewLease(access, schema, { study, worker, ttlMs });
    },
    keep: async (study, worker, ttlMs) => keptOutside(address, { study, worker, ttlMs }),
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
