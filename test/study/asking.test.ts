/** Points that are made in a thread: of the built package, since threads start from files. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createStudy, float, int, openStudy, type StudyOptions } from "tunesmith";
import { defineSampler, partialFixed, withPrior } from "tunesmith/samplers";
import { memory } from "tunesmith/storage";
import { expect, onTestFinished, test } from "vitest";
import type { StudyEvent } from "../../src/history/index.ts";
import { replay } from "../../src/study/replay.ts";

const space = { x: float(0, 1), y: float(1e-3, 1, { log: true }), k: int(1, 9) };
type P = { readonly x: number; readonly y: number; readonly k: number };
const loss = ({ params: { x, y, k } }: { params: P }) => (x - 0.3) ** 2 + Math.log10(y) ** 2 + k / 9;

type Options = Partial<StudyOptions<typeof space>>;

async function begin(asking: "here" | "thread", options: Options = {}) {
  const storage = options.storage ?? memory();
  const study = await createStudy({ name: "s", space, seed: 5, storage, asking, ...options });
  onTestFinished(() => study.close());
  return study;
}

const suggested = (study: { trials: readonly { params: unknown; memo: unknown }[] }) =>
  study.trials.map(({ params, memo }) => ({ params, memo }));

/** How often others had their turn while points were made: of many, since one may be there before a busy machine looks up. */
async function turnsDuringAsks(study: Awaited<ReturnType<typeof begin>>, asks = 20): Promise<number> {
  let turns = 0;
  let timer = setImmediate(function turn() {
    turns += 1;
    timer = setImmediate(turn);
  });
  for (let ask = 0; ask < asks; ask++) await study.ask();
  clearImmediate(timer);
  return turns;
}

test.each([
  ["gp", "gp"],
  ["auto", "auto"],
  ["forest", "forest"],
  ["partialFixed", () => partialFixed("gp", { k: 3 })],
  ["withPrior", () => withPrior("auto", { x: { around: 0.5, spread: 0.2 } })],
] as const)("%s gives the same points and memos from a thread as from here", async (_, sampler) => {
  const [here, thread] = [await begin("here", { sampler }), await begin("thread", { sampler })];
  for (const study of [here, thread]) {
    await study.enqueue({ x: 0.9, y: 0.5, k: 2 });
    await study.optimize(loss as never, { trials: 12 });
    await study.invalidate(3, "its data was wrong");
    await study.optimize(loss as never, { trials: 16 });
    await study.changeSpace({ ...space, x: float(0, 0.8) });
    await study.optimize(loss as never, { trials: 20 });
  }
  expect(suggested(thread)).toEqual(suggested(here));
  expect((await replay(thread.storage, "s")).different).toEqual([]);
});

test("others have their turn while a thread makes a point, and none while it is made here", async () => {
  for (const [asking, isFree] of [
    ["here", false],
    ["thread", true],
  ] as const) {
    const study = await begin(asking, { sampler: "gp" });
    await study.optimize(loss as never, { trials: 20 });
    expect((await turnsDuringAsks(study)) > 0).toBe(isFree);
  }
});

test("side by side, by two handles, every point is recomputed from the log", async () => {
  const storage = memory();
  const one = await begin("thread", { storage });
  const other = await openStudy("s", { storage, asking: "thread" });
  onTestFinished(() => other.close());
  const slow = async (trial: { number: number; params: P }) => {
    await new Promise((resolve) => setTimeout(resolve, (trial.number * 7) % 5));
    if (trial.number % 5 === 3) throw new Error("bad luck");
    return loss(trial);
  };
  await Promise.all([one, other].map((study) => study.optimize(slow as never, { trials: 40, parallel: 3 })));
  expect(one.history.trials.length).toBe(40);
  expect(await replay(storage, "s")).toMatchObject({ different: [], isAcross: false });
});

