/** What a launcher's shell is told, and what it answers. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";

/** The names of the pipes in a launcher's folder. */
export const streams = ["stdout", "stderr"] as const;

/** What does not end the shell, since it outlives its programs. They hear it: what is trapped is so for the shell alone. */
const signals = "INT TERM HUP QUIT PIPE USR1 USR2";

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

/** What a shell says of a program's end. */
export interface ShellAnswer {
  readonly status: number;
  /** Whether it could not open the pipes, and nothing was run. */
  readonly isRefused: boolean;
  /** Whether it has said more than the status: that a signal ended it. */
  readonly isSaid: boolean;
  /** How many characters of what was said it takes. */
  readonly length: number;
}

/** The words between a launcher and its shell. */
export class ShellTalk {
  /** What no program says, since none knows it. */
  readonly #mark = randomBytes(16).toString("hex");
  /** The shell's, which it says before what it has to complain of. */
  readonly name = `${this.#mark}/sh`;
  readonly #answer = new RegExp(`^([^]*?)${this.#mark} (\\d+)\n`);
  readonly #folder: string;
  readonly #ending: string;

  /** @param folder  where the pipes are; the shell drops it at last */
  constructor(folder: string) {
    this.#folder = folder;
    const [stdout, stderr] = streams.map((stream) => quoted(join(folder, stream)));
    this.#ending = `</dev/null >${stdout} 2>${stderr}; tunesmith_ended\n`;
  }

  /** What the shell hears first. */
  get greeting(): string {
    const path = quoted(process.env.PATH ?? "/usr/bin:/bin"); // the programs may have another
    return `exec 2>&1
trap : ${signals}
trap ${quoted(`PATH=${path} rm -rf ${quoted(this.#folder)}`)} EXIT
tunesmith_ended() { echo "${this.#mark} $?"; }
`;
  }

  /**
   * Has a program run, and its end told. It is a simple command, which some shells start without a copy of themselves.
   *
   * @param argv       the first has a slash, so that it is no word of the shell's own
   * @param variables  its environment besides that of the shell
   */
  line(argv: readonly string[], variables: { readonly [name: string]: string }): string {
    let line = "";
    for (const [name, value] of Object.entries(variables)) line += `${name}=${quoted(value)} `;
    for (const word of argv) line += `${quoted(word)} `;
    return line + this.#ending;
  }

  /** Whether a line on a program's standard error is of the shell, which could not start it. */
  isRefusal(line: string): boolean {
    return line.startsWith(`${this.name}: `);
  }

  /** What the shell has said of a program's end; null before that. */
  answer(said: string): ShellAnswer | null {
    const [all, words, digits] = this.#answer.exec(said) ?? [];
    if (all === undefined) return null;
    const status = Number(digits);
    const isRefused = status < 126 && words!.includes(this.#folder);
    return { status, isRefused, isSaid: words !== "", length: all.length };
  }
}
