import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { categorical, float, int } from "../space/index.ts";
import { memory } from "../storage/index.ts";
import { createStudy, openStudy } from "./create.ts";
import type { TrialView } from "./view.ts";

const space = { x: float(-1, 1) };
const square = ({ params }: { params: { x: number } }) => params.x ** 2;

describe("budget", () => {
  test("trials is the total: the same line again adds nothing, and moreTrials adds", async () => {
    const study = await createStudy({ space, sampler: "random" });
    expect(await study.optimize(square, { trials: 5 })).toMatchObject({ reason: "trials" });
    await study.optimize(square, { trials: 5 });
    expect(study.trials).toHaveLength(5);
    await study.optimize(square, { moreTrials: 2 });
    expect(study.trials).toHaveLength(7);
  });

  test("it is exact with several handles, each running several trials at a time", async () => {
    const storage = memory();
    await createStudy({ name: "s", space, sampler: "random", seed: 1, storage });
    const handles = await Promise.all(Array.from({ length: 4 }, () => openStudy("s", { storage })));
    const slow = async ({ number }: { number: number }) => {
      await sleep((number * 7) % 4);
      return 1;
    };
    await Promise.all(handles.map((h) => h.optimize(slow, { trials: 101, parallel: 4 })));
    const { trials } = await openStudy("s", { storage });
    expect(trials.map((t) => t.number)).toEqual(Array.from({ length: 101 }, (_, i) => i));
    expect(trials.every((t) => t.state === "complete" && t.attempt === 1)).toBe(true);
  });

  test("a finite space ends a grid with a reason, each point tried once", async () => {
    const storage = memory();
    const grid = { a: int(1, 5), b: categorical(["u", "v", "w"]) };
    await createStudy({ name: "s", space: grid, sampler: "grid", storage });
    const handles = await Promise.all(Array.from({ length: 3 }, () => openStudy("s", { storage })));
    const ended = await Promise.all(handles.map((h) => h.optimize(() => 1, { trials: 100, parallel: 3 })));
    expect(ended.map((e) => e.reason)).toEqual(["exhausted", "exhausted", "exhausted"]);
    const { trials } = await openStudy("s", { storage });
    expect(new Set(trials.map((t) => JSON.stringify(t.params))).size).toBe(15);
    expect(trials).toHaveLength(15);
    await expect((await openStudy("s", { storage })).ask()).rejects.toMatchObject({ code: "exhausted" });
  });

  test("no end in sight is refused, and so are counts that are none", async () => {
    const study = await createStudy({ space, sampler: "random" });
    await expect(study.optimize(square, {})).rejects.toMatchObject({
      code: "option",
      message: /no end is in sight/,
    });
    await expect(study.optimize(square, { trials: -1 })).rejects.toMatchObject({ code: "option" });
    await expect(study.optimize(square, { trials: 1, parallel: 0 })).rejects.toMatchObject({
      code: "option",
    });
  });

  test("the time ends it, also with an objective that never waits", async () => {
    const study = await createStudy({ space, sampler: "random" });
    expect(await study.optimize(square, { timeoutMs: 50 })).toMatchObject({ reason: "timeout" });
    expect(study.trials.every((t) => t.state === "complete")).toBe(true);
  });
});

describe("trials that go wrong", () => {
  test("a throw, a NaN and a missing value each make a failed trial that says why", async () => {
    const study = await createStudy({ space, sampler: "random" });
    const results = [
      () => {
        throw new RangeError("too deep");
      },
      () => Number.NaN,
      () => undefined,
      () => 1,
    ];
    await study.optimize((trial) => results[trial.number]!(), { trials: 4 });
    expect(study.trials.map((t) => [t.state, t.why])).toEqual([
      ["failed", "RangeError: too deep"],
      ["failed", 'the value of "value" is NaN'],
      ["failed", "the result is undefined; it must be a number."],
      ["complete", ""],
    ]);
  });

  test("catchErrors: false ends the search with the objective's own error, which is recorded, too", async () => {
    const study = await createStudy({ space, sampler: "random" });
    const objective = () => {
      throw new RangeError("too deep");
    };
    await expect(study.optimize(objective, { trials: 4, catchErrors: false })).rejects.toThrow("too deep");
    expect(study.trials.map((t) => t.state)).toEqual(["failed"]);
  });

  test("a pruned trial ends with the pruner's words", async () => {
    const study = await createStudy({ space, sampler: "random", pruner: "median" });
    await study.optimize(
      async (trial) => {
        const value = trial.number === 8 ? 100 : trial.number;
        for (let step = 0; step < 5; step++) if ((await trial.report(step, value)) === "prune") return 0;
        return value;
      },
      { trials: 9 },
    );
    expect(study.trials[8]).toMatchObject({ state: "pruned", value: null, curve: [100] });
    expect(study.trials[8]?.why).toMatch(/median/);
    expect(study.best?.number).toBe(0);
  });

  test("reports without a pruner are written with the result", async () => {
    const storage = memory();
    const study = await createStudy({ name: "s", space, sampler: "random", storage });
    await study.optimize(
      async (trial) => {
        for (let step = 0; step < 250; step++) await trial.report(step, 250 - step);
        return 0;
      },
      { trials: 1 },
    );
    const log = await storage.read("s", 0);
    expect(log.filter((l) => l.event.type === "trial.reported")).toHaveLength(3);
    expect(study.trials[0]?.curve).toHaveLength(250);
  });
});

