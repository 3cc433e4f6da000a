/** What holds when several processes work on one file, and when they are killed. Runs the built package. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createStudy, float, int, openStudy } from "../../src/index.ts";
import { openStorage } from "../../src/storage/index.ts";
import { replay } from "../../src/study/index.ts";

const worker = fileURLToPath(new URL("worker.mjs", import.meta.url));
const space = { x: float(-1, 1), k: int(0, 5) };

let folder: string;
let storage: string;
let ledger: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tunesmith-"));
  storage = `sqlite:${join(folder, "study.db")}`;
  ledger = join(folder, "ledger.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function make(sampler: string): Promise<void> {
  // By chance a trial may lose three workers here, which is a rule of its own.
  await (await createStudy({ name: "s", space, sampler, seed: 1, storage, maxAttempts: 1000 })).close();
}

function start(trials: number, pauseMs: number, ...gate: string[]): ChildProcess {
  const args = [worker, storage, "s", String(trials), String(pauseMs), ledger, ...gate];
  return spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

/** The whole lines that the workers wrote down outside of the storage. */
function noted(): { accepted: number; value: number; pid?: number }[] {
  if (!existsSync(ledger)) return [];
  const lines = readFileSync(ledger, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}
const accepted = () => noted().filter((line) => "accepted" in line);

async function expectWhole(trials: number): Promise<void> {
  const study = await openStudy("s", { storage });
  expect(study.trials.map((t) => t.number)).toEqual(Array.from({ length: trials }, (_, i) => i));
  expect(study.trials.filter((t) => t.state !== "complete")).toEqual([]);
  const numbers = accepted().map((a) => a.accepted);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const { accepted: number, value } of accepted()) expect(study.trials[number]?.value).toBe(value);
  await study.close();
  const open = await openStorage(storage);
  expect((await replay(open, "s")).different).toEqual([]);
  await open.close();
}

describe("several processes on one file", () => {
  test.each(["random", "gp"])("two workers spend the budget exactly, with %s", async (sampler) => {
    await make(sampler);
    const workers = [start(40, 20), start(40, 20)];
    expect(await Promise.all(workers.map(exitOf))).toEqual([0, 0]);
    await expectWhole(40);
    expect(new Set(accepted().map((a) => a.accepted)).size).toBe(40);
  });
});

describe("kill -9", () => {
  test("a worker killed in the middle and started again ends where it would have ended", async () => {
    await make("random");
    const first = start(30, 40);
    while (accepted().length < 8) await sleep(5);
    first.kill("SIGKILL");
    await exitOf(first);
    expect(await exitOf(start(30, 1))).toBe(0);
    await expectWhole(30);
  });

  test("6 kills of 3 busy workers lose nothing, run nothing twice, leave nothing stuck", async () => {
    const gate = join(folder, "gate"); // so that there is work left for each kill, however late it comes
    const trials = 250;
    const begin = () => start(trials, 40, gate);
    await make("random");
    const alive = new Set([begin(), begin(), begin()]);
    for (let kills = 0; kills < 6; kills++) {
      const victim = [...alive][kills % alive.size]!;
      while (!noted().some(({ pid }) => pid === victim.pid)) await sleep(5);
      await sleep(100 * Math.random());
      victim.kill("SIGKILL");
      await exitOf(victim);
      expect(victim.signalCode).toBe("SIGKILL"); // it was at work
      alive.delete(victim);
      alive.add(begin());
    }
    writeFileSync(gate, "");
    await Promise.all([...alive].map(exitOf));
    await expectWhole(trials);
    const study = await openStudy("s", { storage });
    expect(study.trials.filter((t) => t.attempt > 1).length).toBeGreaterThan(0);
    await study.close();
  });
});
