/** R16, R17: wall clocks that are wrong, or jump. */
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createStudy, float, int, openStudy } from "tunesmith";
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
      const options = { storage, study: "s", ledger, trials, pauseMs: 60, leaseMs: 60_000 };
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

/** Debian's libfaketime, for programs of several threads. */
const library = `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/faketime/libfaketimeMT.so.1`;

export const jumping: Row = {
  id: "R17",
  fault: "the wall clock of all workers jumps by −2 d, +5 h, −1 h and back while they run",
  async run({ folder, size }): Promise<Outcome> {
    if (!existsSync(library)) return skip("libfaketime is not here (Debian: faketime)");
    const trials = size === "long" ? 400 : 120;
    const clock = join(folder, "clock");
    const storage = `sqlite:${join(folder, "jump.db")}`;
    const ledger = join(folder, "ledger");
    const space = { x: float(-1, 1), k: int(0, 5) };
    await (await createStudy({ name: "s", space, sampler: "random", seed: 1, storage })).close();
    writeFileSync(clock, "+0");
    const env = {
      ...{ LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: clock, FAKETIME_NO_CACHE: "1" },
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    };
    const options = { storage, study: "s", ledger, trials, pauseMs: 100, leaseMs: 60_000 };
    const ends = Promise.all([0, 1, 2].map(() => exitOf(startWorker(options, { env }))));
    const accepted = () => readLedger(ledger).filter((line) => line.accepted !== undefined).length;
    const jumps = ["-2d", "+5h", "-1h", "+0"];
    for (const [i, jump] of jumps.entries()) {
      while (accepted() < ((i + 1) * trials) / (jumps.length + 2)) await sleep(20);
      writeFileSync(clock, jump);
    }
    const statuses = await ends;
    const held = await invariantsOf(storage, "s", trials, readLedger(ledger));
    const study = await openStudy("s", { storage });
    const times = study.trials.map((t) => t.startedAt.getTime());
    await study.close();
    const breaches = [...held.breaches];
    if (held.retried > 0) breaches.push(`${held.retried} trials were taken for lost`);
    if (statuses.some((status) => status !== 0)) breaches.push(`exit statuses ${statuses.join(", ")}`);
    const farthest = Math.max(...times) - Date.now();
    if (farthest < 3_600_000) breaches.push("no clock jumped"); // times in a log never go back
    return { did: `${jumps.length} jumps: ${held.complete} of ${trials}, 0 taken for lost`, breaches };
  },
};
