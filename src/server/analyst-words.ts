/** What the server and the thread of its analyst say to each other. */
import type { History } from "../history/index.ts";
import type { Reply as ReplyOf } from "../threads/threads.ts";
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
export type Reply = ReplyOf<unknown>;
