import { describe, expect, test } from "vitest";
import type { Exit } from "./child.ts";
import { failureOf } from "./failure.ts";

const status = (status: number): Exit => ({ kind: "exited", status });
const signal = (signal: string): Exit => ({ kind: "killed", signal });
const notStarted = (code: string): Exit => ({
  kind: "not-started",
  cause: Object.assign(new Error(`spawn ${code}`), { code }),
});

describe("failureOf", () => {
  test.each<[what: string, exit: Exit, lines: string, kind: string | undefined]>([
    ["a good end", status(0), "MemoryError", undefined],
    ["a wrong status", status(3), "no data", "exit"],
    [
      "PyTorch without GPU memory",
      status(1),
      "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 20 MiB",
      "memory",
    ],
    ["Python's MemoryError", status(1), "Traceback …\nMemoryError", "memory"],
    ["numpy's", status(1), "numpy._core._exceptions._ArrayMemoryError: Unable to allocate 8 GiB", "memory"],
    [
      "Node's heap",
      signal("SIGABRT"),
      "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
      "memory",
    ],
    ["C++", signal("SIGABRT"), "terminate called after throwing an instance of 'std::bad_alloc'", "memory"],
    ["the kernel's killer", signal("SIGKILL"), "", "memory"],
    ["the same, through a shell", status(137), "Killed", "memory"],
    ["a crash", signal("SIGSEGV"), "", "signal"],
    ["the same, through a shell", status(139), "Segmentation fault", "signal"],
    ["a scheduler that takes the machine", signal("SIGTERM"), "", "preempted"],
    [
      "Slurm",
      status(1),
      "slurmstepd: error: *** JOB 5 ON n1 CANCELLED AT 2026-01-01T00:00:00 DUE TO PREEMPTION ***",
      "preempted",
    ],
    [
      "argparse 3.11",
      status(2),
      "usage: t.py [-h] [--lr LR]\nt.py: error: unrecognized arguments: --rl=1",
      "arguments",
    ],
    [
      "argparse, a choice",
      status(2),
      "usage: t.py [-h]\nt.py: error: argument --opt: invalid choice: 'x' (choose from 'sgd', 'adam')",
      "arguments",
    ],
    [
      "click 8.5",
      status(2),
      "Usage: c.py [OPTIONS]\nTry 'c.py --help' for help.\n\nError: No such option: --rl",
      "arguments",
    ],
    ["absl 2.5", status(1), "FATAL Flags parsing error: Unknown command line flag 'rl'", "arguments"],
    ["yargs 18", status(1), "Unknown argument: rl", "arguments"],
    ["commander 14", status(1), "error: unknown option '--rl'", "arguments"],
    ["Go's flag", status(2), "flag provided but not defined: -foo\nUsage of ./train:", "arguments"],
    ["cobra 1.10", status(1), "Error: unknown flag: --foo\nUsage:\n  train [flags]", "arguments"],
    ["clap 4", status(2), "error: unexpected argument '--foo' found\n\nUsage: train [OPTIONS]", "arguments"],
    ["Fire 0.7", status(2), "ERROR: Could not consume arg: --foo=1\nUsage: train.py <flags>", "arguments"],
    [
      "Hydra 1.3",
      status(1),
      "Could not override 'foo'.\nTo append to your config use +foo=1\nKey 'foo' is not in struct",
      "arguments",
    ],
    ["Hydra 1.3, a word", status(1), "Error parsing override 'lr'\nmissing EQUAL at '<EOF>'", "arguments"],
    ["a full disk", status(1), "OSError: [Errno 28] No space left on device", "infrastructure"],
    ["a lost network", status(1), "ConnectionRefusedError: [Errno 111] Connection refused", "infrastructure"],
    ["no more processes", notStarted("EAGAIN"), "", "infrastructure"],
    ["words that are too long", notStarted("E2BIG"), "", "arguments"],
  ])("%s", (_, exit, lines, kind) => {
    expect(failureOf(exit, lines)?.kind).toBe(kind);
  });

  test("what the kernel counted is believed", () => {
    expect(failureOf(status(1), "", true)).toEqual({
      kind: "memory",
      why: "the kernel killed it for its memory: it ended with status 1",
    });
  });
});