test("the thread makes the next point while a trial runs, if it is told to", async () => {
  const storage = memory();
  const study = await begin("thread", { storage, sampler: "gp" });
  const slow = async (trial: { params: P }) => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setImmediate(resolve)); // the next ask has its turn, also where those 10 ms went by at once
    return loss(trial);
  };
  await study.optimize(slow as never, { trials: 20, askAhead: true });
  const log = await storage.read("s", 0);
  const finished = log.filter(({ event }) => event.type === "trial.finished");
  const asked = log.flatMap(({ event }) => (event.type === "trial.asked" ? [event] : []));
  expect(asked).toHaveLength(20);
  for (const { number, seen } of asked.slice(1)) expect(seen).toBeLessThan(finished[number - 1]!.seq);
  expect(await replay(storage, "s")).toMatchObject({ checked: 20, different: [] });
});

test("a sampler that costs little or is the user's is asked here, and so is trial.suggest…", async () => {
  const mine = defineSampler({
    name: "gp", // a name of ours makes it none of ours
    summary: "the lower end",
    supports: ["float", "int", "log"],
    options: {},
    defaults: {},
    slowUpTo: Infinity,
    init: () => null,
    tell: () => null,
    ask: () => ({ params: { x: 0, y: 1e-3, k: 1 }, memo: { why: "the lower end" } }),
  });
  for (const sampler of ["tpe", mine]) {
    const study = await begin("thread", { sampler });
    await study.optimize(loss as never, { trials: 20 });
    expect(await turnsDuringAsks(study)).toBe(0);
    if (sampler === mine) expect(study.trials.at(-1)!.params).toEqual({ x: 0, y: 1e-3, k: 1 });
  }
  const open = await createStudy({ space: {}, seed: 5, asking: "thread" });
  onTestFinished(() => open.close());
  await open.optimize((t) => t.suggestFloat("x", -1, 1) ** 2, { trials: 15 });
  expect(open.best!.value).toBeLessThan(0.1);
});

test("another word than here and thread is refused", async () => {
  await expect(begin("there" as never)).rejects.toThrow('asking is "there"; use "here" or "thread".');
});

const { Asker } = await import(new URL("../../dist/study/asking/asker.js", import.meta.url).href);
type AskerOf = import("../../src/study/asking/asker.ts").Asker;

function startAsker(idleMs = 60_000): AskerOf {
  const asker = new Asker(idleMs) as AskerOf;
  onTestFinished(() => asker.close());
  return asker;
}

test("a thread that ended, or knows other logs by now, is told the log again", async () => {
  const { storage, history } = await begin("here", { sampler: "gp" }).then(async (study) => {
    await study.optimize(loss as never, { trials: 10 });
    return study;
  });
  const by = history.trials[0]!.by;
  for (const [asker, many] of [
    [startAsker(1), 3],
    [startAsker(), 10], // more than it keeps
  ] as const) {
    const logs = Array.from({ length: many }, () => asker.of(storage, "s"));
    const points = [];
    for (const log of [...logs, ...logs]) {
      points.push(await log.point(history.seq, { by, number: 10 }));
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    expect(points[0]!.params).toHaveProperty("x");
    expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(1);
  }
});

test("what a sampler throws there comes as the same error; a thread that was closed answers nothing", async () => {
  const storage = memory();
  const made: StudyEvent = {
    ...({ type: "study.created", space: { x: float(0, 1) }, goals: { value: "minimize" }, seed: 1 } as const),
    ...{ sampler: { name: "mine", options: {} }, pruner: { name: "none", options: {} } },
  };
  await storage.append("s", [made], 0);
  const asker = startAsker();
  const log = asker.of(storage, "s");
  await expect(log.point(1, { by: "w", number: 0 })).rejects.toMatchObject({
    name: "TunesmithError",
    code: "name",
    message: expect.stringContaining('the study was made with "mine", which is not built in'),
  });
  await storage.drop("s");
  expect(await asker.of(storage, "s").point(1, { by: "w", number: 0 })).toBeNull(); // the log is not what it was
  await asker.close();
  expect(await log.point(1, { by: "w", number: 0 })).toBeNull();
});

test("a study that nobody closes keeps no process alive", async () => {
  const program = `
    import { createStudy, float } from "tunesmith";
    const study = await createStudy({ space: { x: float(0, 1) }, sampler: "gp", asking: "thread" });
    await study.optimize(({ params }) => params.x, { trials: 8 });
    console.log(study.trials.length);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 240_000,
  });
  const [said] = await once(child.stdout, "data");
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(String(said)).toBe("8\n");
});
