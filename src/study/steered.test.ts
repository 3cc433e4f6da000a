import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { branch, categorical, float, int, type Space } from "../space/index.ts";
import { memory } from "../storage/index.ts";
import { createStudy, openStudy } from "./create.ts";
import { replay } from "./replay.ts";

const space = { x: float(-1, 1), kind: categorical(["a", "b", "c"]) };
const value = ({ params }: { params: object }) => (params as { x: number }).x ** 2;

async function studyOf(sampler = "random", given: Space = space) {
  const storage = memory();
  return { storage, study: await createStudy({ name: "s", space: given, sampler, seed: 1, storage }) };
}

describe("pause, resume and stop", () => {
  test("a paused study opens no trial until it is resumed, and the search goes on by itself", async () => {
    const { study, storage } = await studyOf();
    const hand = await openStudy("s", { storage });
    const search = study.optimize(
      async (trial) => {
        if (trial.number === 2) await hand.pause("lunch");
        return value(trial);
      },
      { trials: 6 },
    );
    while (study.history.finished.length < 3) await sleep(5);
    await sleep(100);
    await hand.refresh();
    expect(hand.trials.map((t) => t.state)).toEqual(["complete", "complete", "complete"]);
    expect(hand.history.steering).toMatchObject({ state: "paused", why: "lunch" });
    await expect(hand.ask()).rejects.toMatchObject({ code: "stopped", message: /paused \(lunch\)/ });
    await hand.resume();
    expect(await search).toMatchObject({ reason: "trials" });
    expect(study.trials).toHaveLength(6);
  });

  test("stop ends every search after the trials that run, and says why", async () => {
    const { study, storage } = await studyOf();
    const hand = await openStudy("s", { storage });
    const objective = async (trial: { number: number; params: object }) => {
      if (trial.number === 3) await hand.stop("good enough");
      return value(trial);
    };
    const both = [study.optimize(objective, { trials: 50 }), hand.optimize(objective, { trials: 50 })];
    for (const ended of await Promise.all(both)) {
      expect(ended).toEqual({ reason: "stopped", why: "stopped: good enough" });
    }
    expect(study.trials.every((t) => t.state === "complete")).toBe(true);
    expect(study.trials.length).toBeLessThan(10);
    await study.resume();
    expect(await study.optimize(value, { trials: 12 })).toMatchObject({ reason: "trials" });
    expect(study.trials).toHaveLength(12);
  });
});

describe("changes of a study that runs", () => {
  test("a budget that is raised or lowered counts at once, over what workers were told", async () => {
    const { study, storage } = await studyOf();
    const hand = await openStudy("s", { storage });
    await study.optimize(
      async (trial) => {
        if (trial.number === 1) await hand.change({ budget: 9 });
        return value(trial);
      },
      { trials: 4 },
    );
    expect(study.trials).toHaveLength(9);
    await study.optimize(
      async (trial) => {
        if (trial.number === 10) await hand.change({ budget: 11 });
        return value(trial);
      },
      { trials: 100, parallel: 2 },
    );
    // What was opened before the change stands; after it, no more than its budget.
    const { trials, steering } = study.history;
    expect(trials.filter((t) => t.number >= 11 && t.openedAt > steering.at.budget)).toEqual([]);
    expect(trials.length).toBeGreaterThanOrEqual(11);
    expect(trials.length).toBeLessThan(20);
    // Who begins after that is told something newer; who is told nothing takes the study's budget.
    await study.optimize(value, { trials: 20 });
    expect(study.trials).toHaveLength(20);
    await hand.change({ budget: 25 });
    await study.optimize(value, {});
    expect(study.trials).toHaveLength(25);
    await expect(study.ask()).rejects.toMatchObject({ code: "budget" });
  });

  test("another sampler asks from the change on, and every suggestion can still be recomputed", async () => {
    const { study, storage } = await studyOf();
    const hand = await openStudy("s", { storage });
    await study.optimize(
      async (trial) => {
        if (trial.number === 4) await hand.change({ sampler: "qmc", maxAttempts: 5 });
        return value(trial);
      },
      { trials: 10 },
    );
    const whys = study.trials.map((t) => (t.memo as { why: string }).why);
    expect(whys.map((why) => why.includes("Sobol"))).toEqual([
      ...Array(5).fill(false),
      ...Array(5).fill(true),
    ]);
    expect(study.sampler.spec.name).toBe("qmc");
    expect((await openStudy("s", { storage })).sampler.spec.name).toBe("qmc");
    expect(await replay(storage, "s")).toMatchObject({ checked: 10, different: [] });
  });

  test("what cannot be is refused, and nothing is written", async () => {
    const { study } = await studyOf("random", { ...space, m: branch({ p: {}, q: {} }) });
    const before = study.history.seq;
    await expect(study.change({ budget: -1 })).rejects.toMatchObject({ code: "option" });
    await expect(study.change({ sampler: "rndom" })).rejects.toMatchObject({ code: "name" });
    await expect(study.change({ trials: 5 } as never)).rejects.toMatchObject({ code: "option" });
    await expect(study.note(3, "a", 1)).rejects.toMatchObject({ code: "trial", message: /no trials yet/ });
    await expect(study.note(null, "", 1)).rejects.toMatchObject({ code: "value" });
    const trial = await study.ask();
    await expect(study.invalidate(trial.number)).rejects.toMatchObject({
      code: "trial",
      message: /Tell it first/,
    });
    expect(study.history.seq).toBe(before + 3); // joined, opened, asked
  });
});

