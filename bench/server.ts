/**
 * What it costs to open a large study on the server, beside optuna-dashboard where there is one.
 *
 *   npm run bench -- server [TRIALS [THEIRS]]      default 100000 and 2000, of 8 parameters each
 *
 * TUNESMITH_PYTHON names an interpreter that has optuna and optuna-dashboard. Both serve from SQLite, each from its start
 * to the whole study in the form that its page reads; ours also to the list of studies with its best value.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fillOurs, fillTheirs } from "./page/studies.ts";

const [ours = 100_000, theirs = 2_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "tunesmith-bench-"));
const token = "the-token-of-this-benchmark";
const python = process.env.TUNESMITH_PYTHON;
const rows: object[] = [];

try {
  await fillOurs(join(folder, "ours.db"), ours);
  const bin = join(import.meta.dirname, "../bin/tunesmith");
  const url = "http://127.0.0.1:18080";
  const place = ["--storage", `sqlite:${join(folder, "ours.db")}`];
  const env = { ...process.env, TUNESMITH_TOKEN: token };
  const server = spawn(process.execPath, [bin, "serve", "--port", "18080", ...place], {
    env,
    stdio: "ignore",
  });
  const headers = { authorization: `Bearer ${token}` };
  const list = await timed(`${url}/api/v1/studies`, headers);
  const all = await timed(`${url}/api/v1/studies/large/columns`, headers);
  rows.push(row("tunesmith serve", ours, { ...all, seconds: list.seconds + all.seconds }, server));
  await ended(server);
  if (python) {
    fillTheirs(python, folder, theirs);
    const words = ["-m", "optuna_dashboard._cli", "sqlite:///theirs.db", "--port", "18081"];
    const dashboard = spawn(python, words, { cwd: folder, stdio: "ignore" });
    await timed("http://127.0.0.1:18081/api/studies", {});
    const whole = await timed("http://127.0.0.1:18081/api/studies/1?after=0", {});
    rows.push(row("optuna-dashboard", theirs, whole, dashboard));
    await ended(dashboard);
  }
  console.table(rows);
  mkdirSync(join(import.meta.dirname, "results"), { recursive: true });
  writeFileSync(join(import.meta.dirname, "results/server.json"), `${JSON.stringify(rows, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The first complete answer, however often it must be asked for until the program listens. */
async function timed(url: string, headers: { readonly [name: string]: string }) {
  for (let tries = 0; tries < 1200; tries++) {
    const start = performance.now();
    const response = await fetch(url, { headers }).catch(() => null);
    if (response?.ok) {
      const { byteLength } = await response.arrayBuffer();
      return { seconds: (performance.now() - start) / 1000, bytes: byteLength };
    }
    await sleep(50);
  }
  throw new Error(`${url} did not answer within a minute.`);
}

function row(name: string, trials: number, cost: { seconds: number; bytes: number }, { pid }: ChildProcess) {
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return {
    name,
    trials,
    "s to the whole study": Number(cost.seconds.toFixed(2)),
    "MB sent": Number((cost.bytes / 1e6).toFixed(2)),
    "bytes a trial": Math.round(cost.bytes / trials),
    "ms a trial": Number(((1000 * cost.seconds) / trials).toFixed(4)),
    "MB of memory at most": Math.round(Number(peak) / 1000),
  };
}

async function ended(child: ChildProcess): Promise<void> {
  const over = new Promise((resolve) => child.once("exit", resolve));
  child.kill();
  await over;
}
