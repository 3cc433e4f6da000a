/** Starts programs by a small shell: a fork of this process copies much more, and it stands still meanwhile. */
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Child, ChildOptions, Exit, RunOptions } from "./child.ts";
import { Ending, Group } from "./group.ts";
import { lineReader } from "./lines.ts";
import { NamedPipe } from "./named-pipe.ts";
import { type ShellAnswer, ShellTalk, streams } from "./shell-talk.ts";
import { mayBeWord, readStatus } from "./signal-words.ts";
import { isStillStarting } from "./still-starting.ts";

/** What the programs of one launcher have in common. */
export type Surroundings = Pick<ChildOptions, "cwd" | "env" | "nice">;

/** A program to be run. */
export interface Program extends RunOptions {
  /** The first is its path, with a slash in it. */
  readonly argv: readonly string[];
  /** Its environment besides. */
  readonly variables: { readonly [name: string]: string };
}

/** So long a fork of the shell may need to become the program, in ms; before that it hears no SIGTERM. */
const deafMs = 50;

/** After so long it is worth while to read what a program says before it has ended, in ms. */
const followAfterMs = 20;

/** How long is waited before a pipe is looked at again that had come to its end, in ms: something may open it anew. */
const againMs = 100;

/** How long what has left a killed group may keep its output open, in ms. */
const patienceMs = 1000;

/** How old a launcher may become, in ms: whoever tidies temporary files leaves those of an hour alone. */
const longestLife = 60_000;

const living = new Set<Launcher>();
process.on("beforeExit", () => {
  for (const launcher of living) launcher.end();
});
process.on("exit", () => {
  for (const launcher of living) launcher.abandon();
});

/** A program that runs. */
interface Run {
  readonly program: Program;
  readonly ending: Ending;
  readonly lines: { readonly [S in (typeof streams)[number]]: ReturnType<typeof lineReader> };
  readonly resolve: (exit: Exit | "refused") => void;
  /** What came of it, when its descendants still speak. */
  end: Pick<ShellAnswer, "status" | "isSaid"> | Exit | "refused" | null;
  /** Whether the shell has said that it could not start it. */
  isRefused: boolean;
  /** A line on standard error that may be the shell's word; "" for none. */
  held: string;
}

/**
 * A shell that runs one program after the other, each with its output in two named pipes.
 *
 * It leads the process group that they run in, and is killed with it; the guard ends both when this process is gone.
 */
export class Launcher {
  readonly #shell: ChildProcess;
  readonly #group: Group;
  readonly #folder: string;
  readonly #pipes: readonly NamedPipe[];
  readonly #talk: ShellTalk;
  readonly #until = performance.now() + longestLife;
  #said = "";
  #run: Run | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isSpent = false;

  /** @returns null where there is no such shell, or no place for pipes */
  static start(o: Surroundings): Launcher | null {
    let folder: string | null = null;
    try {
      folder = mkdtempSync(join(tmpdir(), "tunesmith-"));
      const talk = new ShellTalk(folder);
      const shell = startShell(folder, talk.name, o);
      if (shell?.pid !== undefined) return new Launcher(shell, folder, talk, o.nice ?? 0);
    } catch {
      // An environment that cannot be, or a full disk.
    }
    if (folder !== null) remove(folder);
    return null;
  }

