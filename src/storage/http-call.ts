import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type ErrorCode, TunesmithError } from "../error.ts";

/** A server, as the storage calls it. */
export interface Caller {
  /** Its address, without a token. */
  readonly url: string;
  /**
   * Calls it, and again while it is away.
   *
   * @param body         an object, or its JSON
   * @param options.key  whether the call has an idempotency key, so that it is done once however often it is sent
   * @throws TunesmithError what the server refused; "storage" when patience is over
   */
  call<T>(
    verb: string,
    body: object | string,
    options?: { readonly key?: boolean; readonly patienceMs?: number },
  ): Promise<T>;
  /** Ends all waiting. */
  end(): void;
}

/** One attempt takes no longer than this. */
const attemptMs = 60_000;

/** The pause before the next attempt: at first, and at most. */
const [firstPauseMs, longestPauseMs] = [100, 10_000];

/** The codes of refusals that mean the same here as there. */
const codes: readonly string[] = [
  ...(["space", "params", "option", "name", "goals", "value", "trial"] satisfies ErrorCode[]),
  ...(["study-exists", "study-missing", "storage-corrupt"] satisfies ErrorCode[]),
];

/** @throws TunesmithError "name" */
export function caller(
  address: string,
  { token, patienceMs = 60_000 }: { readonly token?: string; readonly patienceMs?: number },
): Caller {
  const { url, inAddress } = partsOf(address);
  const bearer = token ?? (inAddress || process.env.TUNESMITH_TOKEN || "");
  const stop = new AbortController();

  async function attempt(verb: string, body: string, key: string | null): Promise<Response> {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (bearer !== "") headers.authorization = `Bearer ${bearer}`;
    if (key !== null) headers["idempotency-key"] = key;
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(attemptMs)]);
    return fetch(`${url}/api/v1/storage/${verb}`, {
      method: "POST",
      headers,
      body,
      signal,
      redirect: "error",
    });
  }

  return {
    url,
    end: () => stop.abort(),
    async call<T>(verb: string, body: object | string, o: { key?: boolean; patienceMs?: number } = {}) {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const key = o.key ? randomBytes(15).toString("base64url") : null;
      const end = performance.now() + (o.patienceMs ?? patienceMs);
      for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
        let why: unknown;
        try {
          const response = await attempt(verb, text, key);
          if (response.ok) return (await response.json()) as T;
          if (!isPassing(response.status)) throw await refusalOf(response, url);
          why = `it answers ${response.status}`;
        } catch (e) {
          if (e instanceof TunesmithError) throw e;
          why = e;
        }
        if (performance.now() + pauseMs > end || stop.signal.aborted) throw away(url, why);
        await sleep(pauseMs * (0.5 + Math.random() / 2));
      }
    },
  };
}

/** Whether a status says no more than that now is a bad moment. */
function isPassing(status: number): boolean {
  return [408, 429, 502, 503, 504].includes(status);
}

async function refusalOf(response: Response, url: string): Promise<TunesmithError> {
  const { status } = response;
  const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
  const detail = problem.detail ?? "";
  if (status === 401) {
    const how = "set TUNESMITH_TOKEN to a token of that server, as tunesmith serve prints it";
    return new TunesmithError("storage", `The server ${url} does not know the token; ${how}.`);
  }
  if (problem.code !== undefined && codes.includes(problem.code)) {
    return new TunesmithError(problem.code as ErrorCode, detail);
  }
  return new TunesmithError("storage", `The server ${url} refused, with status ${status}: ${detail}`);
}

function away(url: string, why: unknown): TunesmithError {
  const cause = why instanceof Error ? (why.cause instanceof Error ? why.cause : why) : null;
  const words = cause ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : String(why);
  const what = `The server ${url} is away (${words})`;
  return new TunesmithError("storage", `${what}. Is tunesmith serve running there?`);
}

/** The address without its token, and the token. */
function partsOf(address: string): { url: string; inAddress: string } {
  const wrong = (what: string) =>
    new TunesmithError("name", `The address of a server ${what}. Write http://HOST:PORT.`);
  if (!URL.canParse(address)) throw wrong("cannot be read");
  const url = new URL(address);
  if (url.search !== "" || url.hash !== "") throw wrong("takes nothing behind its path");
  const inAddress = decodeURIComponent(url.password || url.username);
  return { url: `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, "")}`, inAddress };
}
