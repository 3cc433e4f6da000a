import { expect, test, vi } from "vitest";
import { storageContract } from "../testing/storage-contract.ts";
import { memory } from "./memory.ts";

let clock = 0;
storageContract({
  name: "memory",
  make: () => memory({ now: () => clock }),
  pass: (ms) => {
    clock += ms;
  },
});

test("leases run on a clock of their own when none is given", async () => {
  const storage = memory();
  await storage.leases.renew("a", "w", 5);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await storage.leases.expired("a", ["w"])).toEqual(["w"]);
});

test("times stand still while the wall clock is behind", async () => {
  const storage = memory();
  const wall = vi.spyOn(Date, "now");
  for (const now of [1000, 400, 1001]) {
    wall.mockReturnValue(now);
    await storage.append("a", [{ type: "trial.opened", by: "w", limit: null }], 0);
  }
  wall.mockRestore();
  expect((await storage.read("a", 0)).map((l) => l.at)).toEqual([1000, 1000, 1001]);
});
