import { setTimeout as sleep } from "node:timers/promises";
import type { Client as PgClient } from "pg";
import { TunesmithError } from "../error.ts";
import { closed } from "./checks.ts";
import { inOurWords, isAway } from "./postgres-words.ts";

/** What goes into SQL. */
export type PgValue = string | number | null | readonly string[] | readonly number[];

/** One connection at a time to a server that may go away and come back. */
export interface Access {
  /**
   * Runs one statement, again while the server is away, so it must be one that may run twice. It needs nothing of the
   * session, so that a pooler may give each statement another one.
   *
   * @throws TunesmithError "storage" when patience is over, and for what the server refuses
   */
  query<Row>(sql: string, values?: readonly PgValue[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** The pause before the next attempt: at first, and at most. */
const [firstPauseMs, longestPauseMs] = [50, 2_000];

/** A statement that takes longer has lost its server: the connection is given up. */
const attemptMs = 30_000;

/**
 * @param address  as `pg` takes it; may hold a password
 * @param url      the same for people, without it
 */
export async function accessTo(address: string, url: string, patienceMs: number): Promise<Access> {
  const { Client } = await driver();
  let client: Promise<PgClient> | null = null;
  let isClosed = false;

  function connected(): Promise<PgClient> {
    client ??= connect();
    return client;
  }

  async function connect(): Promise<PgClient> {
    const fresh = new Client({
      connectionString: address,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: attemptMs,
      application_name: "tunesmith",
    });
    fresh.on("error", () => drop(fresh)); // the next statement connects anew
    try {
      await fresh.connect();
    } catch (error) {
      drop(fresh);
      throw error;
    }
    return fresh;
  }

  /** Lets go of a connection: half of what is wrong with it cannot be told from the error. */
  function drop(old: PgClient): void {
    client = null;
    old.end().catch(() => {});
    // A half-open connection answers no farewell either.
    (old as unknown as { connection?: { stream?: { destroy(): void } } }).connection?.stream?.destroy();
  }

  async function attempt<Row>(sql: string, values: readonly PgValue[]): Promise<Row[]> {
    const current = await connected().catch((error) => {
      client = null;
      throw error;
    });
    try {
      const result = await current.query(sql, [...values]);
      return result.rows as Row[];
    } catch (error) {
      if (isAway(error)) drop(current);
      throw error;
    }
  }

  return {
    async query<Row>(sql: string, values: readonly PgValue[] = []): Promise<Row[]> {
      const end = performance.now() + patienceMs;
      for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
        if (isClosed) throw closed(url);
        try {
          return await attempt<Row>(sql, values);
        } catch (error) {
          if (!isAway(error) || performance.now() > end) throw inOurWords(error, url);
        }
        await sleep(pauseMs * (0.5 + Math.random())); // else all workers come back at the same moment
      }
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await (await client?.catch(() => null))?.end().catch(() => {});
    },
  };
}

/** The npm package `pg`: only those load it who keep studies in PostgreSQL. */
async function driver(): Promise<Pick<typeof import("pg"), "Client">> {
  try {
    return (await import("pg")).default;
  } catch (cause) {
    throw new TunesmithError("unsupported", "The npm package pg is not there; install it.", { cause });
  }
}
