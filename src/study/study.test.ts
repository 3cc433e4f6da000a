import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { branch, categorical, float, int } from "../space/index.ts";
import { memory } from "../storage/index.ts";
import { createStudy, openStudy } from "./create.ts";

const space = { x: float(-1, 1), k: int(1, 3), kind: categorical(["a", "b"]) };

describe("ask and tell", () => {
  test("a told value makes a complete trial, and the best one is found", async () => {
    const study = await createStudy({ space, direction: "maximize", sampler: "random", seed: 1 });
    for (const value of [0.1, 0.9, 0.5]) {
      const trial = await study.ask();
      await study.tell(trial.number, value);
    }
    expect(study.trials.map((t) => [t.number, t.state, t.value])).toEqual([
      [0, "complete", 0.1],
      [1, "complete", 0.9],
      [2, "complete", 0.5],
    ]);
    expect(study.best).toMatchObject({ number: 1, value: 0.9 });
    expect(study.best?.params.kind).toMatch(/^[ab]$/);
  });

  test("trials may be told in any order, and only once", async () => {
    const study = await createStudy({ space, sampler: "random" });
    const [a, b] = [await study.ask(), await study.ask()];
    await study.tell(b.number, 2);
    await study.tell(a.number, 1);
    await expect(study.tell(a.number, 5)).rejects.toMatchObject({ code: "trial", message: /ended already/ });
    expect(study.best?.value).toBe(1);
  });

  test("close closes the storage also where trials cannot be handed back", async () => {
    const study = await createStudy({ name: "s", space, sampler: "random" });
    await study.ask();
    await study.storage.drop("s");
    await expect(study.close()).rejects.toMatchObject({ code: "study-missing" });
    await expect(study.storage.studies()).rejects.toThrow("after it was closed");
  });

  test("an unknown trial is refused with what there is", async () => {
    const study = await createStudy({ space, sampler: "random" });
    await expect(study.tell(0, 1)).rejects.toMatchObject({
      code: "trial",
      message: /no trial 0.*no trials yet/,
    });
  });

  test("NaN makes a failed trial by name, and what is no number is refused and writes nothing", async () => {
    const study = await createStudy({ space, sampler: "random" });
    const a = await study.ask();
    const before = study.history.seq;
    await expect(study.tell(a.number, "0.5" as never)).rejects.toMatchObject({ code: "value" });
    await expect(study.tell(a.number, { accuracy: 1 } as never)).rejects.toMatchObject({ code: "value" });
    expect(study.history.seq).toBe(before);
    expect(await study.tell(a.number, Number.NaN)).toMatchObject({
      state: "failed",
      why: 'the value of "value" is NaN',
    });
    expect(study.best).toBeNull();
  });

  test("a trial can be told failed or pruned with a reason", async () => {
    const study = await createStudy({ space, sampler: "random" });
    const [a, b] = [await study.ask(), await study.ask()];
    expect(await study.tell(a.number, { state: "failed", why: "out of memory" })).toMatchObject({
      why: "out of memory",
    });
    await study.report(b.number, 0, 0.25);
    expect(await study.tell(b.number, { state: "pruned" })).toMatchObject({
      state: "pruned",
      curve: [0.25],
      value: null,
    });
  });

  test("the params of an active trial are the caller's own copy", async () => {
    const study = await createStudy({ space, sampler: "random" });
    const trial = await study.ask();
    const { x } = trial.params;
    trial.params.x = 99;
    expect(study.trials[0]?.params.x).toBe(x);
  });
});

describe("goals", () => {
  test("a bound makes trials infeasible, and the best is feasible", async () => {
    const goals = { accuracy: "maximize", latency: { atMost: 20 } } as const;
    const study = await createStudy({ space, goals, sampler: "random" });
    for (const values of [
      { accuracy: 0.9, latency: 30 },
      { accuracy: 0.8, latency: 20 },
      { accuracy: 0.7, latency: 5 },
    ]) {
      await study.tell((await study.ask()).number, values);
    }
    expect(study.best).toMatchObject({ number: 1, value: 0.8, values: { accuracy: 0.8, latency: 20 } });
    await expect(study.tell((await study.ask()).number, { accuracy: 1 } as never)).rejects.toMatchObject({
      code: "value",
      message: /undefined for "latency"/,
    });
  });

  test("several optimised goals give a front and no single best", async () => {
    const study = await createStudy({ space, goals: { a: "minimize", b: "maximize" }, sampler: "random" });
    for (const [a, b] of [
      [1, 1],
      [2, 2],
      [3, 1],
    ] as const) {
      await study.tell((await study.ask()).number, { a, b });
    }
    expect(study.best).toBeNull();
    expect(study.pareto.map((t) => t.number)).toEqual([0, 1]);
  });
});

