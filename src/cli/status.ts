import { type ErrorCode, isTunesmithError } from "../error.ts";

/** The exit statuses of the command line. */
export const exit = { done: 0, failed: 1, usage: 2, storage: 3, interrupted: 130 } as const;

/** What the user can put right by other words, files or names. */
const wrongUse: readonly ErrorCode[] = [
  ...(["usage", "file", "name", "option", "space", "params", "goals", "unsupported", "trial"] as const),
  ...(["study-exists", "study-missing", "study-differs"] as const),
];

/** The exit status of a thrown error. */
export function statusOf(error: unknown): number {
  if (!isTunesmithError(error)) return exit.failed;
  if (error.code === "aborted") return exit.interrupted;
  if (error.code.startsWith("storage")) return exit.storage;
  return wrongUse.includes(error.code) ? exit.usage : exit.failed;
}