describe("surgery on trials", () => {
  test("an invalidated trial is no longer the best, and a corrected one may be", async () => {
    const { study, storage } = await studyOf();
    await study.optimize(({ number }) => number, { trials: 4 });
    await study.invalidate(0, "wrong data");
    expect(study.trials[0]).toMatchObject({ state: "failed", value: null, why: "invalidated: wrong data" });
    expect(study.best?.number).toBe(1);
    await study.correct(3, -5);
    expect(study.best).toMatchObject({ number: 3, value: -5 });
    await study.correct(0, { state: "complete", value: -7 });
    expect((await openStudy("s", { storage })).best).toMatchObject({ number: 0, value: -7, why: "" });
  });

  test.each(["gp", "tpe", "grid"])("the sampler %s learns of it, and replay is exact", async (sampler) => {
    const { study, storage } = await studyOf(sampler);
    await study.optimize(value, { trials: 12 });
    await study.correct(3, -5);
    await study.invalidate(0);
    await study.optimize(value, { trials: 15 });
    expect(await replay(storage, "s")).toMatchObject({ checked: study.trials.length, different: [] });
  });

  test("notes stand on trials and on the study, and the last one of a key counts", async () => {
    const { study, storage } = await studyOf();
    await study.optimize(value, { trials: 1 });
    await study.note(0, "who", "ada");
    await study.note(0, "tags", ["a", 1]);
    await study.note(0, "who", "grace");
    await study.note(null, "paper", { page: 3 });
    const again = await openStudy("s", { storage });
    expect(again.trials[0]!.notes).toEqual({ who: "grace", tags: ["a", 1] });
    expect(again.history.notes).toEqual({ paper: { page: 3 } });
  });

  test("a result that comes after its attempt was lost is kept beside the trial, and never counts", async () => {
    const { study } = await studyOf();
    const trial = await study.ask();
    const late = { state: "complete", values: { value: 1 } } as const;
    await study.storage.append("s", [{ type: "trial.lost", number: 0, attempt: 1, why: "silent" }], 0);
    await expect(study.tell(trial.number, 1)).rejects.toMatchObject({ code: "trial", message: /too late/ });
    expect(study.trials[0]).toMatchObject({ state: "waiting", late: [{ attempt: 1, outcome: late }] });
    const again = await study.ask();
    expect(again).toMatchObject({ number: 0, attempt: 2, params: trial.params });
    await study.tell(0, 2);
    expect(study.trials[0]).toMatchObject({ value: 2, late: [{ attempt: 1 }] });
  });

  test("a trial that is handed back is not to blame; one that loses its workers fails", async () => {
    const { study, storage } = await studyOf();
    for (let i = 0; i < 5; i++) await study.release((await study.ask()).number);
    expect(study.trials[0]).toMatchObject({ number: 0, state: "waiting", attempt: 5 });
    await study.change({ maxAttempts: 2 });
    for (let attempt = 6; attempt < 8; attempt++) {
      expect(await study.ask()).toMatchObject({ number: 0, attempt });
      await storage.append("s", [{ type: "trial.lost", number: 0, attempt, why: "gone" }], 0);
    }
    expect((await study.ask()).number).toBe(1);
    expect(study.trials[0]).toMatchObject({
      state: "failed",
      why: "its worker was lost 2 times while it ran",
    });
  });

  test("an objective that throws is tried again as often as it was said, at the same point", async () => {
    const { study } = await studyOf();
    const seen: number[] = [];
    await study.optimize(
      ({ number, attempt, params }) => {
        if (number === 1) seen.push(params.x as number);
        if (number === 1 && attempt < 3) throw new Error("flaky");
        if (number === 2) throw new Error("always");
        return 1;
      },
      { trials: 3, retries: 2 },
    );
    expect(study.trials.map((t) => [t.state, t.attempt])).toEqual([
      ["complete", 1],
      ["complete", 3],
      ["failed", 3],
    ]);
    expect(new Set(seen).size).toBe(1);
  });
});

