/**
 * What is kept of each run of a command: a folder with what it got, what it said, and how it ended.
 *
 * Its files are small, and each is written in one go on the spot: a trip to another thread costs more than that.
 */
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** What stays of a folder when its trial has ended. */
export type Keep = "all" | "failed" | "none";

/** So much of each stream is kept; what a program says beyond is read, and left out here. */
const mostBytes = 16_000_000;

/** A folder of one attempt of a trial. */
export class TrialFolder {
  readonly path: string;
  readonly #keep: Keep;
  readonly #logs = new Map<string, Log>();

  private constructor(path: string, keep: Keep) {
    this.path = path;
    this.#keep = keep;
  }

  /**
   * Makes it: `0007` for trial 7, `0007-2` for its second attempt; what an earlier study left there is dropped.
   *
   * @param parent  null: somewhere for the time being, and nothing is kept
   */
  static make(
    parent: string | null,
    { number, attempt, keep }: { readonly number: number; readonly attempt: number; readonly keep: Keep },
  ): TrialFolder {
    if (parent === null) return new TrialFolder(mkdtempSync(join(tmpdir(), "tunesmith-")), "none");
    const path = resolve(parent, String(number).padStart(4, "0") + (attempt > 1 ? `-${attempt}` : ""));
    makeAnew(path);
    return new TrialFolder(path, keep);
  }

  /** Writes a file, and returns its path. */
  write(name: string, text: string): string {
    const path = join(this.path, name);
    writeFileSync(path, text);
    return path;
  }

  /** Keeps a line of `stdout.log` or `stderr.log`. */
  log(stream: "stdout" | "stderr", line: string): void {
    if (this.#keep === "none") return;
    let log = this.#logs.get(stream);
    if (!log) {
      log = new Log(join(this.path, `${stream}.log`));
      this.#logs.set(stream, log);
    }
    log.put(line);
  }

  /** Ends the logs, and drops what is not to be kept. */
  close(isComplete: boolean): void {
    for (const log of this.#logs.values()) log.end();
    const isKept = this.#keep === "all" || (this.#keep === "failed" && !isComplete);
    if (!isKept) rmSync(this.path, { recursive: true, force: true });
  }
}

/** Makes an empty folder; what is usual, that its parent is there and it is not, is tried first. */
function makeAnew(path: string): void {
  try {
    mkdirSync(path);
  } catch {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
  }
}

/** One stream's file: the lines that come together are written together. */
class Log {
  readonly #path: string;
  #file: number | null = null;
  #bytes = 0;
  #lines = "";

  constructor(path: string) {
    this.#path = path;
  }

  put(line: string): void {
    if (this.#bytes > mostBytes) return;
    this.#bytes += line.length + 1;
    const isFull = this.#bytes > mostBytes;
    if (this.#lines === "") queueMicrotask(() => this.#flush());
    this.#lines += isFull ? `… the rest is left out: ${mostBytes / 1e6} MB are kept\n` : `${line}\n`;
  }

  end(): void {
    this.#flush();
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #flush(): void {
    if (this.#lines === "") return;
    const lines = this.#lines;
    this.#lines = "";
    try {
      this.#file ??= openSync(this.#path, "a");
      writeSync(this.#file, lines);
    } catch {
      this.#bytes = Number.POSITIVE_INFINITY; // a full disk ends no training
    }
  }
}