describe("points by hand", () => {
  test("what is enqueued is tried next, once, and what it lacks is drawn", async () => {
    const study = await createStudy({ space, sampler: "random", seed: 3 });
    await study.enqueue({ x: 0.5, k: 2, kind: "b" });
    await study.enqueue({ x: -0.5 });
    const [a, b, c] = [await study.ask(), await study.ask(), await study.ask()];
    expect(a.params).toEqual({ x: 0.5, k: 2, kind: "b" });
    expect(b.params.x).toBe(-0.5);
    expect([1, 2, 3]).toContain(b.params.k);
    expect(c.params.x).not.toBe(0.5);
    expect(study.trials[0]?.memo).toEqual({ why: "enqueued" });
  });

  test("a branch may be enqueued in part", async () => {
    const model = branch({
      svm: { c: float(0.1, 10), kernel: categorical(["rbf", "linear"]) },
      forest: { trees: int(10, 500) },
    });
    const study = await createStudy({ space: { model }, sampler: "random" });
    await study.enqueue({ model: { is: "svm", c: 1 } });
    const { params } = await study.ask();
    expect(params.model).toMatchObject({ is: "svm", c: 1 });
    expect(params.model.is === "svm" && params.model.kernel).toMatch(/rbf|linear/);
  });

  test("what does not fit the space is refused by name and writes nothing", async () => {
    const study = await createStudy({ space, sampler: "random" });
    const before = study.history.seq;
    await expect(study.enqueue({ x: 5 })).rejects.toMatchObject({
      code: "params",
      message: /"x" is 5.*float\(-1, 1\)/,
    });
    await expect(study.enqueue({ y: 5 })).rejects.toMatchObject({
      code: "params",
      message: /unknown parameter "y"/,
    });
    await expect(study.add({ params: { x: 0 }, value: 1 })).rejects.toMatchObject({
      code: "params",
      message: /"k" is missing/,
    });
    expect(study.history.seq).toBe(before);
  });

  test("an added trial is complete, counts as best, and takes nothing of the budget", async () => {
    const study = await createStudy({ space, sampler: "random" });
    await study.add({ params: { x: 0, k: 1, kind: "a" }, value: -5 });
    await study.optimize(({ params }) => params.x ** 2, { trials: 3 });
    expect(study.trials).toHaveLength(4);
    expect(study.best).toMatchObject({ number: 0, value: -5 });
  });
});

