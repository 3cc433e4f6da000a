import { constants } from "node:os";
import type { Exit } from "./child.ts";

/** How systems call the signals that end programs (strsignal of glibc, musl and macOS): a shell says so of its child. */
const words: { readonly [signal: string]: string } = {
  SIGHUP: "Hangup",
  SIGQUIT: "Quit",
  SIGILL: "Illegal instruction",
  SIGTRAP: "Trace/(?:breakpoint|BPT) trap",
  SIGABRT: "(?:Aborted|Abort trap)",
  SIGBUS: "Bus error",
  SIGFPE: "(?:Floating point|Arithmetic) exception",
  SIGKILL: "Killed",
  SIGUSR1: "User defined signal 1",
  SIGSEGV: "Segmentation fault",
  SIGUSR2: "User defined signal 2",
  SIGALRM: "Alarm clock",
  SIGTERM: "Terminated",
  SIGXCPU: "(?:CPU time|Cputime) limit exceeded",
  SIGXFSZ: "(?:File size|Filesize) limit exceeded",
  SIGSYS: "Bad system call",
};

const ending = "(?:: \\d+)?(?: \\(core dumped\\))?$";
const anyWord = new RegExp(`(?:${Object.values(words).join("|")})${ending}`);

/** Signals that end a program without a word of the shell. */
const unsaid = new Set(["SIGINT", "SIGPIPE"]);

/** Whether a line may be the word of a shell. */
export function mayBeWord(line: string): boolean {
  return anyWord.test(line);
}

/** What is known of a program that has ended. */
interface Known {
  /** A shell's: 128 + n of a program that signal n has ended, and of one that ends so by itself. */
  readonly status: number;
  /** Whether the shell has said in words, too, that a signal did it. */
  readonly isSaid: boolean;
  /** The last one on the program's standard error, where some shells say it. */
  readonly lastLine: string;
}

/** Tells how a program has ended, and what of the last line is its own. */
export function readStatus({ status, isSaid, lastLine }: Known): {
  readonly exit: Exit;
  readonly line: string;
} {
  const signal = status > 128 ? signalOf(status - 128) : undefined;
  const at = signal && signal in words ? lastLine.search(new RegExp(`${words[signal]}${ending}`)) : -1;
  if (signal === undefined || !(isSaid || unsaid.has(signal) || at >= 0))
    return { exit: { kind: "exited", status }, line: lastLine };
  const line = isSaid || at < 0 ? lastLine : lastLine.slice(0, at);
  return { exit: { kind: "killed", signal }, line };
}

function signalOf(number: number): string | undefined {
  return Object.entries(constants.signals).find(([, one]) => one === number)?.[0];
}
