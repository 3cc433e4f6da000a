/** What is said to the thread that makes points. */
import type { Logged, Seq } from "../../history/index.ts";
import type { Suggestion } from "../../samplers/index.ts";

/** Events of a log, and whose trial is to get a point where they end; null while more of them follow. */
export interface AskTask {
  readonly log: number;
  /** Where the log stood before them. */
  readonly after: Seq;
  readonly events: readonly Logged[];
  readonly ask: { readonly by: string; readonly number: number } | null;
}

/** A point; else how far the thread has come. */
export type AskAnswer = Suggestion | { readonly at: Seq };
