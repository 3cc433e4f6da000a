import { TunesmithError } from "../error.ts";
import { checkStudyName, closed } from "./checks.ts";
import { type Access, accessTo } from "./postgres-access.ts";
import { partsOf } from "./postgres-address.ts";
import { postgresLeases } from "./postgres-leases.ts";
import { postgresLog } from "./postgres-log.ts";
import { checkVersion, upgrade, versionQuery } from "./postgres-schema.ts";
import type { Storage } from "./storage.ts";

/** How a database is opened. */
export interface PostgresOptions {
  /** How long a call goes on against a server that is away, in ms; default 60,000. */
  readonly patienceMs?: number;
  /** Whether our tables are made where there are none; default true. */
  readonly create?: boolean;
}

/**
 * Keeps studies in a PostgreSQL database, for workers on any number of machines.
 *
 * @param address  `postgres://USER:PASSWORD@HOST:PORT/DATABASE`; `?schema=NAME` says where in it, default `tunesmith`
 * @throws TunesmithError "name" for no address; "storage" when the server cannot be reached, or refuses
 */
export async function postgres(address: string, options: PostgresOptions = {}): Promise<Storage> {
  const { patienceMs = 60_000, create = true } = options;
  const { bare, url, schema } = partsOf(address);
  const first = await accessTo(bare, url, Math.min(patienceMs, 5_000)); // nobody waits long for a wrong address
  try {
    await prepare(first, schema, url, create);
  } finally {
    await first.close();
  }
  const access = await accessTo(bare, url, patienceMs);
  const log = postgresLog(access, schema, url);
  let isClosed = false;
  let writes: Promise<unknown> = Promise.resolve();

  function check(study: string): void {
    if (isClosed) throw closed(url);
    checkStudyName(study);
  }

  /** Calls that are not waited for keep their order. */
  function inOrder<T>(write: () => Promise<T>): Promise<T> {
    const turn = writes.then(write);
    writes = turn.catch(() => {});
    return turn;
  }

  return {
    url,
    leases: guarded(postgresLeases(access, schema, address), check),
    async append(study, events, after, times) {
      check(study);
      if (events.length === 0) return log.read(study, after);
      const bodies = events.map((event) => JSON.stringify(event)); // now: who called may change them after
      return inOrder(() => log.append(study, bodies, after, times));
    },
    async read(study, after, limit) {
      check(study);
      return log.read(study, after, limit);
    },
    async studies() {
      if (isClosed) throw closed(url);
      return log.studies();
    },
    async drop(study) {
      check(study);
      await inOrder(() => log.drop(study));
    },
    async close() {
      isClosed = true;
      await writes;
      await access.close();
    },
  };
}

/** Makes the tables where there are none, and refuses a database that is not ours, or of another version. */
async function prepare(access: Access, schema: string, url: string, create: boolean): Promise<void> {
  for (let isAgain = false; ; isAgain = true) {
    const [found] = await access.query<{ version: number | null; is_there: boolean; encoding: string }>(
      versionQuery(schema),
    );
    const { version, is_there: isThere, encoding } = found!;
    if (encoding !== "UTF8") {
      const what = `${url} keeps text as ${encoding}, which lacks most characters`;
      throw new TunesmithError("storage", `${what}. Make a database with encoding UTF8.`);
    }
    if (version !== null) {
      checkVersion(version, url);
      return;
    }
    if (isThere && isAgain) {
      const what = `${url} has a schema ${schema} that is not ours`;
      throw new TunesmithError("storage-corrupt", `${what}. Name another one: ?schema=NAME.`);
    }
    if (!create) {
      const what = `${url} has no tables of ours, so it has no studies`;
      throw new TunesmithError("storage", `${what}. Run a search first, or name another storage.`);
    }
    // Refused when another program made them at the same moment, and then it is looked at again.
    await access.query(upgrade(schema, 0)).catch((error: unknown) => {
      if (isAgain) throw error;
    });
  }
}

function guarded(leases: Storage["leases"], check: (study: string) => void): Storage["leases"] {
  return {
    ...leases,
    async renew(study, worker, ttlMs) {
      check(study);
      await leases.renew(study, worker, ttlMs);
    },
    async release(study, worker) {
      check(study);
      await leases.release(study, worker);
    },
    async expired(study, workers) {
      check(study);
      return leases.expired(study, workers);
    },
  };
}
