/** Metrics from files that a run writes: CSV, lines of JSON or text, TensorBoard's event files; also all in a folder. */
import { type Stats, statSync } from "node:fs";
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
  for (const file of await filesAt(path)) files.set(file, new Tail(file, sizeOf(file), take));
  let turn: Promise<void> = Promise.resolve();
  const look = () => {
    turn = turn.then(async () => {
      for (const file of await filesAt(path)) if (!files.has(file)) files.set(file, new Tail(file, 0, take));
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

function sizeOf(file: string): number {
  return statOf(file)?.size ?? 0;
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

  constructor(file: string, from: number, take: (reading: Reading) => void) {
    this.#file = file;
    this.#at = from;
    const lines = lineReader(lineTaker(file, take));
    const events = new EventFileReader();
    const isEvents = basename(file).includes("tfevents");
    this.#push = isEvents ? (piece) => events.push(piece).forEach(take) : lines.push;
    this.#end = isEvents ? () => {} : lines.end;
  }

  async read(): Promise<void> {
    const size = sizeOf(this.#file);
    if (size < this.#at) this.#at = 0; // written anew
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
}

function lineTaker(file: string, take: (reading: Reading) => void): (line: string) => void {
  if (!/\.(csv|tsv)$/.test(file)) return (line) => take(readLine(line));
  const csv = new CsvReader();
  return (line) => {
    const reading = csv.line(line);
    if (reading) take(reading);
  };
}
