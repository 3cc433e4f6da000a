/** R28: `tunesmith storage upgrade` is killed at every step. */
import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { exportLines } from "tunesmith";
import { openStorage, storageStatus } from "tunesmith/storage";
import { upgrade } from "../../src/storage/postgres-schema.ts";
import { openDriver } from "../../src/storage/sqlite-driver.ts";
import type { Server } from "../postgres/server.ts";
import { shimIn } from "./io-errors.ts";
import { type Outcome, type Row, skip } from "./row.ts";
import { exitOf } from "./workers.ts";

const tunesmith = fileURLToPath(new URL("../../bin/tunesmith", import.meta.url));
const old = fileURLToPath(new URL("../data/study-file-v1.db", import.meta.url));

function upgrading(storage: string, env: Record<string, string> = {}): ChildProcess {
  const args = [tunesmith, "storage", "upgrade", "--storage", storage];
  return spawn(process.execPath, args, { stdio: "ignore", env: { ...process.env, ...env } });
}

async function exported(url: string): Promise<string> {
  const storage = await openStorage(url);
  const lines: string[] = [];
  for await (const line of exportLines(storage, await storage.studies())) lines.push(line);
  await storage.close();
  return lines.join("\n");
}

/** The version that a file says it has, by an own connection. */
async function versionOf(path: string): Promise<number> {
  const db = await openDriver(path);
  const row = db.prepare<{ user_version: number }>("pragma user_version").get()!;
  db.close();
  return row.user_version;
}

/** Kills the upgrade of a file before its n-th write or sync, n = 1 … until it ends first. */
async function ofFile(folder: string, every: number): Promise<Outcome> {
  const shim = shimIn(folder);
  if (!shim) return skip("no gcc for Linux here");
  const breaches: string[] = [];
  const whole = join(folder, "whole.db");
  copyFileSync(old, whole);
  const bytes = await exported(`sqlite:${whole}`);
  const newest = await versionOf(whole);
  const left: number[] = [];
  for (let at = 1; ; at += every) {
    const path = join(folder, `kill${at}.db`);
    copyFileSync(old, path);
    const log = join(folder, `log${at}`);
    const env = {
      LD_PRELOAD: shim,
      FAULT_PATH: path,
      FAULT_AT: String(at),
      FAULT_ERRNO: "0",
      FAULT_LOG: log,
    };
    const status = await exitOf(upgrading(`sqlite:${path}`, env));
    if (!existsSync(log)) {
      if (status !== 0) breaches.push(`not killed, exit status ${status}`);
      break;
    }
    const version = await versionOf(path);
    left.push(version);
    if (version !== 1 && version !== newest) breaches.push(`killed at call ${at}: version ${version}`);
    const again = await exitOf(upgrading(`sqlite:${path}`));
    if (again !== 0 || (await versionOf(path)) !== newest) breaches.push(`after call ${at}: status ${again}`);
    if ((await exported(`sqlite:${path}`)) !== bytes) breaches.push(`after call ${at}: other data`);
    for (const end of ["", "-wal", "-shm"]) rmSync(path + end, { force: true });
  }
  if (left.length < 3) breaches.push(`only ${left.length} kills`);
  const kept = left.filter((version) => version === 1).length;
  return { did: `SQLite: ${left.length} kills, ${kept} left version 1, none a version between`, breaches };
}

/** Kills the upgrade of a database while it makes each of its tables, functions and views. */
async function ofDatabase(server: Server, steps: readonly number[], how: "client" | "server") {
  const breaches: string[] = [];
  const newest = upgrade("tunesmith", 0).match(/comment on schema tunesmith is 'tunesmith (\d+)'/)![1]!;
  let kept = 0;
  for (const step of steps) {
    const name = `up_${how}_${step}`;
    const url = server.database(name);
    server.sql(name, upgrade("tunesmith", 0, 1));
    server.sql(
      name,
      `insert into tunesmith.study (name, head, at) values ('s', 1, 1);
       insert into tunesmith.event (study, seq, at, body) select id, 1, 1, '{"type":"study.created"}' from tunesmith.study`,
    );
    // From here on, each statement that makes something is known by its number, and the wanted one does not end.
    server.sql(
      name,
      `create sequence public.made;
       create table public.go_on ();
       create function public.stall() returns event_trigger language plpgsql as $$ begin
         if nextval('public.made') = ${step} then
           while not exists (select from public.go_on) loop perform pg_sleep(0.5); end loop;
         end if; end $$;
       create event trigger stall on ddl_command_end execute function public.stall()`,
    );
    const child = upgrading(url);
    const active = (more = "") =>
      server.sql(
        "postgres",
        `select pid from pg_stat_activity where datname = '${name}' and backend_type = 'client backend' ${more}`,
      );
    let pid = "";
    while (pid === "" && child.exitCode === null) {
      pid = active("and wait_event = 'PgSleep'");
      if (pid === "") await sleep(20);
    }
    if (pid === "") breaches.push(`${how}: there is no step ${step}`);
    else if (how === "client") child.kill("SIGKILL");
    else process.kill(Number(pid), "SIGKILL");
    if (how === "client") await exitOf(child);
    // After a crash the upgrade may be at the same step again: it tries once more, and the server may count anew.
    if (how === "server") while ((await storageStatus(url).catch(() => null)) === null) await sleep(100);
    server.sql(name, "insert into public.go_on default values");
    if (how === "server") await exitOf(child);
    while (active() !== "") await sleep(50); // the server ends what it was told
    const { version } = await storageStatus(url);
    if (version !== 1 && version !== Number(newest))
      breaches.push(`${how}, step ${step}: version ${version}`);
    if (version === 1) kept += 1;
    server.sql(name, "drop event trigger stall");
    const again = await exitOf(upgrading(url));
    const bodies = server.sql(name, "select body from tunesmith.event");
    if (again !== 0 || bodies !== '{"type":"study.created"}')
      breaches.push(`${how}, step ${step}: ${again} ${bodies}`);
    if (server.sql(name, "select count(*) from tunesmith.studies") !== "1")
      breaches.push(`${how}, step ${step}: no views`);
  }
  return { did: `${steps.length} kills of the ${how} (${kept} left version 1)`, breaches };
}

export const upgradeKilled: Row = {
  id: "R28",
  fault: "`storage upgrade` is killed at each step",
  async run({ folder, size, postgres }) {
    const file = await ofFile(folder, size === "long" ? 1 : 6);
    const server = await postgres();
    if (!server) return { ...file, did: `${file.did}; no PostgreSQL here` };
    const steps = size === "long" ? Array.from({ length: 13 }, (_, i) => i + 1) : [6];
    const client = await ofDatabase(server, steps, "client");
    const crash = await ofDatabase(server, steps, "server");
    const did = `${file.skipped ?? file.did}; PostgreSQL: ${client.did}, ${crash.did}; each time the next upgrade ended it, with the same data`;
    return { did, breaches: [...file.breaches, ...client.breaches, ...crash.breaches] };
  },
};
