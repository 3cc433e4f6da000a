/**
 * What it costs to look at a large study: the server and the page in a real Chromium, beside optuna-dashboard.
 *
 *   npm run bench -- page [TRIALS …]      default 2000 100000 1000000, of 8 parameters each
 *
 * TUNESMITH_PYTHON names an interpreter that has optuna and optuna-dashboard; without it ours is measured alone. Both
 * serve the same study from SQLite, to the same browser, which has seen neither page. `cold` is the first look after the
 * server has begun, `warm` the next one. Optuna's dashboard is given up after ten minutes, and not tried beyond 100,000.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openStorage } from "tunesmith/storage";
import { asksOf } from "./page/asks.ts";
import { dragRate, type Opened, openUntil, peakMb } from "./page/browser.ts";
import { fillOurs, fillTheirs } from "./page/studies.ts";
import { type Row, report } from "./report.ts";

const sizes = process.argv.slice(2).map(Number);
const token = "the-token-of-this-benchmark";
const headers = { authorization: `Bearer ${token}` };
const python = process.env.TUNESMITH_PYTHON;
const timeoutMs = 600_000;
const givenUp = `none within ${timeoutMs / 1000}`;
const rows: Row[] = [];

for (const trials of sizes.length > 0 ? sizes : [2_000, 100_000, 1_000_000]) {
  const folder = mkdtempSync(join(tmpdir(), "tunesmith-bench-"));
  try {
    await fillOurs(join(folder, "ours.db"), trials);
    rows.push(await ours(folder, trials));
    if (python && trials <= 100_000) {
      fillTheirs(python, folder, trials);
      rows.push(await theirs(python, folder, trials));
    }
    console.table(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
report("page", rows);

/** What is measured now, for whoever waits. */
function say(what: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);
}

async function ours(folder: string, trials: number): Promise<Row> {
  const bin = join(import.meta.dirname, "../bin/tunesmith");
  const storage = `sqlite:${join(folder, "ours.db")}`;
  const words = [bin, "serve", "--port", "18080", "--storage", storage];
  const server = spawn(process.execPath, words, {
    env: { ...process.env, TUNESMITH_TOKEN: token },
    stdio: "ignore",
  });
  try {
    const url = "http://127.0.0.1:18080";
    const study = `${url}/api/v1/studies/large`;
    const picture = trials >= 20_000 ? "canvas.density[data-drawn]" : "figure canvas";
    const look = { before: `${url}/login?token=${token}`, timeoutMs };
    await until(`${url}/login`);
    say("cold");
    const cold = await openUntil(`${url}/#/study/large`, picture, look);
    await cold.close();
    const began = performance.now();
    await (await fetch(study, { headers })).text(); // the log has been read
    const readOn = (performance.now() - began) / 1000;
    say("warm");
    const warm = await openUntil(`${url}/#/study/large`, picture, look);
    await sleep(3000);
    const cost = costOf(cold, warm, server);
    say("frames");
    const rates = trials >= 20_000 ? await framesOf(warm, url) : {};
    say("lag");
    const lag = await lagOf(warm, storage, url);
    await warm.close();
    say("asks");
    const asks = await asksOf(url, token);
    return {
      name: "tunesmith",
      trials,
      ...cost,
      "s to read on": readOn,
      ...rates,
      "ms from tell to screen": lag,
      ...asks,
      "server MB at last": peakMb(server.pid!),
    };
  } finally {
    await ended(server);
  }
}

async function theirs(program: string, folder: string, trials: number): Promise<Row> {
  const words = ["-m", "optuna_dashboard._cli", "sqlite:///theirs.db", "--port", "18081"];
  const server = spawn(program, words, { cwd: folder, stdio: "ignore" });
  try {
    const url = "http://127.0.0.1:18081";
    await until(`${url}/api/studies`);
    const at = `${url}/dashboard/studies/1`;
    const picture = ".js-plotly-plot .main-svg .trace, .js-plotly-plot .gl-canvas";
    say("theirs, cold");
    const cold = await openUntil(at, picture, { timeoutMs });
    await sleep(3000);
    const first = costOf(cold, cold, server);
    await cold.close();
    if (cold.seconds === null) return { name: "optuna-dashboard", trials, ...first };
    say("theirs, warm");
    const warm = await openUntil(at, picture, { timeoutMs });
    await sleep(3000);
    const cost = costOf(cold, warm, server);
    await warm.close();
    // What the look that was given up has cost says little: then it is the first one's.
    const whole = warm.seconds === null ? { ...first, "s to a picture, warm": givenUp } : cost;
    return { name: "optuna-dashboard", trials, ...whole };
  } finally {
    await ended(server);
  }
}

function costOf(cold: Opened, warm: Opened, server: ChildProcess): Row {
  return {
    "s to a picture, cold": cold.seconds ?? givenUp,
    "s to a picture, warm": warm.seconds ?? givenUp,
    "MB sent": warm.bytes() / 1e6,
    "server MB": peakMb(server.pid!),
    "page MB": warm.rendererMb(),
  };
}

/** Pictures a second while somebody drags: one picture, and nine that are linked. */
async function framesOf({ page }: Opened, url: string): Promise<Row> {
  const one = "canvas.density";
  const pan = await dragRate(page, one, { isPan: true, ms: 3000 });
  const brush = await dragRate(page, one, { isPan: false, ms: 3000 });
  await page.goto(`${url}/#/study/large/plots`);
  await page.locator("canvas.density[data-drawn]").nth(2).waitFor();
  await sleep(4000);
  const linked = await dragRate(page, one, { isPan: false, ms: 3000 });
  return { "frames/s pan": pan, "frames/s brush": brush, "frames/s brush linked": linked };
}

/** The part of a browser's page that is looked at. */
interface Looked {
  readonly document: { querySelector(selector: string): { readonly textContent: string } | null };
}

/** From an append by another process to the page: the middle of nine. */
async function lagOf({ page }: Opened, url: string, at: string): Promise<number> {
  await page.goto(`${at}/#/study/large`);
  await page.locator(".answer .big").first().waitFor();
  const storage = await openStorage(url);
  const lags: number[] = [];
  for (let i = 0; i < 9; i++) {
    const params = Object.fromEntries(Array.from({ length: 8 }, (_, j) => [`x${j}`, 0.3]));
    const value = -1 - i;
    const seen = page.waitForFunction(
      (words) => {
        const { document } = globalThis as unknown as Looked;
        return document.querySelector(".answer .big")?.textContent.replace("−", "-") === words;
      },
      String(value),
      { polling: "raf", timeout: 60_000 },
    );
    await sleep(700);
    const start = performance.now();
    const outcome = { state: "complete", values: { value } } as const;
    await storage.append(
      "large",
      [{ type: "trial.added", by: "bench", params, memo: null, outcome }],
      Number.MAX_SAFE_INTEGER,
    );
    await seen;
    lags.push(performance.now() - start);
  }
  await storage.close();
  return lags.sort((a, b) => a - b)[4]!;
}

/** Waits until a server listens. */
async function until(url: string): Promise<void> {
  for (let tries = 0; tries < 2400; tries++) {
    if (await fetch(url).catch(() => null)) return;
    await sleep(50);
  }
  throw new Error(`${url} did not answer within two minutes.`);
}

async function ended(child: ChildProcess): Promise<void> {
  const over = new Promise((resolve) => child.once("exit", resolve));
  child.kill();
  await over;
}
