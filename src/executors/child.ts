/** One child process with all its descendants. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { Ending, Group, hasGroups } from "./group.ts";
import { lineReader } from "./lines.ts";

/** What a run needs besides its words, wherever it is started. */
export interface RunOptions {
  /** How long it has between being asked to end and being killed, in ms. */
  readonly graceMs: number;
  onLine(line: string, stream: "stdout" | "stderr"): void;
}

export interface ChildOptions extends RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** How far it stands back behind others, 0 to 19. */
  readonly nice?: number;
}

/** How it ended. */
export type Exit =
  | { readonly kind: "exited"; readonly status: number }
  | { readonly kind: "killed"; readonly signal: string }
  | { readonly kind: "not-started"; readonly cause: NodeJS.ErrnoException };

export interface Child {
  /** The process group that it is in; null when it could not be started. */
  readonly group: number | null;
  /** Settles when it has ended and all that it printed is read; never rejects. */
  readonly exit: Promise<Exit>;
  /** Asks it and its descendants to end, and kills what is left after a while. May be called again. */
  terminate(): void;
}

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
    return notStarted(e as NodeJS.ErrnoException); // a NUL in a word, or too many of them
  }
  if (child.pid === undefined) return notStarted(new Promise((resolve) => child.once("error", resolve)));
  const group = new Group(child.pid);
  if (o.nice) group.standBack(o.nice);
  const ending = new Ending(group, o);
  for (const stream of ["stdout", "stderr"] as const) {
    const lines = lineReader((line) => o.onLine(line, stream));
    child[stream]!.on("data", lines.push).on("end", lines.end);
  }
  const exit = new Promise<Exit>((resolve) => {
    child.on("error", () => {}); // a signal that did not reach it
    // A descendant that outlives it may still print: it has the same grace.
    child.on("exit", () => ending.killLater());
    child.on("close", (status, signal) => {
      ending.over();
      group.ended();
      resolve(signal === null ? { kind: "exited", status: status ?? 0 } : { kind: "killed", signal });
    });
  });
  return { group: group.number, exit, terminate: () => ending.ask() };
}

function notStarted(why: NodeJS.ErrnoException | Promise<NodeJS.ErrnoException>): Child {
  const exit = Promise.resolve(why).then((cause): Exit => ({ kind: "not-started", cause }));
  return { group: null, exit, terminate: () => {} };
}

function spawnOptionsOf({ cwd, env }: ChildOptions): SpawnOptions {
  return { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: hasGroups, windowsHide: true };
}
