/** The part of the storage contract about leases. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Leases, Storage } from "../storage/index.ts";
import type { StorageUnderTest } from "./storage-under-test.ts";

/** Long enough that no busy machine outlasts it between two lines of a test. */
const ttlMs = 2000;

export function leaseRules({ make, pass = sleep }: StorageUnderTest): void {
  let storage: Storage;
  let leases: Leases;
  beforeEach(async () => {
    storage = await make();
    leases = storage.leases;
  });
  afterEach(() => storage.close());

  test("a worker without a lease counts as expired, also in a study that is not there", async () => {
    expect(await leases.expired("a", ["w1", "w2"])).toEqual(["w1", "w2"]);
    expect(await leases.expired("a", [])).toEqual([]);
  });

  test("a lease is live until its time is up", async () => {
    await leases.renew("a", "w1", ttlMs);
    expect(await leases.expired("a", ["w1"])).toEqual([]);
    await pass(ttlMs);
    expect(await leases.expired("a", ["w1"])).toEqual(["w1"]);
  });

  test("renewing counts from now on, and takes a lease again that was over", async () => {
    await leases.renew("a", "w1", ttlMs / 2);
    await leases.renew("a", "w1", 2 * ttlMs);
    await leases.renew("a", "w2", 1);
    await pass(ttlMs);
    expect(await leases.expired("a", ["w1", "w2"])).toEqual(["w2"]);
    await leases.renew("a", "w2", ttlMs);
    expect(await leases.expired("a", ["w1", "w2"])).toEqual([]);
  });

  test("renewing for a shorter time shortens the lease", async () => {
    await leases.renew("a", "w1", 100 * ttlMs);
    await leases.renew("a", "w1", 1);
    await pass(2);
    expect(await leases.expired("a", ["w1"])).toEqual(["w1"]);
  });

  test("a lease that was given up is over at once, and giving up what is not there does nothing", async () => {
    await leases.renew("a", "w1", ttlMs);
    await leases.renew("a", "w2", ttlMs);
    await leases.release("a", "w1");
    await leases.release("a", "nobody");
    expect(await leases.expired("a", ["w2", "w1", "nobody"])).toEqual(["w1", "nobody"]);
  });

  test("a lease is of one worker in one study", async () => {
    await leases.renew("a", "w1", ttlMs);
    expect(await leases.expired("b", ["w1"])).toEqual(["w1"]);
    expect(await leases.expired("a", ["w10", "w"])).toEqual(["w10", "w"]);
    await storage.drop("b");
    expect(await leases.expired("a", ["w1"])).toEqual([]);
  });

  test("leases make no study and no events", async () => {
    await leases.renew("a", "w1", ttlMs);
    expect(await storage.studies()).toEqual([]);
    expect(await storage.read("a", 0)).toEqual([]);
  });
}
