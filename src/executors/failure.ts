/** What a run that went wrong died of. */
import type { FailureKind } from "../history/index.ts";
import type { Exit } from "./child.ts";

/** A failure: its kind, and in a few words what it was. */
export interface Failure {
  readonly kind: FailureKind;
  readonly why: string;
}

/** Texts on the last lines that tell; the first that is found counts. */
const telling: readonly (readonly [kind: FailureKind, text: RegExp, why: string])[] = [
  [
    "memory",
    /CUDA out of memory|OutOfMemoryError: CUDA|CUDA_ERROR_OUT_OF_MEMORY|HIP out of memory/i,
    "the GPU is out of memory",
  ],
  ["memory", /RESOURCE_EXHAUSTED|OOM when allocating/i, "the device is out of memory"],
  ["memory", /^MemoryError\b|\bMemoryError:|numpy\S*ArrayMemoryError/m, "Python is out of memory"],
  [
    "memory",
    /heap out of memory|java\.lang\.OutOfMemoryError|std::bad_alloc|Cannot allocate memory/i,
    "it is out of memory",
  ],
  ["preempted", /DUE TO PREEMPTION|CANCELLED AT .* DUE TO/i, "its machine was taken away"],
  [
    "infrastructure",
    /No space left on device|Disk quota exceeded|Stale file handle|Input\/output error|Too many open files/i,
    "the machine has trouble",
  ],
  [
    "infrastructure",
    /Connection (?:refused|reset|timed out)|Temporary failure in name resolution|ECONNRE(?:FUSED|SET)|ETIMEDOUT|EAI_AGAIN/i,
    "the network has trouble",
  ],
  [
    "infrastructure",
    /CUDA driver version is insufficient|no CUDA-capable device|uncorrectable ECC error|NCCL (?:error|WARN)|NVML/i,
    "the GPU has trouble",
  ],
];

/** How programs say that they did not understand their words: argparse, click, absl, yargs, commander, getopt, Go, clap, Fire, Hydra. */
const misunderstood =
  /^usage:.*\n?(?:.*\n)*?.*error:|unrecognized arguments|invalid choice|No such option|Invalid value for|Got unexpected extra argument|FATAL Flags parsing error|Unknown (?:command line flag|arguments?|option)|unknown option|unrecognized option|invalid option|Missing required argument|flag provided but not defined|unknown flag:|unexpected argument|Could not consume arg|^Could not override |^Error parsing override /im;

/** Signals by which a scheduler takes a machine away. */
const takenBy = new Set(["SIGTERM", "SIGINT", "SIGHUP", "SIGPWR", "SIGXCPU"]);

/**
 * Finds out why a run failed.
 *
 * @param lastLines  of standard error and output
 * @param wasOom     whether the kernel killed for memory while it ran
 * @returns null for one that ended well
 */
export function failureOf(exit: Exit, lastLines: string, wasOom = false): Failure | null {
  if (exit.kind === "not-started") return ofStart(exit.cause);
  const isKilled = exit.kind === "killed";
  // A shell says 128 + n of a program that a signal ended.
  const status = isKilled ? null : exit.status;
  if (status === 0) return null;
  const how = isKilled ? `it was ended by ${exit.signal}` : `it ended with status ${status}`;
  const found = telling.find(([, text]) => text.test(lastLines));
  if (found) return { kind: found[0], why: `${found[2]}: ${how}` };
  if (wasOom) return { kind: "memory", why: `the kernel killed it for its memory: ${how}` };
  if (isKilled ? exit.signal === "SIGKILL" : status === 137)
    return { kind: "memory", why: `${how} (out of memory?)` };
  if (isKilled ? takenBy.has(exit.signal) : status === 143 || status === 130) {
    return { kind: "preempted", why: `${how}, which somebody else sent` };
  }
  if (isKilled || status! > 128) return { kind: "signal", why: how };
  if (misunderstood.test(lastLines))
    return { kind: "arguments", why: `it did not understand its arguments: ${how}` };
  return { kind: "exit", why: how };
}

function ofStart(cause: NodeJS.ErrnoException): Failure {
  const why = `it could not be started: ${cause.message}`;
  const isShort = ["EAGAIN", "ENOMEM", "EMFILE", "ENFILE", "EIO", "ETXTBSY"].includes(cause.code ?? "");
  if (cause.code === "E2BIG") {
    return {
      kind: "arguments",
      why: `${why} (its words and environment are too long; large values are in the file TUNESMITH_PARAMS_FILE)`,
    };
  }
  return { kind: isShort ? "infrastructure" : "arguments", why };
}