describe("from outside", () => {
  test("onTrial is called once for each accepted trial", async () => {
    const seen: TrialView<{ x: number }>[] = [];
    const study = await createStudy({ space, sampler: "random" });
    await study.optimize(square, { trials: 6, parallel: 3, onTrial: (t) => void seen.push(t) });
    expect(seen.map((t) => t.number).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(seen.every((t) => t.state === "complete" && t.value === t.params.x ** 2)).toBe(true);
  });

  test("abort hands the running trials back, and they are done first when the search goes on", async () => {
    const study = await createStudy({ space, sampler: "random" });
    const stop = new AbortController();
    const ended = study.optimize(
      async (trial) => {
        if (trial.number === 2) stop.abort(new Error("enough"));
        await sleep(2, undefined, { signal: trial.signal });
        return trial.params.x;
      },
      { trials: 10, signal: stop.signal },
    );
    expect(await ended).toMatchObject({ reason: "aborted", why: "aborted: Error: enough" });
    expect(study.trials.map((t) => t.state)).toEqual(["complete", "complete", "waiting"]);
    const { params } = study.trials[2]!;
    await study.optimize(({ params }) => params.x, { trials: 4 });
    expect(study.trials[2]).toMatchObject({ state: "complete", attempt: 2, params });
    expect(study.trials).toHaveLength(4);
  });

  test("progress tells how far it is", async () => {
    const done: number[] = [];
    const study = await createStudy({ name: "p", space, sampler: "random" });
    await study.optimize(square, { trials: 4, progress: (p) => void done.push(p.done) });
    expect(done).toEqual([1, 2, 3, 4]);
  });

  test("a callback that throws ends the search loudly, with the trial kept", async () => {
    const study = await createStudy({ space, sampler: "random" });
    const onTrial = () => {
      throw new Error("disk of the callback is full");
    };
    await expect(study.optimize(square, { trials: 3, onTrial })).rejects.toThrow("disk of the callback");
    expect(study.trials.map((t) => t.state)).toEqual(["complete"]);
  });
});

describe("lost workers", () => {
  test("a trial whose worker's lease ran out is taken over: same number, same point, next attempt", async () => {
    const storage = memory();
    const dead = await createStudy({ name: "s", space, sampler: "random", storage, seed: 4 });
    const lost = await dead.ask();
    await storage.leases.release("s", dead.trials[0]!.by);
    const alive = await openStudy("s", { storage });
    await alive.optimize(() => 1, { trials: 3 });
    expect(alive.trials.map((t) => [t.number, t.state, t.attempt])).toEqual([
      [0, "complete", 2],
      [1, "complete", 1],
      [2, "complete", 1],
    ]);
    expect(alive.trials[0]?.params).toEqual(lost.params);
    await expect(dead.tell(lost.number, 99)).rejects.toMatchObject({ code: "trial" });
    expect((await openStudy("s", { storage })).trials[0]?.value).toBe(1);
  });

  test("a trial that loses its worker again and again fails, and the study ends", async () => {
    const storage = memory();
    await createStudy({ name: "s", space, sampler: "random", storage });
    for (let i = 0; i < 3; i++) {
      const victim = await openStudy("s", { storage });
      const trial = await victim.ask();
      expect([trial.number, trial.attempt]).toEqual([0, i + 1]);
      await storage.leases.release("s", victim.trials[0]!.by);
    }
    const last = await openStudy("s", { storage });
    await last.optimize(() => 1, { trials: 2 });
    expect(last.trials.map((t) => t.state)).toEqual(["failed", "complete"]);
    expect(last.trials[0]?.why).toMatch(/lost 3 times/);
  });
});

test("words of stopWhen end the search, and are its reason", async () => {
  const study = await createStudy({ space: { x: float(0, 1) } });
  const stopWhen = () => (study.trials.length >= 3 ? "three are enough" : null);
  const ended = await study.optimize(() => 1, { trials: 10, stopWhen });
  expect(ended).toEqual({ reason: "stopped", why: "three are enough" });
  expect(study.trials).toHaveLength(3);
});

test("a trial that its objective hands back is tried again at the same point", async () => {
  const study = await createStudy({ space: { x: float(0, 1) }, seed: 1 });
  const seen: unknown[] = [];
  const objective = ({ attempt, params }: { attempt: number; params: { x: number } }) => {
    seen.push([attempt, params.x]);
    return attempt === 1 ? ({ state: "lost", why: "the machine was taken" } as const) : params.x;
  };
  await study.optimize(objective, { trials: 1 });
  expect(seen).toEqual([1, 2].map((attempt) => [attempt, study.trials[0]!.params.x]));
  expect(study.trials).toMatchObject([{ state: "complete", attempt: 2, failure: null }]);
});

test("a trial is tried again also after all who ran beside it have ended", async () => {
  const study = await createStudy({ space, sampler: "random" });
  const objective = async (trial: { number: number; attempt: number; params: { x: number } }) => {
    if (trial.number === 1 && trial.attempt === 1) {
      while (study.history.finished.length === 0) await sleep(1);
      await sleep(50); // the other slot finds nothing more to open
      throw new Error("at first");
    }
    return square(trial);
  };
  const ended = await study.optimize(objective, { trials: 2, parallel: 2, retries: 1 });
  expect(ended.reason).toBe("trials");
  expect(study.trials.map((t) => [t.state, t.attempt])).toEqual([
    ["complete", 1],
    ["complete", 2],
  ]);
});

test("what kind of failure it was stays with the trial", async () => {
  const study = await createStudy({ space: { x: float(0, 1) } });
  const answers = [{ state: "failed", why: "8 GB are over", kind: "memory" } as const, Number.NaN];
  await study.optimize(({ number }) => answers[number], { trials: 2 });
  expect(study.trials.map((t) => t.failure)).toEqual(["memory", "diverged"]);
});
