/** The part of the storage contract that holds for any calls in any order: found by search, against a model. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Logged, Seq, StudyEvent } from "../history/index.ts";
import type { Json } from "../json.ts";
import { memory, type Storage } from "../storage/index.ts";
import type { StorageUnderTest } from "./storage-under-test.ts";

/** A call, as data, so that the model can get the same. */
type Call =
  | {
      readonly do: "append";
      readonly study: string;
      readonly events: readonly StudyEvent[];
      readonly after: Seq;
    }
  | { readonly do: "read"; readonly study: string; readonly after: Seq; readonly limit: number | undefined }
  | { readonly do: "drop"; readonly study: string }
  | { readonly do: "studies" };

const study = fc.constantFrom("a", "b", "é\u{1f40d}");
const after = fc.nat(12);
const memo = fc.jsonValue({ stringUnit: "binary" }).map((x) => JSON.parse(JSON.stringify(x)) as Json); // no -0
const event = memo.map((memo): StudyEvent => {
  return { type: "trial.asked", number: 0, by: "w", params: {}, memo, seen: 0, strict: false };
});
const call: fc.Arbitrary<Call> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("append"),
      study,
      events: fc.array(event, { maxLength: 4 }),
      after,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("read"),
      study,
      after,
      limit: fc.option(fc.nat(6), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("drop"), study }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("studies") }) },
);

async function answer(storage: Storage, call: Call): Promise<unknown> {
  switch (call.do) {
    case "append":
      return withoutTime(await storage.append(call.study, call.events, call.after));
    case "read":
      return withoutTime(await storage.read(call.study, call.after, call.limit));
    case "drop":
      return storage.drop(call.study);
    case "studies":
      return storage.studies();
  }
}

const withoutTime = (log: readonly Logged[]) => log.map(({ seq, event }) => ({ seq, event }));

export function storageLaws({ make, reopen }: StorageUnderTest): void {
  test("any calls, one after the other, are answered as the memory storage does", async () => {
    const sameAsModel = fc.asyncProperty(fc.array(call, { maxLength: 20 }), async (calls) => {
      const storage = await make();
      const model = memory();
      for (const call of calls) expect(await answer(storage, call)).toEqual(await answer(model, call));
      await storage.close();
    });
    await fc.assert(sameAsModel, { numRuns: 25 });
  });

  test("with many writers at once, every log is whole, in order, and every reader gets all of it", async () => {
    const sizes = fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 8 }), {
      minLength: 1,
      maxLength: 5,
    });
    const holds = fc.asyncProperty(sizes, async (writers) => {
      const storage = await make();
      const other = reopen ? await reopen(storage) : storage;
      const total = writers.flat().reduce((sum, n) => sum + n, 0);
      const work = writers.map((batches, w) => writeAll(w % 2 === 0 ? storage : other, `w${w}`, batches));
      const read = followed(other, total);
      const tails = (await Promise.all(work)).flat();
      const log = await storage.read("a", 0);

      expect(log.map((l) => l.seq)).toEqual(Array.from({ length: total }, (_, i) => i + 1));
      expect(await read).toEqual(log);
      for (const { after, tail } of tails) expect(tail).toEqual(log.slice(after, after + tail.length));
      writers.forEach((batches, w) => {
        const own = log.filter((l) => worker(l) === `w${w}`).map(batch);
        expect(own).toEqual(batches.flatMap((n, b) => Array(n).fill(b)));
      });
      expect(log.map(batchName).filter((name, i, all) => name !== all[i - 1])).toHaveLength(
        writers.flat().length,
      );
      if (other !== storage) await other.close();
      await storage.close();
    });
    await fc.assert(holds, { numRuns: 15 });
  });

  test("calls of one caller that are not waited for keep their order", async () => {
    const storage = await make();
    await Promise.all(Array.from({ length: 30 }, (_, b) => storage.append("a", [opened("w", b)], 0)));
    expect((await storage.read("a", 0)).map(batch)).toEqual(Array.from({ length: 30 }, (_, b) => b));
    await storage.close();
  });
}

/** One writer: its batches one by one, each knowing only the log up to its own last append. */
async function writeAll(storage: Storage, by: string, batches: readonly number[]) {
  const tails: { after: Seq; tail: readonly Logged[] }[] = [];
  let after = 0;
  for (const [b, size] of batches.entries()) {
    const tail = await storage.append("a", Array(size).fill(opened(by, b)), after);
    expect(tail.slice(-size).map(batchName)).toEqual(Array(size).fill(`${by}:${b}`));
    tails.push({ after, tail });
    after = tail.at(-1)!.seq;
  }
  return tails;
}

/** What a reader gets that goes on from the last place it saw, until it has `total` events. */
async function followed(storage: Storage, total: number): Promise<Logged[]> {
  const seen: Logged[] = [];
  while (seen.length < total) {
    seen.push(...(await storage.read("a", seen.at(-1)?.seq ?? 0)));
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return seen;
}

// The budget of an `opened` serves as the number of its batch.
const opened = (by: string, limit: number): StudyEvent => ({ type: "trial.opened", by, limit });
const worker = (l: Logged) => (l.event.type === "trial.opened" ? l.event.by : "");
const batch = (l: Logged) => (l.event.type === "trial.opened" ? l.event.limit : null);
const batchName = (l: Logged) => `${worker(l)}:${batch(l)}`;
