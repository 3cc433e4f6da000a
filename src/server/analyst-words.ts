/** What the server and the thread of its analyst say to each other. */
import type { History } from "../history/index.ts";
import type { What } from "./analyses.ts";

/** Something to compute. */
export interface Question {
  readonly what: What;
  readonly options: unknown;
  /** A history that the thread has by its key need not be told. */
  readonly studies: readonly { readonly name: string; readonly key: number; readonly history?: History }[];
}

/** What came of it; null where a history is missing. */
export type Answer = { readonly answer: unknown } | null;
