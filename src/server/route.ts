import type { z } from "zod";
import type { Storage } from "../storage/index.ts";
import type { Analyst } from "./analyst.ts";
import type { Artifacts } from "./artifacts.ts";
import type { Desk } from "./desk.ts";
import type { Live } from "./live.ts";
import type { Scope, Tokens } from "./tokens.ts";
import type { TrialLogs } from "./trial-logs.ts";

/** One study at work on this server. */
export interface Room {
  readonly live: Live;
  readonly desk: Desk;
}

/** What every verb may use. */
export interface House {
  readonly storage: Storage;
  /** Where it can be opened once more, to look after its tables; a secret. Null for one that lives in this process alone. */
  readonly storageUrl: string | null;
  readonly tokens: Tokens;
  /** Null where no files are kept. */
  readonly artifacts: Artifacts | null;
  /** Null where what commands print is not shown. */
  readonly logs: TrialLogs | null;
  /** Computes what takes more than a moment. */
  readonly analyst: Analyst;
  /** Of this package. */
  readonly version: string;
  /** The room of a study, whether or not there is one of that name yet. */
  room(study: string): Room;
  /** Forgets a room: its study is gone. */
  leave(study: string): void;
}

/** A call of a verb. */
export interface Call<I> {
  readonly house: House;
  readonly input: I;
  readonly scope: Scope;
  /** The body of a raw request, as it comes. */
  readonly body: ReadableStream<Uint8Array> | null;
  /** The idempotency key of the request. */
  readonly key: string | undefined;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** One thing that the server can do: over HTTP under its path, and over MCP by its name. */
export interface Verb<I = unknown> {
  readonly name: string;
  readonly method: "get" | "post" | "put" | "delete";
  /** Under `/api/v1`; `{study}` and its like come from the path, the rest from the query or the body. */
  readonly path: string;
  readonly scope: Scope;
  readonly summary: string;
  readonly input: z.ZodType<I>;
  /** Whether the body is no JSON: the input is then in path and query, and the body is passed on as it comes. */
  readonly isRaw?: boolean;
  /** The longest body, in bytes; default 1 MB. */
  readonly most?: number;
  /** @returns what is sent as JSON; a Response is sent as it is */
  run(call: Call<I>): Promise<unknown>;
}

/** Types a verb by its input. */
export function verb<I>(declared: Verb<I>): Verb {
  return declared as Verb;
}
