/** R10: files cut at every place. R11: a full disk. */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createStudy, exportLines, float, importLines, int, isTunesmithError, openStudy } from "tunesmith";
import { memory, openStorage, sqlite } from "tunesmith/storage";
import { openDriver } from "../../src/storage/sqlite-driver.ts";
import { invariantsOf } from "./invariants.ts";
import { type Ground, type Outcome, type Row, skip } from "./row.ts";
import { exitOf, readLedger, startWorker, type WorkerOptions } from "./workers.ts";

const space = { x: float(-1, 1), k: int(0, 5) };

/** A database with a part in its file and a part in the write-ahead log, as a power cut leaves it. */
async function halfWritten(folder: string): Promise<{ path: string; acknowledged: number }> {
  const path = join(folder, "whole.db");
  const first = await createStudy({
    name: "s",
    space,
    sampler: "random",
    seed: 1,
    storage: `sqlite:${path}`,
  });
  await first.optimize(({ params }) => params.x, { trials: 10 });
  await first.close();
  const study = await openStudy("s", { storage: `sqlite:${path}` });
  await study.optimize(({ params }) => (params as { x: number }).x, { trials: 20 });
  const acknowledged = study.history.seq;
  const copy = join(folder, "cut.db");
  for (const end of ["", "-wal"]) copyFileSync(path + end, copy + end);
  await study.close();
  return { path: copy, acknowledged };
}

/** Every so many bytes, and the end. */
function placesOf(size: number, step: number): number[] {
  return [...Array.from({ length: Math.ceil(size / step) }, (_, i) => i * step), size];
}

/** Opens what was cut: some whole number of events from the first on, or words that say what is wrong. */
async function look(path: string): Promise<number | string> {
  try {
    const storage = await sqlite(path, { patienceMs: 500 });
    const log = await storage.read("s", 0).finally(() => storage.close());
    return log.every((l, i) => l.seq === i + 1) ? log.length : "a gap";
  } catch (error) {
    return isTunesmithError(error) && error.code.startsWith("storage") ? error.code : `raw: ${error}`;
  }
}

export const torn: Row = {
  id: "R10",
  fault: "database, write-ahead log and export, cut at every place",
  async run({ folder, size }: Ground): Promise<Outcome> {
    const { path, acknowledged } = await halfWritten(folder);
    const breaches: string[] = [];
    const step = size === "long" ? 128 : 2048;
    let [tries, refused] = [0, 0];
    for (const end of ["-wal", ""]) {
      let most = 0;
      const { size: whole } = statSync(path + end);
      for (const at of placesOf(whole, step)) {
        const cut = join(folder, `try${tries}.db`); // a new one: this process may hold the last one open
        for (const part of ["", "-wal"]) copyFileSync(path + part, cut + part);
        truncateSync(cut + end, at);
        const found = await look(cut);
        for (const part of ["", "-wal", "-shm"]) rmSync(cut + part, { force: true });
        tries += 1;
        if (typeof found === "string") {
          refused += 1;
          if (found.startsWith("raw") || found === "a gap")
            breaches.push(`${end || "file"} cut at ${at}: ${found}`);
        } else if (end === "-wal") {
          if (found < most) breaches.push(`-wal cut at ${at}: ${found} events, and ${most} before`);
          most = found;
        } else if (found !== acknowledged && found !== 0)
          breaches.push(`file cut at ${at}: ${found} events without a word`);
      }
      if (end === "-wal" && most !== acknowledged)
        breaches.push(`the whole file has ${most} of ${acknowledged} events`);
    }
    const storage = await sqlite(path);
    const lines: string[] = [];
    for await (const line of exportLines(storage, ["s"])) lines.push(line);
    await storage.close();
    const text = Buffer.from(`${lines.join("\n")}\n`);
    for (let at = 0; at < text.length; at += size === "long" ? 7 : 97) {
      const there = memory();
      const { studies } = await importLines(there, from(text.subarray(0, at).toString().split("\n")));
      tries += 1;
      const whole = text.subarray(0, at).toString().split("\n").slice(0, -1).length - 1;
      if ((studies[0]?.events ?? 0) < whole)
        breaches.push(`export cut at ${at}: ${studies[0]?.events} events`);
    }
    return { did: `${tries} cuts: ${refused} refused by words, the others gave all whole events`, breaches };
  },
};

async function* from<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

export const full: Row = {
  id: "R11",
  fault: "the disk is full, and later is not",
  async run({ folder }): Promise<Outcome> {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    const mount = (options: string) =>
      spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", disk]).status === 0;
    if (process.getuid?.() !== 0 || !mount("size=300k"))
      return skip("only the root of a Linux machine can mount a small disk");
    try {
      const storage = `sqlite:${join(disk, "s.db")}`;
      const ledger = join(folder, "ledger");
      await (await createStudy({ name: "s", space, sampler: "random", seed: 1, storage })).close();
      const options: WorkerOptions = { storage, study: "s", ledger, trials: 2000, pauseMs: 0, parallel: 2 };
      const status = await exitOf(startWorker(options));
      const before = readLedger(ledger);
      const said = before.find((line) => line.exception !== undefined)?.exception ?? "";
      const acknowledged = before.filter((line) => line.accepted !== undefined).length;
      const breaches: string[] = [];
      if (status !== 1 || !said.includes("the disk is full")) breaches.push(`exit status ${status}: ${said}`);
      if (!mount("remount,size=20m")) return skip("the disk cannot be made larger");
      const again = await exitOf(startWorker(options));
      if (again !== 0) breaches.push(`after that, exit status ${again}`);
      const lines = readLedger(ledger).filter((line) => line.exception === undefined);
      const held = await invariantsOf(storage, "s", 2000, lines);
      return {
        did: `full after ${acknowledged} acknowledged trials, said so; with room again ${held.complete} of 2000 complete, 0 lost`,
        breaches: [...breaches, ...held.breaches],
      };
    } finally {
      spawnSync("umount", ["-l", disk]);
    }
  },
};

export const oldAndNew: Row = {
  id: "R28",
  fault: "files of other versions",
  async run({ folder }): Promise<Outcome> {
    const breaches: string[] = [];
    const path = join(folder, "v1.db");
    writeFileSync(path, readFileSync(new URL("../data/study-file-v1.db", import.meta.url)));
    const old = await openStorage(`sqlite:${path}`);
    const log = await old.read("s", 0);
    const said = readFileSync(new URL("../data/study-file-v1.jsonl", import.meta.url), "utf8")
      .trim()
      .split("\n");
    const found: string[] = [];
    for await (const line of exportLines(old, ["s"])) found.push(line);
    if (JSON.stringify(found) !== JSON.stringify(said))
      breaches.push("the data of a file of version 1 changed");
    await old.close();
    const db = await openDriver(path);
    db.exec("pragma user_version = 99");
    db.close();
    const refusal = await openStorage(`sqlite:${path}`).catch((error) => String(error.message));
    if (!String(refusal).includes("newer Tunesmith")) breaches.push(`a newer file: ${refusal}`);
    return {
      did: `a file of version 1 (${log.length} events) opens with the same bytes; a newer one is refused by words`,
      breaches,
    };
  },
};
