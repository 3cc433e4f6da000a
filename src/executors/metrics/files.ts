/** Metrics from files that a run writes: CSV, lines of JSON or text, TensorBoard's event files; also all in a folder. */
import { closeSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { lineReader } from "../lines.ts";
import { CsvReader } from "./csv.ts";
import { EventFileReader } from "./event-file.ts";
import { type Reading, readLine } from "./line.ts";

/** How often a file is looked at while the run goes on, in ms. */
const everyMs = 250;

/** The files of a folder that may hold metrics. */
const telling = /(?:\.csv|\.tsv|\.jsonl|\.ndjson|(?:^|\.)tfevents\..*)$/;

/** How much is read at a time. */
const chunkBytes = 65_536;

/** Follows files until it is ended. */
export interface Following {
  /** Reads what is there, and stops looking. */
  end(): Promise<void>;
}

/**
 * Follows a file, or the files of a folder and its subfolders that have metrics; they need not be there yet.
 *
 * What was in them before the run began is left out.
 *
 * @param take  gets each reading, in the order of a file
 */
export async function follow(path: string, take: (reading: Reading) => void): Promise<Following> {
  const files = new Map<string, Tail>();
  for (const file of await filesAt(path)) files.set(file, new Tail(file, endOf(file), take));
  let turn: Promise<void> = Promise.resolve();
  const look = () => {
    turn = turn.then(async () => {
      for (const file of await filesAt(path))
        if (!files.has(file)) files.set(file, new Tail(file, null, take));
      for (const tail of files.values()) await tail.read();
    });
    return turn;
  };
  const timer = setInterval(() => look().catch(() => {}), everyMs);
  return {
    end: async () => {
      clearInterval(timer);
      await look();
      for (const tail of files.values()) tail.end();
    },
  };
}

async function filesAt(path: string): Promise<string[]> {
  const found = statOf(path);
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  const inside = await readdir(path, { recursive: true });
  return inside
    .filter((name) => telling.test(basename(name)))
    .sort()
    .map((name) => join(path, name));
}

/** What a file was before the run: its size, the time of its last change, and its last bytes. */
interface End {
  readonly size: number;
  readonly mtimeMs: number;
  readonly bytes: string;
}

/** So many bytes tell whether a file goes on from there, or was written anew. */
const tellingBytes = 64;

function endOf(file: string): End | null {
  const found = statOf(file);
  return found && { size: found.size, mtimeMs: found.mtimeMs, bytes: bytesBefore(file, found.size) };
}

function bytesBefore(file: string, end: number): string {
  try {
    const buffer = Buffer.alloc(Math.min(end, tellingBytes));
    const handle = openSync(file, "r");
    const got = readSync(handle, buffer, 0, buffer.length, end - buffer.length);
    closeSync(handle);
    return buffer.toString("latin1", 0, got);
  } catch {
    return ""; // not to be read, or gone
  }
}

/** On the spot: it costs less than a trip to another thread. */
function statOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null; // no way there
  }
}

/** One file as it grows. */
class Tail {
  readonly #file: string;
  readonly #push: (piece: Buffer) => void;
  readonly #end: () => void;
  #at: number;
  /** What it was before the run, until it has changed. */
  #before: End | null;

  constructor(file: string, before: End | null, take: (reading: Reading) => void) {
    this.#file = file;
    this.#at = before?.size ?? 0;
    this.#before = before;
    const lines = lineReader(lineTaker(file, take));
    const events = new EventFileReader();
    const isEvents = basename(file).includes("tfevents");
    this.#push = isEvents ? (piece) => events.push(piece).forEach(take) : lines.push;
    this.#end = isEvents ? () => {} : lines.end;
  }

  async read(): Promise<void> {
    const { size, mtimeMs } = statOf(this.#file) ?? { size: 0, mtimeMs: 0 };
    if (size < this.#at || this.#isWrittenAnew(size, mtimeMs)) {
      this.#at = 0;
      this.#before = null;
    }
    if (size === this.#at) return;
    const handle = await open(this.#file);
    try {
      const buffer = Buffer.alloc(chunkBytes);
      for (;;) {
        const { bytesRead } = await handle.read(buffer, 0, chunkBytes, this.#at);
        if (bytesRead === 0) return;
        this.#at += bytesRead;
        this.#push(Buffer.from(buffer.subarray(0, bytesRead)));
      }
    } finally {
      await handle.close();
    }
  }

  end(): void {
    this.#end();
  }

  /** Whether a program has overwritten what an earlier run left, with as many bytes or more; asked until it has changed. */
  #isWrittenAnew(size: number, mtimeMs: number): boolean {
    const before = this.#before;
    if (before === null) return false;
    const isOther = bytesBefore(this.#file, before.size) !== before.bytes; // a clock of files may stand still for 10 ms
    if (size === before.size && mtimeMs === before.mtimeMs && !isOther) return false;
    this.#before = null; // it goes on from here, or begins again
    return size === before.size || isOther;
  }
}

function lineTaker(file: string, take: (reading: Reading) => void): (line: string) => void {
  if (!/\.(csv|tsv)$/.test(file)) return (line) => take(readLine(line));
  const csv = new CsvReader();
  return (line) => {
    const reading = csv.line(line);
    if (reading) take(reading);
  };
}
