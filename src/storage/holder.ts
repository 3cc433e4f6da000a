import { readFileSync, readlinkSync } from "node:fs";

/**
 * The process that holds a lease. What the system does not tell is null; then nothing is concluded from it, and the
 * lease ends by time. Only Linux tells all; elsewhere a process is known by its pid alone.
 */
export interface Holder {
  /** The start of the machine; it names the monotonic clock too. */
  readonly boot: string | null;
  /** Where the pid counts: containers have their own. */
  readonly namespace: string | null;
  readonly pid: number;
  /** When the process started, since pids are used again; in ticks after the boot. */
  readonly started: string | null;
}

/** This process, or another one that it can see. */
export function holderOf(pid = process.pid): Holder {
  return { boot: boot(), namespace: namespace(), pid, started: statusOf(pid)?.started ?? null };
}

/** Whether `holder` is surely dead, as the process `me` sees it. */
export function isGone(holder: Holder, me: Holder): boolean {
  if (holder.boot !== null && me.boot !== null && holder.boot !== me.boot) return true;
  if (holder.namespace === null || holder.namespace !== me.namespace) return false;
  if (!isThere(holder.pid)) return true;
  const found = statusOf(holder.pid);
  if (!found) return false;
  return found.isDead || (holder.started !== null && found.started !== holder.started);
}

/** Whether `holder` is surely alive and at work, as the process `me` sees it: there, and not stopped. Only Linux tells. */
export function isAtWork(holder: Holder, me: Holder): boolean {
  if (holder.boot === null || holder.boot !== me.boot) return false;
  if (holder.namespace === null || holder.namespace !== me.namespace) return false;
  const found = statusOf(holder.pid);
  return found !== null && found.started === holder.started && !found.isDead && !found.isStopped;
}

/** Whether there is a process of that number. */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    const isForbidden = error instanceof Error && "code" in error && error.code === "EPERM";
    return isForbidden; // another user's
  }
}

/** What Linux says of a process (proc_pid_stat(5)): field 3 is its state, field 22 its start. */
function statusOf(pid: number): Status | null {
  const text = contentOf(`/proc/${pid}/stat`);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" "); // from field 3 on: the name before may hold anything
  const state = fields[0] ?? "";
  return { started: fields[19] ?? "", isDead: "ZX".includes(state), isStopped: "Tt".includes(state) };
}

interface Status {
  readonly started: string;
  readonly isDead: boolean;
  /** By a signal, or by a debugger. */
  readonly isStopped: boolean;
}

function boot(): string | null {
  return contentOf("/proc/sys/kernel/random/boot_id")?.trim() ?? null;
}

function namespace(): string | null {
  if (process.platform !== "linux") return process.platform; // no containers that share files and not pids
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return null;
  }
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
