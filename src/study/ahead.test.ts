import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { float } from "../space/index.ts";
import { memory, type Storage } from "../storage/index.ts";
import { createStudy, openStudy } from "./create.ts";
import { replay } from "./replay.ts";

const space = { x: float(-1, 1) };
const square = ({ params }: { params: { x: number } }) => params.x ** 2;

/** A storage that writes down what came in one append. */
function counted(): { storage: Storage; appends: string[][] } {
  const storage = memory();
  const appends: string[][] = [];
  return {
    appends,
    storage: {
      ...storage,
      append(study, events, after, times) {
        appends.push(events.map(({ type }) => type));
        return storage.append(study, events, after, times);
      },
    },
  };
}

describe("a search whose objective is quick", () => {
  // By a clock that stands: whatever else the machine does, each objective is as quick as it is meant to be.
  beforeEach(() => void vi.spyOn(performance, "now").mockReturnValue(1000));
  afterEach(() => vi.restoreAllMocks());

  test.each(["random", "tpe"])(
    "costs one append a trial, and is the same as told one by one (%s)",
    async (sampler) => {
      const { storage, appends } = counted();
      const study = await createStudy({ name: "s", space, sampler, seed: 3, storage });
      await study.optimize(square, { trials: 40 });
      const most = appends.filter((types) => types[0] === "trial.asked");
      expect(most[0]).toEqual(["trial.asked", "trial.finished", "trial.opened"]);
      expect(appends.length).toBe(43); // 40, and the study, its worker and the first trial
      expect(study.trials.map((t) => t.state)).toEqual(Array(40).fill("complete"));
      expect(await replay(storage, "s")).toMatchObject({ checked: 40, different: [] });

      const slow = await createStudy({ space, sampler, seed: 3 });
      for (let i = 0; i < 40; i++) {
        const trial = await slow.ask();
        await slow.tell(trial.number, square(trial));
      }
      expect(slow.trials.map((t) => t.params)).toEqual(study.trials.map((t) => t.params));
    },
  );

  test("costs one append a trial side by side, too, where a point looks at no other", async () => {
    const { storage, appends } = counted();
    const study = await createStudy({ name: "s", space, sampler: "random", seed: 3, storage });
    await study.optimize(async (trial) => square(trial), { trials: 40, parallel: 3 });
    expect(appends.length).toBe(44); // 40, and the study, its worker and the first trials
    expect(study.trials.map((t) => t.state)).toEqual(Array(40).fill("complete"));
    expect(await replay(storage, "s")).toMatchObject({ checked: 40, different: [] });
  });

  test("opens nothing before somebody who wants to hear of the result has heard of it, unless it may", async () => {
    const opened = async (openAhead?: boolean) => {
      const study = await createStudy({ space, sampler: "random", seed: 3 });
      const seen: number[] = [];
      const onTrial = () => void seen.push(study.history.trials.length);
      const told = openAhead === undefined ? {} : { openAhead };
      await study.optimize(square, { trials: 3, onTrial, ...told });
      return seen;
    };
    expect(await opened()).toEqual([1, 2, 3]);
    expect(await opened(true)).toEqual([2, 3, 3]);
  });

  test("hands back what was opened too early, and opens nothing early after a failure", async () => {
    const study = await createStudy({ space, sampler: "random", seed: 3 });
    const stopWhen = () => (study.history.finished.length === 5 ? "enough" : null);
    await study.optimize(square, { trials: 40, stopWhen, openAhead: true });
    expect(study.trials.map((t) => t.state)).toEqual([...Array(5).fill("complete"), "waiting"]);
    await study.optimize(square, { trials: 40 });
    expect(study.trials.map((t) => t.state)).toEqual(Array(40).fill("complete"));

    const failing = await createStudy({ space, sampler: "random", seed: 3 });
    const isOver = () => (failing.history.finished.length === 5 ? "enough" : null);
    const objective = () => ({ state: "failed" }) as const;
    await failing.optimize(objective, { trials: 40, stopWhen: isOver, openAhead: true });
    expect(failing.trials.map((t) => t.state)).toEqual(Array(5).fill("failed"));
  });

  test("an aborted search leaves no trial of its own behind", async () => {
    const stop = new AbortController();
    const study = await createStudy({ space, sampler: "random", seed: 3 });
    const objective = (trial: { number: number; params: { x: number } }) => {
      if (trial.number === 5) queueMicrotask(() => stop.abort(new Error("enough")));
      return square(trial);
    };
    expect(await study.optimize(objective, { trials: 40, signal: stop.signal })).toMatchObject({
      reason: "aborted",
    });
    expect(study.history.running.size).toBe(0);
    await study.optimize(square, { trials: 40 });
    expect(study.trials.map((t) => t.state)).toEqual(Array(40).fill("complete"));
  });

  test("a trial that takes longer than the one before is in the log before it ends", async () => {
    const storage = memory();
    const study = await createStudy({ name: "s", space, sampler: "random", seed: 3, storage });
    let seen: unknown = null;
    const objective = async (trial: { number: number; params: { x: number } }) => {
      if (trial.number < 20) return square(trial);
      await sleep(200);
      const other = await openStudy("s", { storage });
      seen = other.trials[trial.number]!.params;
      return square(trial);
    };
    await study.optimize(objective, { trials: 21 });
    expect(seen).toEqual(study.trials[20]!.params);
  });

  test("a point of a space that was changed meanwhile is tried again in the new one", async () => {
    const storage = memory();
    const study = await createStudy({ name: "s", space, sampler: "random", seed: 3, storage });
    const hand = await openStudy("s", { storage });
    const objective = async (trial: { number: number; params: { x: number }; attempt: number }) => {
      if (trial.number === 20 && trial.attempt === 1) await hand.changeSpace({ x: float(-0.1, 0.1) });
      return square(trial);
    };
    await study.optimize(objective, { trials: 30 });
    expect(study.trials.map((t) => t.state)).toEqual(Array(30).fill("complete"));
    const later = study.trials.slice(20).map((t) => Math.abs(t.params.x));
    expect(Math.max(...later)).toBeLessThanOrEqual(0.1);
    expect(await replay(storage, "s")).toMatchObject({ different: [] });
  });

  test("several workers share a budget exactly, and every suggestion can be made again", async () => {
    const storage = memory();
    const options = { name: "s", space, sampler: "tpe", seed: 3, storage, ifExists: "resume" } as const;
    const all = await Promise.all([0, 1, 2].map(() => createStudy(options)));
    const objective = async (trial: { params: { x: number } }) => {
      await new Promise((resolve) => setImmediate(resolve));
      return square(trial);
    };
    await Promise.all(all.map((study) => study.optimize(objective, { trials: 60 })));
    await all[0]!.refresh();
    expect(all[0]!.trials.map((t) => t.state)).toEqual(Array(60).fill("complete"));
    expect((await replay(storage, "s")).different).toEqual([]);
  });
});

test("side by side no two trials have the same point, though points of quick ones are kept back", async () => {
  const study = await createStudy({ space, sampler: "gp", seed: 3 });
  // Each second one takes its time: then the other slot opens one trial after the other beside it.
  const uneven = async (trial: { number: number; params: { x: number } }) => {
    if (trial.number % 2 === 1) await sleep(8);
    return square(trial);
  };
  await study.optimize(uneven, { trials: 30, parallel: 2 });
  expect(new Set(study.trials.map(({ params }) => params.x)).size).toBe(30);
});
