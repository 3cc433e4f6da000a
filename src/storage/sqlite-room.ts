import { fstatSync, readSync, writeSync } from "node:fs";

/** About the size that a write-ahead log comes to before SQLite writes it from its beginning again, in bytes. */
const most = 4_000_000;

/** The least that is added, in bytes. */
const least = 65_536;

/** More than a page with its head takes, in bytes: where pages end, not all of these are zero. */
const tailBytes = 8192;
const zeros = Buffer.alloc(tailBytes);
const tail = Buffer.alloc(tailBytes);

/**
 * Room at the end of a write-ahead log: zeros, which are no pages to SQLite. A commit that makes the file no longer waits for
 * its own bytes alone; one that does, also for what the file system must note of a file that grows.
 *
 * @source https://www.sqlite.org/fileformat2.html#the_write_ahead_log (a frame counts when its salts and sums are right)
 */
export class Room {
  /** The size of the file when it was last looked at. */
  #seen = -1;

  /**
   * Doubles the log where its pages have come to its end.
   *
   * @param file  the log, open for writing; by one who has the right to write to the database, so that nobody else adds to it
   */
  make(file: number): void {
    try {
      const { size } = fstatSync(file);
      if (size === this.#seen) return;
      this.#seen = size;
      if (size >= most || endsInZeros(file, size)) return;
      this.#seen += writeSync(file, Buffer.alloc(Math.max(least, size)), 0, null, size);
    } catch {
      // A full disk, say: the commit will tell.
    }
  }
}

function endsInZeros(file: number, size: number): boolean {
  const bytes = readSync(file, tail, 0, tailBytes, Math.max(0, size - tailBytes));
  return bytes > 0 && tail.subarray(0, bytes).equals(zeros.subarray(0, bytes));
}
