/** What is kept of each run of a command: a folder with what it got, what it said, and how it ended. */
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
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
  readonly #logs = new Map<string, { readonly stream: WriteStream; bytes: number }>();

  private constructor(path: string, keep: Keep) {
    this.path = path;
    this.#keep = keep;
  }

  /**
   * Makes it: `0007` for trial 7, `0007-2` for its second attempt; what an earlier study left there is dropped.
   *
   * @param parent  null: somewhere for the time being, and nothing is kept
   */
  static async make(
    parent: string | null,
    { number, attempt, keep }: { readonly number: number; readonly attempt: number; readonly keep: Keep },
  ): Promise<TrialFolder> {
    if (parent === null) return new TrialFolder(await mkdtemp(join(tmpdir(), "tunesmith-")), "none");
    const path = resolve(parent, String(number).padStart(4, "0") + (attempt > 1 ? `-${attempt}` : ""));
    await rm(path, { recursive: true, force: true });
    await mkdir(path, { recursive: true });
    return new TrialFolder(path, keep);
  }

  /** Writes a file, and returns its path. */
  async write(name: string, text: string): Promise<string> {
    const path = join(this.path, name);
    await writeFile(path, text);
    return path;
  }

  /** Keeps a line of `stdout.log` or `stderr.log`. */
  log(stream: "stdout" | "stderr", line: string): void {
    if (this.#keep === "none") return;
    const name = `${stream}.log`;
    let log = this.#logs.get(name);
    if (!log) {
      log = { stream: createWriteStream(join(this.path, name)), bytes: 0 };
      log.stream.on("error", () => {}); // a full disk ends no training
      this.#logs.set(name, log);
    }
    if (log.bytes > mostBytes) return;
    log.bytes += line.length + 1;
    log.stream.write(
      log.bytes > mostBytes ? `… the rest is left out: ${mostBytes / 1e6} MB are kept\n` : `${line}\n`,
    );
  }

  /** Ends the logs, and drops what is not to be kept. */
  async close(isComplete: boolean): Promise<void> {
    const ends = [...this.#logs.values()].map(
      ({ stream }) => new Promise<void>((done) => stream.end(() => done())),
    );
    await Promise.all(ends);
    const isKept = this.#keep === "all" || (this.#keep === "failed" && !isComplete);
    if (!isKept) await rm(this.path, { recursive: true, force: true });
  }
}