describe("opening", () => {
  test("a second study of the same name is refused, resumed or replaced, as asked", async () => {
    const storage = memory();
    const make = (o: object) => createStudy({ name: "s", space, sampler: "random", seed: 7, storage, ...o });
    await (await make({})).optimize(({ params }) => params.x, { trials: 3 });
    await expect(make({})).rejects.toMatchObject({ code: "study-exists" });
    expect((await make({ ifExists: "resume" })).trials).toHaveLength(3);
    expect((await make({ ifExists: "replace" })).trials).toHaveLength(0);
  });

  test("resuming with another space, other goals or another seed names the difference", async () => {
    const storage = memory();
    const o = { name: "s", sampler: "random", seed: 7, storage, ifExists: "resume" } as const;
    await createStudy({ ...o, space });
    const wider = { ...space, x: float(-2, 2) };
    await expect(createStudy({ ...o, space: wider })).rejects.toMatchObject({
      code: "study-differs",
      message: /"x" was float\(-1, 1\) and is now float\(-2, 2\)/,
    });
    await expect(createStudy({ ...o, space, direction: "maximize" })).rejects.toMatchObject({
      code: "study-differs",
    });
    await expect(createStudy({ ...o, space, seed: 8 })).rejects.toMatchObject({
      code: "study-differs",
      message: /seed 7/,
    });
  });

  test("a study that is not there is refused with those that are", async () => {
    const storage = memory();
    await createStudy({ name: "iris", space, sampler: "random", storage });
    await expect(openStudy("irsi", { storage })).rejects.toMatchObject({
      code: "study-missing",
      message: /it has iris/,
    });
  });

  test("sampler and pruner are the recorded ones unless given", async () => {
    const storage = memory();
    await createStudy({ name: "s", space, sampler: "qmc", pruner: "median", storage });
    const again = await openStudy("s", { storage });
    expect([again.sampler.spec.name, again.pruner.spec.name]).toEqual(["qmc", "median"]);
    expect((await openStudy("s", { storage, sampler: "random" })).sampler.spec.name).toBe("random");
  });

  test.each([
    [{ sampler: "randon" }, "name"],
    [{ pruner: "medain" }, "name"],
    [{ goals: { a: { atMost: 1 } } }, "goals"],
    [{ goals: { a: "minimise" } }, "goals"],
    [{ goals: { a: "minimize", b: "minimize" }, pruner: "median" }, "goals"],
    [{ seed: 0.5 }, "option"],
    [{ leaseMs: 0 }, "option"],
    [{ ifExists: "overwrite" }, "option"],
    [{ storage: "mysql://x" }, "name"],
  ])("%j is refused with code %s", async (o, code) => {
    await expect(createStudy({ space, ...(o as object) })).rejects.toMatchObject({
      name: "TunesmithError",
      code,
    });
  });
});

describe("define-by-run", () => {
  test("a parameter may be chosen as the objective runs, and is asked once", async () => {
    const study = await createStudy({ space: {}, sampler: "random", seed: 5 });
    await study.optimize(
      (trial) => {
        const x = trial.suggestFloat("x", -5, 5);
        expect(trial.suggestFloat("x", -5, 5)).toBe(x);
        const n = trial.suggestCategorical("layers", [1, 2]);
        let sum = x * x;
        for (let i = 0; i < n; i++) sum += trial.suggestInt(`width${i}`, 1, 64, { log: true });
        return sum;
      },
      { trials: 20 },
    );
    const widths = study.trials.map((t) => Object.keys(t.params).filter((k) => k.startsWith("width")).length);
    expect(new Set(widths)).toEqual(new Set([1, 2]));
    expect(study.trials.every((t) => t.state === "complete")).toBe(true);
  });

  test("it stands beside a declared space, whose own values it gives back", async () => {
    const study = await createStudy({ space, sampler: "random" });
    const trial = await study.ask();
    expect(trial.suggestFloat("x", -1, 1)).toBe(trial.params.x);
    expect(() => trial.suggestFloat("x", -1, 2)).toThrow(/give one of them another name/);
    const extra = trial.suggestInt("extra", 1, 9);
    await study.tell(trial.number, 1);
    expect(study.trials[0]?.params).toMatchObject({ extra });
  });

  test("what is enqueued is used where the name comes up", async () => {
    const study = await createStudy({ space: {}, sampler: "random" });
    await study.enqueue({ x: 3 });
    const trial = await study.ask();
    expect(trial.suggestFloat("x", -5, 5)).toBe(3);
  });
});

describe("what is misspelt is refused, with the nearest name", () => {
  test.each<[string, () => Promise<unknown>, string]>([
    [
      "an option of createStudy",
      () => createStudy({ space: {}, samplr: "gp" } as never),
      'did you mean "sampler"?',
    ],
    [
      "an option of openStudy",
      () => openStudy("x", { storge: "memory:" } as never),
      'did you mean "storage"?',
    ],
    [
      "an option of optimize",
      async () => (await createStudy({ space: {} })).optimize(() => 1, { trails: 3 } as never),
      'did you mean "trials"?',
    ],
  ])("%s", async (_, act, words) => {
    await expect(act()).rejects.toThrow(expect.objectContaining({ code: "option" }));
    await expect(act()).rejects.toThrow(words);
  });
});

test("opening a study where no file is makes none", async () => {
  const path = join(tmpdir(), `tunesmith-none-${process.pid}.db`);
  await expect(openStudy("x", { storage: `sqlite:${path}` })).rejects.toThrow("there is no file");
  expect(existsSync(path)).toBe(false);
});
