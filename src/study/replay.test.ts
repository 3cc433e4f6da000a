import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { StudyEvent } from "../history/index.ts";
import { auto, samplerKinds } from "../samplers/index.ts";
import { branch, categorical, float, int, type ParamsOf } from "../space/index.ts";
import { memory } from "../storage/index.ts";
import { createStudy, openStudy } from "./create.ts";
import { replay } from "./replay.ts";

const space = {
  lr: float(1e-5, 1e-1, { log: true }),
  width: int(16, 64),
  model: branch({
    svm: { c: float(0.1, 10) },
    forest: { trees: int(10, 500, { log: true }), crit: categorical(["gini", "entropy"]) },
  }),
};
type P = ParamsOf<typeof space>;
const loss = ({ params: { lr, width, model } }: { params: P }) =>
  (Math.log10(lr) + 3) ** 2 +
  (width - 40) ** 2 / 100 +
  (model.is === "svm" ? Math.abs(model.c - 2) : model.trees / 500);

describe.each(samplerKinds().map((kind) => kind.kind))("%s", (sampler) => {
  const start = (storage = memory()) =>
    createStudy({ name: "s", space, sampler, seed: 11, storage, ifExists: "resume" });
  const points = (study: { trials: readonly { params: unknown }[] }) => study.trials.map((t) => t.params);

  test("the same seed gives the same study, and 8 + 8 trials equal 16", async () => {
    const whole = await start();
    await whole.optimize(loss, { trials: 16 });
    const storage = memory();
    await (await start(storage)).optimize(loss, { trials: 8 });
    const parts = await start(storage);
    await parts.optimize(loss, { trials: 16 });
    expect(points(parts)).toEqual(points(whole));
  });

  test.each([0, 3, 7, 12])("cut in trial %i and resumed equals uninterrupted", async (cut) => {
    const whole = await start();
    await whole.optimize(loss, { trials: 16 });
    const storage = memory();
    const dead = await start(storage);
    if (cut > 0) await dead.optimize(loss, { trials: cut });
    await dead.ask();
    await storage.leases.release("s", dead.history.trials.at(-1)!.by);
    const resumed = await start(storage);
    await resumed.optimize(loss, { trials: 16 });
    expect(points(resumed)).toEqual(points(whole));
    expect((await replay(storage, "s")).different).toEqual([]);
  });

  test("every suggestion of a parallel study of two handles is recomputed from the log", async () => {
    const storage = memory();
    await start(storage);
    const slow = async (trial: { number: number; params: P }) => {
      await sleep((trial.number * 7) % 5);
      if (trial.number % 5 === 3) throw new Error("bad luck");
      return loss(trial);
    };
    const handles = [await openStudy("s", { storage }), await openStudy("s", { storage })];
    await Promise.all(handles.map((h) => h.optimize(slow as never, { trials: 24, parallel: 4 })));
    const replayed = await replay(storage, "s");
    expect(replayed).toMatchObject({ different: [], isAcross: false });
    expect(replayed.checked).toBeGreaterThanOrEqual(24);
  });
});

/** The wall clock in the hands of a test: it goes on when it is told to, and not while a busy machine lets us wait. */
function handClock() {
  let now = Date.UTC(2026, 0, 1);
  const clock = vi.spyOn(Date, "now").mockImplementation(() => now);
  onTestFinished(() => clock.mockRestore());
  return {
    /** A trial that takes so long, beside others. */
    async pass(ms: number): Promise<void> {
      await breathe();
      now += ms;
    },
  };
}

test("what goes by the seconds of trials is recomputed from the log's clock", async () => {
  const storage = memory();
  const clock = handClock();
  const study = await createStudy({
    name: "s",
    space: { x: float(0, 1) },
    sampler: auto({ per: "second" }),
    storage,
    seed: 2,
  });
  const slow = async ({ params: { x } }: { params: { x: number } }) => {
    await clock.pass(1 + 20 * x);
    return (x - 0.4) ** 2;
  };
  await study.optimize(slow, { trials: 16, parallel: 2 });
  expect(study.trials.at(-1)!.memo).toHaveProperty("why", expect.stringContaining("by the second"));
  expect(await replay(storage, "s")).toMatchObject({ different: [], checked: 16 });
});

test("whose turn it was beside the time of trials is recomputed from the log's clock", async () => {
  const storage = memory();
  const clock = handClock();
  const sampler = auto({ overhead: 0.2 });
  const study = await createStudy({ name: "s", space, sampler, storage, seed: 3 });
  const slow = async (trial: { number: number; params: P }) => {
    await clock.pass(trial.number < 15 ? 60 : 2); // an ask of gp takes 4 to 6 ms, by the formula
    return loss(trial);
  };
  await study.optimize(slow as never, { trials: 50, parallel: 2 });
  const algorithms = study.trials.map(({ memo }) => (memo as { algorithm: string }).algorithm);
  expect(new Set(algorithms.slice(0, 25))).toEqual(new Set(["gp"]));
  expect(new Set(algorithms.slice(-10))).toEqual(new Set(["tpe"]));
  expect(await replay(storage, "s")).toMatchObject({ different: [], checked: 50 });
});

test("define-by-run suggestions are recomputed, too", async () => {
  const storage = memory();
  const study = await createStudy({ name: "s", space: {}, sampler: "random", storage });
  await study.enqueue({ x: 1 });
  await study.optimize((t) => t.suggestFloat("x", -5, 5) ** 2 + t.suggestCategorical("k", [1, 2, 3]), {
    trials: 12,
    parallel: 3,
  });
  expect(await replay(storage, "s")).toMatchObject({ different: [], byHand: 1 });
});

test("a suggestion that was tampered with is found", async () => {
  const storage = memory();
  const study = await createStudy({ name: "s", space: { x: float(0, 1) }, sampler: "random", storage });
  await study.optimize(({ params }) => params.x, { trials: 5 });
  const forged = memory();
  for (const { event } of await storage.read("s", 0)) {
    const isThird = event.type === "trial.asked" && event.number === 3;
    const copy = isThird ? { ...event, params: { x: 0.5 } } : event;
    await forged.append("s", [copy as StudyEvent], 0);
  }
  const { different } = await replay(forged, "s");
  expect(different.map((d) => d.number)).toEqual([3]);
});
