/** Steering, surgery and moving of studies from the command line, as a user does it. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { inFolder, type Ran, slowStudy } from "./tunesmith.ts";

const cli = inFolder();

/** The answer of a command that has a process of its own. */
const json = (...args: readonly string[]) => answerOf(args, cli.run(...args, "--json"));

/** The answer of one that shares a process with others. */
const told = async (...args: readonly string[]) => answerOf(args, await cli.call(...args, "--json"));

function answerOf(args: readonly string[], { status, out, err }: Ran): Record<string, unknown> {
  if (status !== 0) throw new Error(`${args.join(" ")}: ${status} ${out}${err}`);
  return JSON.parse(out);
}

function study(): void {
  cli.write("study.ts", slowStudy(6, 1));
  expect(cli.run("run", "study.ts").status).toBe(0);
}

describe("ask and tell from a shell", () => {
  test("a trial is asked for in one process, reported and told in others, and nobody takes it meanwhile", () => {
    study();
    const { number, params, attempt } = json("ask", "slow");
    expect([number, attempt, Object.keys(params as object)]).toEqual([6, 1, ["x", "k"]]);
    expect(json("ask", "slow").number).toBe(7);
    expect(json("report", "slow", "6", "0.5")).toMatchObject({ step: 0, advice: "continue" });
    expect(json("report", "slow", "6", "0.4", "--lease", "1h")).toMatchObject({ step: 1 });
    expect(json("tell", "slow", "6", "0.25", "--attempt", "1")).toMatchObject({
      state: "complete",
      value: 0.25,
      curve: [0.5, 0.4],
    });
    expect(json("tell", "slow", "7", "--state", "failed", "--why", "no luck")).toMatchObject({
      state: "failed",
      why: "no luck",
    });
    expect(cli.run("tell", "slow", "6", "1")).toMatchObject({
      status: 2,
      err: expect.stringContaining("ended already"),
    });
    expect(cli.run("tell", "slow", "8", "much")).toMatchObject({
      status: 2,
      err: expect.stringContaining("is no value"),
    });
    expect(json("replay", "slow", "--check")).toMatchObject({ isExact: true });
  });

  test("a lease that ends gives the trial to the next who asks, and the late result is refused and kept", async () => {
    study();
    json("ask", "slow", "--lease", "0.2s");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(json("ask", "slow")).toMatchObject({ number: 6, attempt: 2 });
    expect(cli.run("tell", "slow", "6", "1", "--attempt", "1")).toMatchObject({
      status: 2,
      err: expect.stringContaining("too late"),
    });
    expect(json("show", "slow", "6")).toMatchObject({ state: "running", late: [{ attempt: 1 }] });
  });
});

test("a study is steered: queue, pause, stop, budget, space, notes", async () => {
  study();
  expect((await told("enqueue", "slow", "x=1", "k=a")).queue).toEqual([
    { params: { x: 1, k: "a" }, suggest: {} },
  ]);
  expect(await cli.call("enqueue", "slow", "y=1")).toMatchObject({
    status: 2,
    err: expect.stringContaining('no parameter "y"'),
  });
  expect(await told("pause", "slow", "--why", "lunch")).toMatchObject({ state: "paused" });
  expect(await cli.call("ask", "slow")).toMatchObject({
    status: 1,
    err: expect.stringContaining("paused (lunch)"),
  });
  expect(await told("resume", "slow")).toMatchObject({ state: "active" });
  expect(await told("change", "slow", "--budget", "9", "--sampler", "random")).toMatchObject({
    budget: 9,
    sampler: "random",
  });
  expect(
    await told(
      "space",
      "slow",
      "-p",
      "x=float(0,2)",
      "-p",
      "n=int(1,3)",
      "--default",
      "n=2",
      "--rename",
      "k=kind",
    ),
  ).toMatchObject({
    taken: expect.any(Number),
  });
  expect((await told("ask", "slow")).params).toEqual({ x: 1, kind: "a", n: 2 });
  await told("note", "slow", "data", "v2");
  await told("note", "slow", "odd", "true", "--trial", "6");
  expect((await told("notes", "slow")).notes).toEqual({ data: "v2" });
  expect((await told("notes", "slow", "--trial", "6")).notes).toEqual({ odd: true });
  expect(await told("stop", "slow")).toMatchObject({ state: "stopped", running: 1 });
  expect(await told("replay", "slow", "--check")).toMatchObject({ isExact: true });
});

test("results are taken back and corrected, studies renamed, laid away and deleted", async () => {
  study();
  const { number } = await told("best", "slow");
  expect(
    ((await told("invalidate", "slow", String(number), "--why", "wrong data")).best as { number: number })
      .number,
  ).not.toBe(number);
  expect(await told("correct", "slow", String(number), "-7")).toMatchObject({ state: "complete", value: -7 });
  expect(await told("best", "slow")).toMatchObject({ number, value: -7 });
  await told("rename", "slow", "quick");
  await told("archive", "quick");
  expect((await told("studies")).studies).toEqual([]);
  expect(((await told("studies", "--all")).studies as { name: string }[]).map((s) => s.name)).toEqual([
    "quick",
  ]);
  expect(await cli.call("delete", "quick")).toMatchObject({
    status: 2,
    err: expect.stringContaining("add --yes"),
  });
  await told("delete", "quick", "--yes");
  expect((await told("studies", "--all")).studies).toEqual([]);
});

test("a study goes through a file into another storage, byte for byte, and goes on there", async () => {
  study();
  const text = (await cli.call("export", "slow")).out;
  expect((await cli.call("export", "slow", "-o", "a.jsonl")).status).toBe(0);
  expect(readFileSync(cli.path("a.jsonl"), "utf8")).toBe(text);
  expect((await cli.call("import", "a.jsonl", "--storage", "sqlite:b.db")).status).toBe(0);
  expect((await cli.call("export", "--storage", "sqlite:b.db")).out).toBe(text);
  expect(
    (await told("copy", "slow", "--storage", "sqlite:b.db", "--to", "sqlite:c.db")).studies,
  ).toMatchObject([{ study: "slow" }]);
  expect((await cli.call("run", "study.ts", "--trials", "8", "--storage", "sqlite:c.db")).status).toBe(0);
  expect((await told("copy", "--storage", "sqlite:c.db", "--to", "sqlite:b.db")).studies).toMatchObject([
    { added: expect.any(Number) },
  ]);
  expect((await cli.call("export", "--storage", "sqlite:b.db")).out).toBe(
    (await cli.call("export", "--storage", "sqlite:c.db")).out,
  );
  cli.write("torn.jsonl", text.slice(0, -9));
  expect(await cli.call("import", "torn.jsonl", "--as", "torn")).toMatchObject({
    status: 1,
    out: expect.stringContaining("in the middle"),
  });
  expect(await cli.call("import", "nowhere.jsonl")).toMatchObject({
    status: 2,
    err: expect.stringContaining("there is no file"),
  });
  expect(await told("storage", "status")).toMatchObject({ isCurrent: true, studies: 2 });
});
