/** A story from end to end: a study begins in a file, outgrows it, and goes on in PostgreSQL, whose server crashes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyStudy, createStudy, float, int } from "tunesmith";
import { openStorage } from "tunesmith/storage";
import { describe, expect, test } from "vitest";
import { invariantsOf } from "../faults/invariants.ts";
import { exitOf, readLedger, startWorker, until } from "../faults/workers.ts";
import { postgresBin, startServer, where } from "../postgres/server.ts";

describe.skipIf(!postgresBin)(where, () => {
  test("begun on SQLite, copied to PostgreSQL, gone on with by 4 workers through a crash: replay is exact", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tunesmith-story-"));
    const server = await startServer();
    try {
      const file = `sqlite:${join(folder, "small.db")}`;
      const space = { x: float(-1, 1), k: int(0, 5) };
      const small = await createStudy({ name: "s", space, sampler: "tpe", seed: 4, storage: file });
      await small.optimize(({ params }) => params.x ** 2 + params.k, { trials: 20 });
      await small.close();

      const storage = server.database("large");
      const [from, to] = [await openStorage(file), await openStorage(storage)];
      await copyStudy(from, to, "s");
      await Promise.all([from.close(), to.close()]);

      const ledger = join(folder, "ledger");
      const options = { storage, study: "s", ledger, trials: 80, pauseMs: 100, leaseMs: 10_000 };
      const workers = [0, 1, 2, 3].map(() => startWorker(options));
      await until(ledger, (lines) => lines.filter((line) => line.accepted !== undefined).length > 10);
      server.stop("immediate");
      await new Promise((resolve) => setTimeout(resolve, 500));
      server.start();
      expect(await Promise.all(workers.map(exitOf))).toEqual([0, 0, 0, 0]);
      const held = await invariantsOf(storage, "s", 80, readLedger(ledger));
      expect(held).toMatchObject({ breaches: [], complete: 80 });
      expect(held.replayed).toBeGreaterThanOrEqual(80);
    } finally {
      server.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
