import { readFileSync } from "node:fs";

/**
 * Whether a process that starts another one has not come so far: it has no child, or one that is still a copy of it, with
 * its words. What is sent to that child is lost.
 *
 * @returns false where that cannot be known: elsewhere than on Linux, or when the process is gone
 */
export function isStillStarting(pid: number): boolean {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").trim();
    if (children === "") return true;
    const own = wordsOf(pid);
    return children.split(" ").some((child) => wordsOf(Number(child)) === own);
  } catch {
    return false;
  }
}

function wordsOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, "latin1");
}
