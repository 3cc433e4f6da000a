/** One child process with all its descendants. */
import { type ChildProcess, spawn } from "node:child_process";
import { lineReader } from "./lines.ts";

export interface ChildOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** How long it has between being asked to end and being killed, in ms. */
  readonly graceMs: number;
  onLine(line: string, stream: "stdout" | "stderr"): void;
}

/** How it ended. */
export type Exit =
  | { readonly kind: "exited"; readonly status: number }
  | { readonly kind: "killed"; readonly signal: string }
  | { readonly kind: "not-started"; readonly cause: NodeJS.ErrnoException };

export interface Child {
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
 * On Windows, where this was never tried, only the child itself is ended, not its descendants.
 */
export function startChild([program, ...args]: readonly string[], o: ChildOptions): Child {
  const child = spawn(program!, args, {
    cwd: o.cwd,
    env: o.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: hasGroups,
    windowsHide: true,
  });
  alive.add(child);
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
  });
  return { exit, terminate };
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
