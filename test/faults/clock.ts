/** R16, R17: wall clocks that are wrong, or jump. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { createStudy, float, int } from "tunesmith";
import { invariantsOf } from "./invariants.ts";
import { type Outcome, type Row, skip } from "./row.ts";
import { exitOf, readLedger, startWorker } from "./workers.ts";

export const skewed: Row = {
  id: "R16",
  fault: "workers whose clocks are wrong by −1 d, −1 h, +1 h, +27 h",
  async run({ folder, postgres, size }): Promise<Outcome> {
    if (spawnSync("faketime", ["--version"]).status !== 0)
      return skip("faketime is not here (Debian: faketime)");
    const server = await postgres();
    const trials = size === "long" ? 400 : 80;
    const breaches: string[] = [];
    const did: string[] = [];
    const urls = [`sqlite:${join(folder, "clock.db")}`, ...(server ? [server.database("clock")] : [])];
    for (const [i, storage] of urls.entries()) {
      const ledger = join(folder, `ledger${i}`);
      const space = { x: float(-1, 1), k: int(0, 5) };
      await (await createStudy({ name: "s", space, sampler: "random", seed: 1, storage })).close();
      const options = { storage, study: "s", ledger, trials, pauseMs: 60, leaseMs: 5000 };
      const env = { FAKETIME_DONT_FAKE_MONOTONIC: "1" };
      const workers = ["-1d", "-1h", "+1h", "+27h"].map((shift) =>
        startWorker(options, { wrap: ["faketime", "-f", shift], env }),
      );
      const statuses = await Promise.all(workers.map(exitOf));
      const held = await invariantsOf(storage, "s", trials, readLedger(ledger));
      breaches.push(...held.breaches);
      if (held.retried > 0) breaches.push(`${held.retried} trials were taken for lost`);
      if (statuses.some((status) => status !== 0)) breaches.push(`exit statuses ${statuses.join(", ")}`);
      did.push(`${storage.split(":")[0]} ${held.complete} of ${trials}, ${held.retried} taken for lost`);
    }
    return { did: did.join(", "), breaches };
  },
};
