import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createStudy, float } from "tunesmith";
import { describe, expect, test } from "vitest";
import { startServer, token } from "../server/house.ts";
import { inFolder, slowStudy } from "./tunesmith.ts";

const { call, run, start, write, path } = inFolder({ TUNESMITH_TOKEN: token });
const misspelt = inFolder({ TUNESMITH_STORGE: "sqlite:a.db" });

interface Finding {
  readonly about: string;
  readonly state: string;
  readonly found: string;
  readonly remedy: string | null;
}

/** What the doctor says, by what it is about. */
async function examined(...args: readonly string[]) {
  const { status, out } = await call("doctor", ...args, "--json");
  return { status, ...read(out) };
}

function read(out: string) {
  const document = JSON.parse(out) as {
    isWell: boolean;
    problems: number;
    warnings: number;
    findings: Finding[];
  };
  return { ...document, of: (about: string) => document.findings.find((one) => one.about === about) };
}

/** What stands in the folder of the test, byte for byte. */
const folder = () =>
  readdirSync(path("")).map((name) => [
    name,
    createHash("sha256")
      .update(readFileSync(path(name)))
      .digest("hex"),
  ]);

async function study(file: string, trials = 3) {
  const made = await createStudy({
    ...{ name: "s", space: { x: float(0, 1) }, direction: "minimize", sampler: "random" },
    storage: `sqlite:${path(file)}`,
  });
  await made.optimize(({ params }) => params.x, { trials });
  return made;
}

describe("tunesmith doctor", () => {
  test("finds this machine well, and makes nothing", async () => {
    const { status, isWell, problems, findings, of } = await examined();
    expect({ status, isWell, problems }).toEqual({ status: 0, isWell: true, problems: 0 });
    expect(of("node")!.found).toContain(process.version);
    expect(of("sqlite")!.found).toMatch(/^(node:sqlite|libsql), SQLite 3\./);
    expect(of("storage")!.found).toMatch(/tunesmith\.db \(the default.*no file yet/);
    for (const about of ["threads", "vectors", "shell", "room"]) expect(of(about)!.state).toBe("ok");
    expect(findings.every(({ found }) => found !== "")).toBe(true);
    expect(folder()).toEqual([]);
  });

  test("looks at a study, and leaves its file as it is", async () => {
    write("slow.ts", slowStudy(3, 1));
    run("run", "slow.ts");
    const before = folder();
    expect(before.map(([name]) => name)).toEqual(["slow.ts", "tunesmith.db"]);
    const { status, out } = run("doctor", "slow", "--json");
    expect(status).toBe(0);
    const { of } = read(out);
    expect(of("storage")!.found).toMatch(/tunesmith\.db \(the default.*\): 1 study, tables of version \d/);
    expect(of("study")!.found).toMatch(/\d+ events make 3 trials: 3 complete; tunesmith replay slow --check/);
    expect(of("budget")!.found).toMatch(/3 trials are there/);
    expect(of("workers")!.found).toBe("none runs now");
    expect(run("doctor", "slow").out).toMatch(/\n\n0 problems, \d warnings?\n$/);
    expect(folder()).toEqual(before);
  });

  test("tells of a file of an earlier version, and does not open it", async () => {
    copyFileSync(fileURLToPath(new URL("../data/study-file-v1.db", import.meta.url)), path("old.db"));
    const before = folder();
    const { status, of } = await examined("--storage", "sqlite:old.db");
    expect([status, of("storage")!.state]).toEqual([0, "warning"]);
    expect(of("storage")!.found).toMatch(/tables of version 1, and this Tunesmith works on \d/);
    expect(folder()).toEqual(before);
  });

  test("names the trials that have lost their worker", async () => {
    write("slow.ts", slowStudy(10, 1, 2));
    const worker = start("run", "slow.ts");
    while (!existsSync(path("halted"))) await sleep(50);
    expect((await examined("slow")).of("workers")).toMatchObject({
      state: "ok",
      found: "1 worker at 1 trials",
    });
    worker.kill("SIGKILL");
    await new Promise((resolve) => worker.once("exit", resolve));
    const { status, of } = await examined("slow");
    expect([status, of("workers")!.state]).toEqual([0, "warning"]);
    expect(of("workers")!.found).toBe("trials 2 have lost their workers");
  });

  test("tells of a study that is paused, or whose trials fail", async () => {
    const made = await study("a.db", 3);
    await made.optimize(() => Number.NaN, { trials: 20 });
    await made.pause("the disk is full");
    await made.close();
    const { status, warnings, of } = await examined("s", "--storage", "sqlite:a.db");
    expect(status).toBe(0);
    expect(warnings).toBeGreaterThanOrEqual(2);
    expect(of("budget")).toMatchObject({ found: "the study is paused: the disk is full", state: "warning" });
    expect(of("health")!.found).toMatch(/fail/);
  });

  test.each([
    ["a folder that is not there", "sqlite:no/a.db", /the folder .*no is not there/],
    ["what is no database", "sqlite:text.db", /is not a SQLite database/],
    ["a database that is away", "postgres://u:canary@127.0.0.1:1/d", /could not be reached/],
    ["a server that is away", "http://canary@127.0.0.1:1", /is away/],
    ["no storage at all", "mysql://u:canary@h/d", /No storage has the scheme "mysql:"/],
  ])("has a problem with %s, and status 3", async (_, url, words) => {
    write("text.db", "nothing of SQLite's, and long enough to have a head of its own: ".repeat(20));
    const { status, isWell, of, findings } = await examined("s", "--storage", url);
    expect({ status, isWell }).toEqual({ status: 3, isWell: false });
    expect(of("storage")).toMatchObject({ state: "problem", found: expect.stringMatching(words) });
    expect(of("study")!.found).toContain("was not looked at");
    expect(JSON.stringify(findings)).not.toContain("canary");
  });

  test("has a problem with a study that is not there, and status 1", async () => {
    await (await study("a.db")).close();
    const { status, of } = await examined("t", "--storage", "sqlite:a.db");
    expect(status).toBe(1);
    expect(of("study")).toMatchObject({
      state: "problem",
      found: expect.stringMatching(/no study "t".*"s"/),
    });
  });

  test("knows a server by its calls, and a wrong token", async () => {
    const { url } = await startServer();
    const { status, of } = await examined("--storage", url);
    expect(status).toBe(0);
    expect(of("storage")!.found).toMatch(/a server: 0 studies; a call takes [\d.]+ ms/);
    const wrong = await examined("--storage", url.replace("http://", "http://wrong-token@"));
    expect(wrong.status).toBe(3);
    expect(wrong.of("storage")!.found).toContain("does not know the token");
  });

  test("sees a variable that is misspelt", async () => {
    const { out } = await misspelt.call("doctor", "--json");
    expect(JSON.parse(out).findings).toContainEqual({
      ...{ about: "variables", state: "warning", found: "TUNESMITH_STORGE: nobody reads that" },
      remedy: "Is TUNESMITH_STORAGE meant?",
    });
  });
});
