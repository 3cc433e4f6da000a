import { type Child, type Exit, startChild } from "./child.ts";
import { hasGroups } from "./group.ts";
import { Launcher, type Program, type Surroundings } from "./launcher.ts";
import { pathOf } from "./program.ts";
import { passesThrough } from "./shell-talk.ts";

/** How long launchers without work are kept, in ms. */
const idleMs = 1000;

/** How many characters of words and variables a shell is given: some read one at a time. */
const longestLine = 65_536;

/**
 * Starts programs, each by a launcher of its own while it runs.
 *
 * By this process itself it starts what no shell can hand on as it is, what the shell could not start, to say why, and all
 * where there is no POSIX shell.
 */
export class Launchers {
  readonly #o: Surroundings;
  readonly #idle: Launcher[] = [];
  readonly #paths = new Map<string, string>();
  #canLaunch: boolean;
  #tidy: NodeJS.Timeout | undefined;

  constructor(o: Surroundings) {
    this.#o = o;
    this.#canLaunch = hasGroups && passesThrough(o.env);
  }

  start(program: Program): Child {
    const path = this.#canLaunch && isFit(program) ? this.#pathOf(program.argv[0]!) : null;
    const launcher = path === null ? null : this.#take();
    if (!launcher) return this.#startHere(program);
    const launched = launcher.run({ ...program, argv: [path!, ...program.argv.slice(1)] });
    let child: Pick<Child, "terminate"> = launched;
    const exit = launched.exit.then((how): Exit | Promise<Exit> => {
      this.#giveBack(launcher);
      if (how !== "refused") return how;
      const started = this.#startHere(program);
      child = started;
      return started.exit;
    });
    return { group: launched.group, exit, terminate: () => child.terminate() };
  }

  /** Where a program is: of a mere word a shell might make something of its own. */
  #pathOf(word: string): string | null {
    if (word.includes("/")) return word;
    const path = this.#paths.get(word) ?? pathOf(word, this.#o.cwd, this.#o.env.PATH ?? "");
    if (path !== null) this.#paths.set(word, path);
    return path;
  }

  #startHere({ argv, variables, ...o }: Program): Child {
    return startChild(argv, { ...this.#o, ...o, env: { ...this.#o.env, ...variables } });
  }

  #take(): Launcher | null {
    for (;;) {
      const launcher = this.#idle.pop() ?? Launcher.start(this.#o);
      if (launcher === null) this.#canLaunch = false;
      if (launcher === null || launcher.isFree) return launcher;
      launcher.end();
    }
  }

  #giveBack(launcher: Launcher): void {
    if (!launcher.isFree) {
      launcher.end();
      return;
    }
    this.#idle.push(launcher);
    this.#tidy ??= setTimeout(() => {
      this.#tidy = undefined;
      for (const idle of this.#idle.splice(0)) idle.end();
    }, idleMs).unref();
    this.#tidy.refresh();
  }
}

/** Whether a shell takes it as it is, and in little time. */
function isFit({ argv, variables }: Program): boolean {
  const words = [...argv, ...Object.values(variables)];
  const isShort = words.reduce((sum, word) => sum + word.length, 0) <= longestLine;
  return isShort && words.every((word) => !word.includes("\0"));
}
