import { createHash, randomBytes } from "node:crypto";
import { createReadStream, mkdirSync, realpathSync } from "node:fs";
import { lstat, open, realpath, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { TunesmithError } from "../error.ts";
import { Problem } from "./problem.ts";

/** A file that was kept. */
export interface Kept {
  readonly id: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Files by ids that the server makes up: no name from outside is ever part of a path. */
export interface Artifacts {
  /**
   * Keeps what comes, to the end or not at all.
   *
   * @throws Problem 413 beyond the limit
   */
  save(body: ReadableStream<Uint8Array> | null): Promise<Kept>;
  /** A kept file; null when there is none of that id. */
  load(id: string): Promise<{ readonly bytes: number; readonly body: ReadableStream<Uint8Array> } | null>;
  remove(id: string): Promise<void>;
}

/** Whether a text may be an id of ours: it is never a path. */
export function isArtifactId(id: string): boolean {
  return /^[0-9a-f]{32}$/.test(id);
}

/**
 * Keeps files in a folder.
 *
 * @param folder  made when it is not there
 * @param most    bytes a file may have
 * @throws TunesmithError "file" when there can be no such folder
 */
export function artifactsIn(folder: string, most: number): Artifacts {
  const root = rootOf(folder);
  const pathOf = (id: string) => (isArtifactId(id) ? join(root, id) : null);

  return {
    async save(body) {
      const id = randomBytes(16).toString("hex");
      const path = join(root, id);
      const part = `${path}.part`;
      const file = await open(part, "wx", 0o600);
      const hash = createHash("sha256");
      let bytes = 0;
      try {
        for await (const chunk of body ?? []) {
          bytes += chunk.length;
          if (bytes > most) throw new Problem(413, "too-long", `A file may have ${most} bytes at most.`);
          hash.update(chunk);
          await file.writeFile(chunk);
        }
        await file.sync();
        await file.close();
        await rename(part, path);
      } catch (e) {
        await file.close().catch(() => {});
        await rm(part, { force: true });
        throw e;
      }
      return { id, bytes, sha256: hash.digest("hex") };
    },
    async load(id) {
      const path = pathOf(id);
      const facts = path === null ? null : await lstat(path).catch(() => null);
      // A link that somebody laid here leads elsewhere: only plain files of this very folder are given out.
      if (path === null || !facts?.isFile() || (await realpath(path)) !== path) return null;
      const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
      return { bytes: facts.size, body };
    },
    async remove(id) {
      const path = pathOf(id);
      if (path !== null) await rm(path, { force: true });
    },
  };
}

function rootOf(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return realpathSync(folder);
  } catch (cause) {
    throw new TunesmithError("file", `files cannot be kept in ${folder}; name a folder that can be made.`, {
      cause,
    });
  }
}