  private constructor(shell: ChildProcess, folder: string, talk: ShellTalk, nice: number) {
    this.#shell = shell;
    this.#folder = folder;
    this.#talk = talk;
    living.add(this);
    this.#group = new Group(shell.pid!);
    if (nice > 0) this.#group.standBack(nice);
    this.#pipes = streams.map(
      (stream) => new NamedPipe(join(folder, stream), (piece) => this.#run?.lines[stream].push(piece)),
    );
    shell.stdout!.setEncoding("utf8").on("data", (said: string) => this.#hear(said));
    shell.on("exit", (_, signal) => this.#died(signal));
    shell.stdin!.on("error", () => {}); // it has died
    for (const pipe of [shell.stdin, shell.stdout]) (pipe as Socket).unref();
    shell.unref();
    shell.stdin!.write(this.#talk.greeting);
  }

  /** Whether it may run another program. */
  get isFree(): boolean {
    return !this.#run && !this.#isSpent && performance.now() < this.#until;
  }

  /** Runs a program; "refused": the shell could not start it, and nothing was run. */
  run(program: Program): Omit<Child, "exit"> & { readonly exit: Promise<Exit | "refused"> } {
    const isDeaf = () =>
      this.#run?.ending === ending && this.#run.end === null && isStillStarting(this.#shell.pid!);
    const ending = new Ending(this.#group, { graceMs: program.graceMs, deafMs, isDeaf });
    const exit = new Promise<Exit | "refused">((resolve) => {
      const stdout = lineReader((line) => program.onLine(line, "stdout"));
      const stderr = lineReader((line) => this.#takeError(run, line));
      const lines = { stdout, stderr };
      const run: Run = { program, ending, lines, resolve, end: null, isRefused: false, held: "" };
      this.#run = run;
    });
    this.#shell.ref();
    this.#timer = setTimeout(() => this.#follow(), followAfterMs);
    this.#shell.stdin!.write(this.#talk.line(program.argv, program.variables));
    return { group: this.#group.number, exit, terminate: () => ending.ask() };
  }

  /** Lets it go, and waits for that when this process has nothing else to do. */
  end(): void {
    this.#isSpent = true;
    this.#shell.ref();
    this.#shell.stdin!.end();
  }

  /** When this process leaves at once: the group is killed by the group's own care. */
  abandon(): void {
    remove(this.#folder);
  }

  #hear(said: string): void {
    this.#said += said;
    const answer = this.#talk.answer(this.#said);
    if (!answer) return;
    this.#said = this.#said.slice(answer.length);
    this.#ended(answer.isRefused ? "refused" : answer);
  }

  /** On a program's standard error the shell speaks, too: when it cannot start it, and when a signal has ended it. */
  #takeError(run: Run, line: string): void {
    if (run.held !== "") run.program.onLine(run.held, "stderr");
    run.held = mayBeWord(line) ? line : "";
    if (this.#talk.isRefusal(line)) run.isRefused = true;
    else if (run.held === "") run.program.onLine(line, "stderr");
  }

  #ended(end: ShellAnswer | "refused"): void {
    const run = this.#run;
    if (!run) return;
    run.end = end;
    clearTimeout(this.#timer);
    if (this.#isSilent()) {
      this.#close();
      return;
    }
    // A descendant that outlives it may still print: it has the same grace.
    run.ending.killLater();
    this.#follow();
    this.#timer = setTimeout(() => this.#leave(), run.program.graceMs + patienceMs);
  }

  #follow(): void {
    for (const pipe of this.#pipes) pipe.follow(() => this.#atEnd());
  }

  #atEnd(): void {
    if (!this.#run) return;
    if (this.#run.end !== null) {
      if (this.#isSilent()) this.#close();
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#follow(), againMs);
  }

  /** Reads what is there; whether it was the last. */
  #isSilent(): boolean {
    return this.#pipes.map((pipe) => pipe.read()).every((isLast) => isLast);
  }

  #close(): void {
    const run = this.#run!;
    clearTimeout(this.#timer);
    for (const pipe of this.#pipes) pipe.unfollow();
    for (const stream of streams) run.lines[stream].end();
    run.ending.over();
    this.#isSpent ||= run.ending.hasKilled;
    this.#run = null;
    this.#shell.unref();
    run.resolve(exitOf(run));
  }

  /** Something else holds the pipes: nothing that comes from it now is to be taken for another run's. */
  #leave(): void {
    this.#isSpent = true;
    this.#close();
  }

  #died(signal: NodeJS.Signals | null): void {
    this.#isSpent = true;
    if (this.#run) {
      this.#group.signal("SIGKILL");
      this.#run.end ??= signal === null ? "refused" : { kind: "killed", signal };
      this.#isSilent();
      this.#close();
    }
    this.#group.ended();
    for (const pipe of this.#pipes) pipe.close();
    remove(this.#folder);
    living.delete(this);
  }
}

/** How a run has ended; what its standard error had last is given to it, without the shell's word. */
function exitOf({ program, end, held, isRefused }: Run): Exit | "refused" {
  if (isRefused || end === "refused") return "refused";
  const { exit, line } = "kind" in end! ? { exit: end, line: held } : readStatus({ ...end!, lastLine: held });
  if (line !== "") program.onLine(line, "stderr");
  return exit;
}

function startShell(folder: string, name: string, { cwd, env }: Surroundings): ChildProcess | null {
  const pipes = streams.map((stream) => join(folder, stream));
  if (spawnSync("mkfifo", ["-m", "600", ...pipes]).status !== 0) return null;
  const options: SpawnOptions = { cwd, env, argv0: name, stdio: ["pipe", "pipe", "ignore"], detached: true };
  const shell = spawn("/bin/sh", ["-s"], options);
  return shell.on("error", () => {}); // there is none
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
