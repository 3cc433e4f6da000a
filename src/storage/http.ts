import type { Logged, Seq } from "../history/index.ts";
import { checkStudyName, closed } from "./checks.ts";
import { caller } from "./http-call.ts";
import type { Storage } from "./storage.ts";

/** What the server answers. */
interface Page {
  readonly events: readonly Logged[];
}

/**
 * Keeps studies on a Tunesmith server: a worker needs its address and a token, and no rights on a database.
 *
 * Every append has a key, so that one whose answer was lost is repeated without being done twice.
 *
 * @param address  `http://HOST:PORT` or `https://…`; a token may stand before the host
 * @param options.token      default: the one in the address, else TUNESMITH_TOKEN
 * @param options.patienceMs  how long a call goes on against a server that is away; default 60,000
 * @throws TunesmithError "name" for no address; "storage" when the server is away or refuses the token
 */
export async function http(
  address: string,
  options: { readonly token?: string; readonly patienceMs?: number } = {},
): Promise<Storage> {
  const { url, call, end } = caller(address, options);
  let isClosed = false;
  let writes: Promise<unknown> = Promise.resolve();

  function check(study?: string): void {
    if (isClosed) throw closed(url);
    if (study !== undefined) checkStudyName(study);
  }

  /** Calls that are not waited for keep their order. */
  function inOrder<T>(write: () => Promise<T>): Promise<T> {
    const turn = writes.then(write);
    writes = turn.catch(() => {});
    return turn;
  }

  /** The events from `after` to `last`, page by page. */
  async function readOn(study: string, found: Logged[], after: Seq, last: Seq): Promise<Logged[]> {
    let place = found.at(-1)?.seq ?? after;
    while (place < last) {
      const body = { study, after: place, ...(last === Infinity ? {} : { limit: last - place }) };
      const { events, end } = await call<Page & { readonly end: boolean }>("read", body);
      for (const event of events) found.push(event);
      place = events.at(-1)?.seq ?? place;
      if (end) break;
    }
    return found;
  }

  const known = await call<{ readonly studies: readonly string[] }>("studies", {}, { patienceMs: 5_000 });
  if (!Array.isArray(known.studies)) throw closed(url);

  return {
    url,
    leases: {
      async renew(study, worker, ttlMs) {
        check(study);
        await call("renew", { study, worker, ttlMs });
      },
      async release(study, worker) {
        check(study);
        await call("release", { study, worker });
      },
      async expired(study, workers) {
        check(study);
        if (workers.length === 0) return [];
        return (await call<{ readonly expired: readonly string[] }>("expired", { study, workers })).expired;
      },
    },
    async append(study, events, after, times) {
      check(study);
      if (events.length === 0) return readOn(study, [], after, Infinity);
      const body = JSON.stringify({ study, events, after, times }); // now: who called may change them after
      const { events: found, last } = await inOrder(() =>
        call<Page & { readonly last: Seq }>("append", body, { key: true }),
      );
      return readOn(study, [...found], after, last);
    },
    async read(study, after, limit = Infinity) {
      check(study);
      return readOn(study, [], after, after + limit);
    },
    async studies() {
      check();
      return (await call<{ readonly studies: readonly string[] }>("studies", {})).studies;
    },
    async drop(study) {
      check(study);
      await inOrder(() => call("drop", { study }));
    },
    async close() {
      isClosed = true;
      await writes;
      end();
    },
  };
}
