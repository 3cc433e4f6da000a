import { existsSync, realpathSync } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { join } from "node:path";

/** What a command has printed, as far as the server's machine has it. */
export interface Printed {
  readonly text: string;
  /** Where to read on. */
  readonly next: number;
}

/** Reads what commands of trials print, from the folders in which their workers keep it. */
export interface TrialLogs {
  /**
   * What a stream has said from a byte on; from the last part of it when `from` is null.
   *
   * @returns null where nothing is kept here
   */
  read(of: TrialLogAt, from: number | null): Promise<Printed | null>;
}

/** Which log. */
export interface TrialLogAt {
  readonly study: string;
  readonly number: number;
  readonly attempt: number;
  readonly stream: "stdout" | "stderr";
}

/** Bytes in one answer. */
const most = 64_000;

/**
 * The logs below a folder.
 *
 * @param folder  as `tunesmith run` has it: `FOLDER/STUDY/0007/stdout.log`; there need be none yet
 */
export function trialLogsIn(folder: string): TrialLogs {
  return {
    async read({ study, number, attempt, stream }, from) {
      if (!existsSync(folder)) return null;
      const root = realpathSync(folder);
      const trial = String(number).padStart(4, "0") + (attempt > 1 ? `-${attempt}` : "");
      const path = join(root, folderOf(study), trial, `${stream}.log`);
      // A link that somebody laid here leads elsewhere.
      if ((await realpath(path).catch(() => null)) !== path) return null;
      const file = await open(path, "r");
      try {
        const { size } = await file.stat();
        const start = Math.min(size, from ?? Math.max(0, size - most));
        const buffer = Buffer.alloc(Math.min(most, size - start));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
        const whole = wholeLetters(buffer.subarray(0, bytesRead));
        return { text: whole.toString("utf8"), next: start + whole.length };
      } finally {
        await file.close();
      }
    },
  };
}

/** A study's name as that of a folder; the same as in src/cli/command-objective.ts. */
function folderOf(name: string): string {
  return name.replace(/^\.+|[^\p{L}\p{N}._-]/gu, "_").slice(0, 100);
}

/** Without a letter that is not all there yet. */
function wholeLetters(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
    }
  }
  return bytes;
}
