import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The longest that anybody waits: several times a slow `npm ci`. */
const patienceMs = 10 * 60_000;

/**
 * Runs `work` while no other process on this machine does so for the same folder: `npm test` and `npm run demo` may be
 * started side by side on a fresh clone. The lock of a process that died is taken over.
 */
export async function withLock(folder, work) {
  const file = join(
    tmpdir(),
    `tunesmith-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}.lock`,
  );
  const end = Date.now() + patienceMs;
  while (!take(file)) {
    const holder = readHolder(file);
    if (holder !== null && !isAlive(holder)) rmSync(file, { force: true });
    else if (Date.now() > end) {
      throw new Error(`Process ${holder} still sets this checkout up. If it does not, delete ${file}.`);
    } else await sleep(100);
  }
  // Also when `work` ends the process.
  process.once("exit", () => rmSync(file, { force: true }));
  await work();
}

/** Whether the lock file could be made, which only one process can. */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (e) {
    if (e.code === "EEXIST") return false;
    throw e;
  }
}

/** The process that holds the lock; null when it is just being given back, or not yet written. */
function readHolder(file) {
  try {
    return Number(readFileSync(file, "utf8")) || null;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (e) {
    return e.code === "EPERM"; // it lives, and is another user's
  }
}
