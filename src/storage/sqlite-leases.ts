import { checkStudyName } from "./checks.ts";
import { type Holder, holderOf, isAtWork, isGone } from "./holder.ts";
import type { Access } from "./sqlite-access.ts";
import type { Driver } from "./sqlite-driver.ts";
import type { Leases } from "./storage.ts";

/** Leases that can go with their study, inside a transaction of the caller. */
export type SqliteLeases = Leases & { drop(study: string): void };

type Lease = Holder & {
  readonly worker: string;
  readonly until: number;
  readonly ttl: number;
  readonly kept: 0 | 1;
};

/** The holder of a detached lease: of a process without a namespace nothing is concluded. */
const nobody: Holder = { boot: null, namespace: null, pid: 0, started: null };

/** Milliseconds since the machine started: one clock for all its processes, and nobody can set it. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/**
 * Leases for the processes of one machine. A lease is over when its time is up, when the machine was started anew, or
 * at once when its process is gone, so nobody waits after a crash. One that is kept does not end while its process is seen
 * at work, however long the objective blocks it; a process that was stopped is not at work.
 */
export function sqliteLeases(db: Driver, access: Access, now: () => number): SqliteLeases {
  const put = db.prepare(
    `insert into lease (study, worker, until, ttl, boot, namespace, pid, started) values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (study, worker) do update set until = excluded.until, ttl = excluded.ttl, boot = excluded.boot,
     namespace = excluded.namespace, pid = excluded.pid, started = excluded.started`,
  );
  const keep = db.prepare("update lease set kept = 1 where study = ? and worker = ?");
  const remove = db.prepare("delete from lease where study = ? and worker = ?");
  const removeAll = db.prepare("delete from lease where study = ?");
  const ofStudy = db.prepare<Lease>("select * from lease where study = ?");
  const me = holderOf();

  function isOver(lease: Lease): boolean {
    const left = lease.until - now();
    const isOfEarlierBoot = left > lease.ttl + 1; // the clock has begun anew; 1 ms is for rounding
    if (lease.kept === 1 && isAtWork(lease, me)) return false;
    return left <= 0 || isOfEarlierBoot || isGone(lease, me);
  }

  return {
    async renew(study, worker, ttlMs, isDetached = false) {
      checkStudyName(study);
      await access.write(() => {
        const { boot, namespace, pid, started } = isDetached ? { ...nobody, boot: me.boot } : me;
        put.run(study, worker, now() + ttlMs, ttlMs, boot, namespace, pid, started);
      });
    },
    async keep(study, worker) {
      await access.write(() => {
        keep.run(study, worker);
      });
      return null; // what is known of a process may be too little, as from another container
    },
    async release(study, worker) {
      checkStudyName(study);
      await access.write(() => {
        remove.run(study, worker);
      });
    },
    async expired(study, workers) {
      checkStudyName(study);
      const leases = await access.read(() => ofStudy.all(study));
      const live = new Set(leases.filter((lease) => !isOver(lease)).map((lease) => lease.worker));
      return workers.filter((worker) => !live.has(worker));
    },
    drop(study) {
      removeAll.run(study);
    },
  };
}
