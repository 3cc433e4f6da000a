/** What can be said of a database without changing anything in it. */
import { accessTo } from "./postgres-access.ts";
import { partsOf } from "./postgres-address.ts";

export interface PostgresProbe {
  readonly url: string;
  /** Of the server: `15.18`. */
  readonly server: string;
  /** Whether it is a copy of another server, which nobody can write to. */
  readonly isReplica: boolean;
  /** Whether this user may write events, or make the tables where there are none. */
  readonly mayWrite: boolean;
  /** How long a commit takes, the median in ms; null where it cannot be tried without a trace. */
  readonly writeMs: number | null;
}

const patienceMs = 5_000;

/** A table that is not there gives null; then they would have to be made. */
const rights = (schema: string) => `select current_setting('server_version') as server,
  pg_is_in_recovery() as replica,
  coalesce(has_table_privilege(to_regclass('${schema}.event'), 'insert'),
    has_database_privilege(current_database(), 'create')) as writes`;

/** A message in the log of transactions, which a commit takes to the disk, and which nobody reads. */
const message = "select pg_logical_emit_message(true, 'tunesmith', 'doctor')";

/** @throws TunesmithError "name", "storage" */
export async function probePostgres(address: string): Promise<PostgresProbe> {
  const { bare, url, schema } = partsOf(address);
  const access = await accessTo(bare, url, patienceMs);
  try {
    const [found] = await access.query<{ server: string; replica: boolean; writes: boolean }>(rights(schema));
    const { server, replica: isReplica, writes } = found!;
    const times: number[] = [];
    for (let i = 0; i < 5 && !isReplica; i++) {
      const start = performance.now();
      const isDone = await access.query(message).then(
        () => true,
        () => false, // not every user may
      );
      if (!isDone) break;
      times.push(performance.now() - start);
    }
    const writeMs = times.length === 5 ? times.sort((a, b) => a - b)[2]! : null;
    return { url, server: server.split(" ")[0]!, isReplica, mayWrite: writes && !isReplica, writeMs };
  } finally {
    await access.close();
  }
}
