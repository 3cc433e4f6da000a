/** What the server and the thread of its analyst say to each other. */
import { type ErrorCode, isTunesmithError, TunesmithError } from "../error.ts";
import type { History } from "../history/index.ts";
import type { What } from "./analyses.ts";

/** Something to compute. */
export interface Question {
  readonly id: number;
  readonly what: What;
  readonly options: unknown;
  /** `history` comes with the first question about it. */
  readonly studies: readonly { readonly name: string; readonly key: number; readonly history?: History }[];
  /** Keys of histories that nobody will ask about any more. */
  readonly forget: readonly number[];
}

/** What came of it. */
export type Reply = { readonly id: number } & (
  | { readonly answer: unknown }
  | { readonly thrown: { readonly message: string; readonly code: ErrorCode | null } }
);

/** An error on its way: of a class of ours only the words cross by themselves. */
export function sent(e: unknown): { readonly message: string; readonly code: ErrorCode | null } {
  const message = e instanceof Error ? e.message : String(e);
  return { message, code: isTunesmithError(e) ? e.code : null };
}

/** An error that has come. */
export function received({ message, code }: ReturnType<typeof sent>): Error {
  return code === null ? new Error(message) : new TunesmithError(code, message);
}
