import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresBin, type Server, startServer } from "../postgres/server.ts";
import type { Ground, Outcome, Row, Size } from "./row.ts";

/** Runs rows on one machine, one after the other, with one PostgreSQL server among them. */
export class Campaign {
  readonly size: Size;
  readonly seed: number;
  #server: Server | null = null;

  constructor(size: Size, seed: number) {
    this.size = size;
    this.seed = seed;
  }

  async run(row: Row): Promise<Outcome & { readonly seconds: number }> {
    const folder = mkdtempSync(join(tmpdir(), `tunesmith-${row.id}-`));
    const start = performance.now();
    const ground: Ground = {
      size: this.size,
      folder,
      random: mulberry(this.seed + Number(row.id.slice(1))),
      postgres: async () => {
        if (!postgresBin) return null;
        this.#server ??= await startServer();
        return this.#server;
      },
    };
    try {
      const outcome = await row.run(ground);
      return { ...outcome, seconds: (performance.now() - start) / 1000 };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  end(): void {
    this.#server?.remove();
  }
}

/** A small generator: the faults of a seed are the same each time. */
function mulberry(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
