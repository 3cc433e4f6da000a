/** One child process with all its descendants. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { setPriority } from "node:os";
import { protect, release } from "./guard.ts";
import { lineReader } from "./lines.ts";

export interface ChildOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** How long it has between being asked to end and being killed, in ms. */
  readonly graceMs: number;
  /** How far it stands back behind others, 0 to 19. */
  readonly nice?: number;
  onLine(line: string, stream: "stdout" | "stderr"): void;
}

/** How it ended. */
export type Exit =
  | { readonly kind: "exited"; readonly status: number }
  | { readonly kind: "killed"; readonly signal: string }
  | { readonly kind: "not-started"; readonly cause: NodeJS.ErrnoException };

export interface Child {
  /** The process group that it leads; null when it could not be started. */
  readonly group: number | null;
  /** Settles when it has ended and all that it printed is read; never rejects. */
  readonly exit: Promise<Exit>;
  /** Asks it and its descendants to end, and kills what is left after a while. May be called again. */
  terminate(): void;
}

/** Elsewhere than on Windows a child leads a group of its own, so that its descendants end with it. */
const hasGroups = process.platform !== "win32";

const alive = new Set<ChildProcess>();
// When this process leaves at once, nothing is left behind.
process.on("exit", () => {
  for (const child of alive) signalGroup(child, "SIGKILL");
});

/**
 * Starts a program; no shell reads its words, and its standard input is empty.
 *
 * When this process is killed, its descendants are ended, too. On Windows, where this was never tried, only the child
 * itself is ended.
 */
export function startChild([program, ...args]: readonly string[], o: ChildOptions): Child {
  let child: ChildProcess;
  try {
    child = spawn(program!, args, spawnOptionsOf(o));
  } catch (e) {
    const cause = e as NodeJS.ErrnoException; // a NUL in a word, or too many of them
    return { group: null, exit: Promise.resolve({ kind: "not-started", cause }), terminate: () => {} };
  }
  const group = child.pid ?? null;
  alive.add(child);
  if (group !== null) {
    protect(group);
    if (o.nice) standBack(group, o.nice);
  }
  let killer: NodeJS.Timeout | undefined;
  const killLater = () => {
    killer ??= setTimeout(() => signalGroup(child, "SIGKILL"), o.graceMs);
  };
  const terminate = () => {
    signalGroup(child, "SIGTERM");
    killLater();
  };
  for (const stream of ["stdout", "stderr"] as const) {
    const lines = lineReader((line) => o.onLine(line, stream));
    child[stream]!.on("data", lines.push).on("end", lines.end);
  }
  const exit = new Promise<Exit>((resolve) => {
    child.on("error", (cause: NodeJS.ErrnoException) => {
      if (child.pid === undefined) resolve({ kind: "not-started", cause });
    });
    // A descendant that outlives it may still print: it has the same grace.
    child.on("exit", killLater);
    child.on("close", (status, signal) => {
      signalGroup(child, "SIGTERM"); // one that outlives it in silence
      resolve(signal === null ? { kind: "exited", status: status ?? 0 } : { kind: "killed", signal });
    });
  }).finally(() => {
    clearTimeout(killer);
    alive.delete(child);
    if (group !== null) release(group);
  });
  return { group, exit, terminate };
}

function spawnOptionsOf({ cwd, env }: ChildOptions): SpawnOptions {
  return { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: hasGroups, windowsHide: true };
}

function standBack(pid: number, nice: number): void {
  try {
    setPriority(pid, nice);
  } catch {
    // It has ended already.
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (hasGroups) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended already.
  }
}
