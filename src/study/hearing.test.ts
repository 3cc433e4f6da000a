import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { TunesmithError } from "../error.ts";
import { float } from "../space/index.ts";
import { memory, type Storage } from "../storage/index.ts";
import { createStudy, openStudy } from "./create.ts";

const space = { x: float(-1, 1) };

afterEach(() => void vi.restoreAllMocks());

/** A storage whose disk is as slow as it is told to be. */
function onDisk(reach: () => Promise<void>): Storage {
  const storage = memory();
  return {
    ...storage,
    async commit(study, events, after) {
      const tail = await storage.append(study, events, after);
      return { tail, durable: reach() };
    },
  };
}

/** A study on it, and what happens in a search of four trials, in order. */
async function search(reach: () => Promise<void>) {
  const happened: string[] = [];
  const study = await createStudy({ name: "s", space, sampler: "random", seed: 3, storage: onDisk(reach) });
  const run = study.optimize(
    ({ number }) => {
      happened.push(`run ${number}`);
      return number;
    },
    { trials: 4, openAhead: true, onTrial: ({ number }) => void happened.push(`hear ${number}`) },
  );
  return { study, run, happened };
}

test("a trial runs while the result before it goes to the disk, which is heard of only then", async () => {
  let results = -1;
  const { run, happened } = await search(async () => {
    const result = ++results;
    while (result < 3 && !happened.includes(`run ${result + 1}`)) await sleep(1);
    happened.push(`disk ${result}`);
  });
  await run;
  const place = (what: string) => happened.indexOf(what);
  for (let i = 0; i < 4; i++) expect(place(`disk ${i}`)).toBeLessThan(place(`hear ${i}`));
  // Only one result is waited for.
  for (let i = 0; i < 2; i++) expect(place(`hear ${i}`)).toBeLessThan(place(`run ${i + 2}`));
});

test("a trial costs one append also where the disk takes much longer than the trial", async () => {
  // By a clock that stands: each objective is quick. The disk takes longer than a point is kept back.
  vi.spyOn(performance, "now").mockReturnValue(1000);
  const storage = onDisk(() => sleep(30));
  const append = vi.fn(storage.append);
  const commit = vi.fn(storage.commit!);
  const study = await createStudy({
    name: "s",
    space,
    sampler: "random",
    seed: 3,
    storage: { ...storage, append, commit },
  });
  await study.optimize(({ number }) => number, { trials: 8, openAhead: true, onTrial: () => {} });
  expect(commit).toHaveBeenCalledTimes(8);
  expect(append).toHaveBeenCalledTimes(3); // the study, its worker and the first trial
});

test("a search ends when the disk has all its results, and with an error when it will not have one", async () => {
  let left = 2;
  const { study, run, happened } = await search(async () => {
    if (left-- === 0) throw new TunesmithError("storage", "the disk is full");
  });
  await expect(run).rejects.toMatchObject({ code: "storage", message: "the disk is full" });
  expect(happened).toContain("hear 1");
  expect(happened).not.toContain("hear 2");
  expect(study.history.running.size).toBe(0);

  const disks: string[] = [];
  const storage = onDisk(async () => {
    await sleep(20);
    disks.push("disk");
  });
  const quiet = await createStudy({ name: "s", space, sampler: "random", seed: 3, storage });
  await quiet.optimize(({ number }) => number, { trials: 4 });
  expect(disks).toHaveLength(4);
  expect((await openStudy("s", { storage })).trials.map(({ state }) => state)).toEqual(
    Array(4).fill("complete"),
  );
});

test("told by hand, a result is on the disk when the call returns", async () => {
  const study = await createStudy({
    space,
    sampler: "random",
    storage: onDisk(() => new Promise(() => {})),
    name: "s",
  });
  const trial = await study.ask();
  expect(await study.tell(trial.number, 1)).toMatchObject({ state: "complete", value: 1 });
});