describe("a change of the space", () => {
  const old = { lr: float(0.001, 1, { log: true }), opt: categorical(["sgd", "adam", "rms"]), n: int(1, 9) };
  const grown = {
    rate: float(0.01, 10, { log: true }),
    opt: categorical(["sgd", "adam", "lion"]),
    n: int(1, 9),
    decay: float(0, 1),
  };
  const change = { rename: { lr: "rate" }, defaults: { decay: 0 } };

  test.each(["random", "qmc", "tpe", "gp", "auto"])(
    "with %s: earlier trials are taken along, those that lie outside are seen by no sampler, and replay is exact",
    async (sampler) => {
      const { study, storage } = await studyOf(sampler, old);
      const lossOf = ({ params }: { params: object }) => {
        const { lr, rate, decay = 0 } = params as { lr?: number; rate?: number; decay?: number };
        return Math.log((lr ?? rate)!) ** 2 + decay;
      };
      await study.optimize(lossOf, { trials: 14 });
      const before = study.trials;
      const { taken, outside } = await study.changeSpace(grown, change);
      const isIn = (p: Record<string, unknown>) => (p.lr as number) >= 0.01 && p.opt !== "rms";
      const fits = before.map((t) => isIn(t.params as never));
      expect([taken, outside]).toEqual([fits.filter(Boolean).length, fits.filter((x) => !x).length]);
      expect(study.trials.map((t) => !t.isOutside)).toEqual(fits);
      study.trials.forEach((t, i) => {
        const { lr, opt, n } = before[i]!.params as Record<string, unknown>;
        expect(t.params).toEqual(fits[i] ? { rate: lr, opt, n, decay: 0 } : before[i]!.params);
        expect(t.spaceVersion).toBe(0);
      });

      await study.optimize(lossOf, { trials: 22, parallel: 2 });
      for (const t of study.trials.slice(14)) {
        expect(t).toMatchObject({ spaceVersion: 1, isOutside: false, state: "complete" });
        expect(Object.keys(t.params)).toEqual(["rate", "opt", "n", "decay"]);
      }
      expect(await replay(storage, "s")).toMatchObject({ checked: 22, different: [] });
      const again = await openStudy("s", { storage });
      expect(again.space).toEqual(grown);
      expect(again.trials).toEqual(study.trials);
    },
  );

  test("a worker that saw the earlier space asks again, and its result still counts", async () => {
    const { study, storage } = await studyOf("random", old);
    const other = await openStudy("s", { storage });
    const [a, b] = [await study.ask(), await other.ask()];
    await study.changeSpace(grown, change);
    await other.tell(b.number, 1);
    await study.tell(a.number, 2);
    expect((await other.ask()).params).toHaveProperty("rate"); // it had not read of the change
    expect(other.trials.map((t) => t.state)).toEqual(["complete", "complete", "running"]);
  });

  test("of two changes at the same moment one has to look again", async () => {
    const { study, storage } = await studyOf("random", old);
    const other = await openStudy("s", { storage });
    Object.assign(other, { refresh: async () => {} }); // as if it had read just before
    await study.changeSpace(grown, change);
    await expect(other.changeSpace({ ...old, n: int(1, 3) })).rejects.toMatchObject({
      code: "study-differs",
    });
    expect(other.space).toEqual(grown);
  });

  test("what was enqueued comes along, unless it lies outside", async () => {
    const { study } = await studyOf("random", old);
    await study.enqueue({ lr: 0.5, opt: "adam", n: 3 });
    await study.enqueue({ lr: 0.5, opt: "rms", n: 3 });
    await study.changeSpace(grown, change);
    expect((await study.ask()).params).toEqual({ rate: 0.5, opt: "adam", n: 3, decay: 0 });
    expect((study.trials[0]!.memo as { why: string }).why).toBe("enqueued");
    await study.ask();
    expect((study.trials[1]!.memo as { why: string }).why).not.toBe("enqueued");
  });

  test("names that do not fit are refused with what to do", async () => {
    const { study } = await studyOf("random", old);
    await study.ask();
    const refused = (space: Space, change: object, message: RegExp) =>
      expect(study.changeSpace(space, change)).rejects.toMatchObject({ code: "space", message });
    await refused(grown, { rename: { lr: "rate" } }, /"decay" is new; say what/);
    await refused(
      grown,
      { rename: { x: "rate" }, defaults: { decay: 0 } },
      /no parameter "x" to rename; there are lr, opt, n/,
    );
    await refused(grown, { rename: { lr: "r" }, defaults: { decay: 0 } }, /has no such parameter/);
    await refused(
      grown,
      { ...change, defaults: { decay: 7 } },
      /default of "decay" is 7; it must be float\(0, 1\)/,
    );
  });
});

test("a worker whose study was deleted says so, and a new study of that name begins clean", async () => {
  const { study, storage } = await studyOf();
  await study.optimize(value, { trials: 3 });
  await storage.drop("s");
  await expect(study.ask()).rejects.toMatchObject({ code: "study-missing", message: /was deleted/ });
  const fresh = await createStudy({ name: "s", space, sampler: "random", storage });
  expect(fresh.trials).toEqual([]);
  await fresh.optimize(value, { trials: 2 });
  expect(await replay(storage, "s")).toMatchObject({ checked: 2, different: [] });
});
