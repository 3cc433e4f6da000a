/** What a launcher's shell is told, and what it answers. */
import { randomBytes } from "node:crypto";
import { constants } from "node:os";
import { join } from "node:path";
import type { Exit } from "./child.ts";

/** The names of the pipes in a launcher's folder. */
export const streams = ["stdout", "stderr"] as const;

/** What the shell does not hear, since it outlives its programs; they do. */
const signals = "INT TERM HUP QUIT PIPE USR1 USR2";

/** Signals that end a program without a word of the shell. */
const unsaid = new Set(["SIGINT", "SIGPIPE"]);

/** Variables that shells read, set or forbid to be set. */
const own = /^(?:SHELLOPTS|BASHOPTS|BASH_.*|PS\d|IFS|ENV|OPTIND|PPID|LINENO|E?UID|FCEDIT|CDPATH|MAIL.*)$/;

/** Whether a shell hands these variables on as they are: it drops what is no identifier, and has some of its own. */
export function passesThrough(env: NodeJS.ProcessEnv): boolean {
  return Object.keys(env).every((name) => /^[A-Za-z_]\w*$/.test(name) && !own.test(name));
}

/** A word that the shell takes letter by letter, whatever is in it; it must hold no NUL. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** How a program ended; "refused": it was not started. */
export interface ShellAnswer {
  readonly exit: Exit | "refused";
  /** How many characters of what was said it takes. */
  readonly length: number;
}

/** The words between a launcher and its shell. */
export class ShellTalk {
  /** What no program says, since none knows it. */
  readonly #mark = randomBytes(16).toString("hex");
  readonly #answer = new RegExp(`^([^]*?)${this.#mark} (\\d+)\n`);
  readonly #folder: string;

  /** @param folder  where the pipes are; the shell drops it at last */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What the shell hears first. */
  get greeting(): string {
    const path = quoted(process.env.PATH ?? "/usr/bin:/bin"); // the programs may have another
    return `exec 2>&1
trap '' ${signals}
trap ${quoted(`PATH=${path} rm -rf ${quoted(this.#folder)}`)} EXIT
tunesmith_ended() { echo "${this.#mark} $?"; }
tunesmith_refused() { echo ${this.#mark}; }
`;
  }

  /**
   * Has a program run in place of a fork of the shell, and its end told.
   *
   * @param variables  its environment besides that of the shell
   */
  line(argv: readonly string[], variables: { readonly [name: string]: string }): string {
    const exports = Object.entries(variables).map(([name, value]) => ` ${name}=${quoted(value)}`);
    const [stdout, stderr] = streams.map((stream) => quoted(join(this.#folder, stream)));
    const exported = exports.length > 0 ? `export${exports.join("")}; ` : "";
    const child = `trap tunesmith_refused EXIT; trap - ${signals}; ${exported}exec ${argv.map(quoted).join(" ")}`;
    return `( ${child} ) </dev/null >${stdout} 2>${stderr}; tunesmith_ended\n`;
  }

  /** Whether a line on standard output is of the shell, which could not become the program. */
  isRefusal(line: string): boolean {
    return line === this.#mark;
  }

  /** What the shell has said of a program's end; null before that. */
  answer(said: string): ShellAnswer | null {
    const [all, words, status] = this.#answer.exec(said) ?? [];
    if (all === undefined) return null;
    const isWithoutPipes = words!.includes(this.#folder);
    return {
      exit: isWithoutPipes ? "refused" : exitOf(Number(status), words !== ""),
      length: all.length,
    };
  }
}

/**
 * A shell says 128 + n of a program that signal n has ended, and of one that ends so by itself.
 *
 * @param isSaid  whether it has said in words, too, that a signal did it
 */
function exitOf(status: number, isSaid: boolean): Exit {
  const [signal] = Object.entries(constants.signals).find(([, number]) => number === status - 128) ?? [];
  const isKilled = signal !== undefined && (isSaid || unsaid.has(signal));
  return isKilled ? { kind: "killed", signal } : { kind: "exited", status };
}
