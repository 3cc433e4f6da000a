/** The part of the storage contract that one example each can show: logs, names, ends. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Logged, StudyEvent, TrialEnqueued } from "../history/index.ts";
import type { Storage } from "../storage/index.ts";
import type { StorageUnderTest } from "./storage-under-test.ts";

const opened = (by: string): StudyEvent => ({ type: "trial.opened", by, limit: null });
const enqueued = (x: string): StudyEvent => ({ type: "trial.enqueued", params: { x }, suggest: {} });
const seqs = (log: readonly Logged[]) => log.map((l) => l.seq);
const workers = (log: readonly Logged[]) =>
  log.map((l) => (l.event.type === "trial.opened" ? l.event.by : ""));

export function logRules({ make, reopen }: StorageUnderTest): void {
  let storage: Storage;
  beforeEach(async () => {
    storage = await make();
  });
  afterEach(() => storage.close());

  test("a new storage has no studies, and a study that is not there has no events", async () => {
    expect(await storage.studies()).toEqual([]);
    expect(await storage.read("iris", 0)).toEqual([]);
  });

  test("places are 1, 2, 3 … in every study by itself", async () => {
    await storage.append("a", [opened("w1"), opened("w2")], 0);
    await storage.append("b", [opened("w3")], 0);
    await storage.append("a", [opened("w4")], 2);
    const log = await storage.read("a", 0);
    expect(seqs(log)).toEqual([1, 2, 3]);
    expect(workers(log)).toEqual(["w1", "w2", "w4"]);
    expect(seqs(await storage.read("b", 0))).toEqual([1]);
  });

  test("append answers everything after the place that the caller knows, its own events last", async () => {
    expect(workers(await storage.append("a", [opened("w1")], 0))).toEqual(["w1"]);
    expect(workers(await storage.append("a", [opened("w2"), opened("w3")], 0))).toEqual(["w1", "w2", "w3"]);
    const tail = await storage.append("a", [opened("w4")], 2);
    expect([seqs(tail), workers(tail)]).toEqual([
      [3, 4],
      ["w3", "w4"],
    ]);
  });

  test("commit, where there is one, answers as append does, and its events keep their order with those of append", async () => {
    if (!storage.commit) return;
    const first = storage.commit("a", [opened("w1")], 0);
    const second = storage.append("a", [opened("w2")], 0);
    const third = await storage.commit("a", [opened("w3"), opened("w4")], 0);
    expect(workers((await first).tail)).toEqual(["w1"]);
    expect(workers(await second)).toEqual(["w1", "w2"]);
    expect(workers(third.tail)).toEqual(["w1", "w2", "w3", "w4"]);
    await Promise.all([(await first).durable, third.durable]);
    expect(workers(await storage.read("a", 0))).toEqual(["w1", "w2", "w3", "w4"]);
    const nothing = await storage.commit("a", [], 3);
    expect(workers(nothing.tail)).toEqual(["w4"]);
    await nothing.durable;
    await expect(storage.commit("", [opened("w")], 0)).rejects.toMatchObject({ code: "name" });
    await storage.close();
    await expect(storage.commit("a", [opened("w5")], 0)).rejects.toMatchObject({ code: "storage" });
  });

  test("a caller that claims to know more than there is gets nothing", async () => {
    expect(await storage.append("a", [opened("w1")], 7)).toEqual([]);
    expect(await storage.read("a", 7)).toEqual([]);
    expect(seqs(await storage.read("a", 0))).toEqual([1]);
  });

  test("an append of no events reads, and makes no study", async () => {
    expect(await storage.append("a", [], 0)).toEqual([]);
    expect(await storage.studies()).toEqual([]);
    await storage.append("a", [opened("w1"), opened("w2")], 0);
    expect(seqs(await storage.append("a", [], 1))).toEqual([2]);
  });

  test("read begins after a place and ends at its limit, also within a batch", async () => {
    const batch = Array.from({ length: 2500 }, (_, i) => opened(`w${i + 1}`));
    await storage.append("a", batch, 0);
    expect(await storage.read("a", 0)).toHaveLength(2500);
    expect(seqs(await storage.read("a", 1, 3))).toEqual([2, 3, 4]);
    expect(workers(await storage.read("a", 2498, 3))).toEqual(["w2499", "w2500"]);
    expect(seqs(await storage.read("a", 10, 1500))).toEqual(Array.from({ length: 1500 }, (_, i) => 11 + i));
    expect(await storage.read("a", 0, 0)).toEqual([]);
    expect(await storage.read("a", 0, Number.POSITIVE_INFINITY)).toHaveLength(2500);
  });

  test("what is returned or was given is a copy", async () => {
    const params = { x: 1 };
    const event: StudyEvent = { type: "trial.enqueued", params, suggest: {} };
    const tail = await storage.append("a", [event], 0);
    params.x = 2;
    Reflect.set((tail[0]!.event as TrialEnqueued).params, "x", 3);
    const first = await storage.read("a", 0);
    Reflect.set((first[0]!.event as TrialEnqueued).params, "x", 4);
    expect((await storage.read("a", 0))[0]!.event).toEqual({ ...event, params: { x: 1 } });
  });

  test("events come back as they were, whatever text and numbers they hold", async () => {
    const hard = [
      "",
      "\0",
      "\ud800",
      "é",
      "e\u0301",
      "\u202eabc",
      "\u{1f40d}",
      "'; drop table event; --",
      '\\"\n\u2028',
    ];
    const numbers = [5e-324, Number.MAX_VALUE, -1.5, 2 ** 53, 1e21, 0.1 + 0.2];
    const memo = JSON.parse('{"__proto__": {"x": 1}, "constructor": "y", "": [null, true, {}]}');
    const asked = { type: "trial.asked", number: 0, by: "w", params: {}, seen: 0, strict: false } as const;
    const events = [...hard.map(enqueued), { ...asked, memo }, { ...asked, memo: numbers }];
    await storage.append("a", events, 0);
    const found = (await storage.read("a", 0)).map((l) => JSON.stringify(l.event));
    expect(found).toEqual(events.map((event) => JSON.stringify(event)));
  });

  test("an event of some megabytes is an event", async () => {
    const values = Array.from({ length: 300_000 }, (_, i) => Math.sin(i));
    const event: StudyEvent = { type: "trial.reported", number: 0, attempt: 1, steps: [], values };
    expect(await storage.append("a", [event, opened("w")], 1)).toHaveLength(1);
    expect((await storage.read("a", 0, 1))[0]!.event).toEqual(event);
  });

  test("times are wall clock times in ms, and never go back along a log", async () => {
    const before = Date.now();
    for (let i = 0; i < 20; i++) await storage.append("a", [opened("w1"), opened("w2")], 0);
    const times = (await storage.read("a", 0)).map((l) => l.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.abs(times[0]! - before)).toBeLessThan(3_600_000); // the storage may be another machine, with its clock
    expect(times.every(Number.isInteger)).toBe(true);
  });

  test("a log from elsewhere keeps its times, and what comes after is no earlier", async () => {
    await storage.append("a", [opened("w1"), opened("w2")], 0, [1000, 2000]);
    const later = Date.now() + 3_600_000;
    await storage.append("a", [opened("w3")], 2, [later]);
    await storage.append("a", [opened("w4")], 3);
    const times = (await storage.read("a", 0)).map((l) => l.at);
    expect(times.slice(0, 3)).toEqual([1000, 2000, later]);
    expect(times[3]).toBeGreaterThanOrEqual(later);
  });

  test("studies are sorted as JavaScript sorts text, and any text is a name", async () => {
    const names = [
      "b",
      "a",
      "A",
      " ",
      "é",
      "e\u0301",
      "\ufffd",
      "\u{1f40d}",
      "../x",
      "__proto__",
      "%27'\";--",
      "x".repeat(600),
    ];
    for (const name of names) await storage.append(name, [opened(name)], 0);
    expect(await storage.studies()).toEqual([...names].sort());
    for (const name of names) expect(workers(await storage.read(name, 0))).toEqual([name]);
  });

  test("a name that is empty, holds NUL or half a character is refused with words", async () => {
    for (const name of ["", "a\0b", "a\ud800"]) {
      const refusal = expect.objectContaining({ code: "name" });
      await expect(storage.append(name, [opened("w")], 0)).rejects.toEqual(refusal);
      await expect(storage.read(name, 0)).rejects.toEqual(refusal);
      await expect(storage.drop(name)).rejects.toEqual(refusal);
      await expect(storage.leases.renew(name, "w", 1)).rejects.toEqual(refusal);
    }
    expect(await storage.studies()).toEqual([]);
  });

  test("drop removes one study whole, and its name starts again at 1", async () => {
    await storage.append("a", [opened("w1"), opened("w2")], 0);
    await storage.append("b", [opened("w3")], 0);
    await storage.leases.renew("a", "w1", 60_000);
    await storage.drop("a");
    expect(await storage.studies()).toEqual(["b"]);
    expect(await storage.read("a", 0)).toEqual([]);
    expect(await storage.leases.expired("a", ["w1"])).toEqual(["w1"]);
    expect(workers(await storage.append("a", [opened("w4")], 0))).toEqual(["w4"]);
    expect(workers(await storage.read("b", 0))).toEqual(["w3"]);
  });

  test("dropping a study that is not there does nothing", async () => {
    await storage.drop("a");
    expect(await storage.studies()).toEqual([]);
  });

  test("close may come twice, and what comes later is refused with words", async () => {
    await storage.append("a", [opened("w")], 0);
    await storage.close();
    await storage.close();
    const refusal = expect.objectContaining({ code: "storage", message: expect.stringContaining("closed") });
    await expect(storage.append("a", [opened("w")], 0)).rejects.toEqual(refusal);
    await expect(storage.read("a", 0)).rejects.toEqual(refusal);
    await expect(storage.studies()).rejects.toEqual(refusal);
    await expect(storage.drop("a")).rejects.toEqual(refusal);
    await expect(storage.leases.renew("a", "w", 1)).rejects.toEqual(refusal);
    await expect(storage.leases.expired("a", ["w"])).rejects.toEqual(refusal);
  });

  test("appends that were called before close are kept by it", async () => {
    const appends = [storage.append("a", [opened("w1")], 0), storage.append("a", [opened("w2")], 0)];
    await storage.close();
    expect((await Promise.all(appends)).map((tail) => workers(tail).at(-1))).toEqual(["w1", "w2"]);
  });

  test.runIf(reopen)(
    "another handle on the same place sees what is there, and keeps it after close",
    async () => {
      await storage.append("a", [opened("w1")], 0);
      await storage.leases.renew("a", "w1", 60_000);
      const other = await reopen!(storage);
      expect(workers(await other.append("a", [opened("w2")], 0))).toEqual(["w1", "w2"]);
      expect(await other.leases.expired("a", ["w1", "w2"])).toEqual(["w2"]);
      await storage.close();
      expect(workers(await other.read("a", 0))).toEqual(["w1", "w2"]);
      await other.close();
    },
  );
}
