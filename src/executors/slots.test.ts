import { describe, expect, test } from "vitest";
import { gpuPlaces, gpusHere, Places } from "./slots.ts";

describe("gpuPlaces", () => {
  test.each<[what: string, gpus: string[], perTrial: number, places: string[]]>([
    ["one a trial", ["0", "1", "2"], 1, ["0", "1", "2"]],
    ["two a trial, and one is left over", ["0", "1", "2", "3", "4"], 2, ["0,1", "2,3"]],
    ["two trials on each, spread first", ["0", "1"], 0.5, ["0", "1", "0", "1"]],
    ["three trials on one", ["GPU-a"], 1 / 3, ["GPU-a", "GPU-a", "GPU-a"]],
  ])("%s", (_, gpus, perTrial, places) => {
    expect(gpuPlaces(gpus, perTrial)).toEqual(places);
  });

  test("what cannot be is refused", () => {
    expect(() => gpuPlaces(["0"], 2)).toThrow("a trial is to have 2 GPUs, and here are 0");
    expect(() => gpuPlaces([], 0.5)).toThrow("none is here");
    expect(() => gpuPlaces(["0", "1"], 1.5)).toThrow("give a whole number, or a share below 1");
    expect(() => gpuPlaces(["0"], 0)).toThrow("cannot be");
  });
});

test("CUDA_VISIBLE_DEVICES says which there are", () => {
  expect(gpusHere({ CUDA_VISIBLE_DEVICES: "2, 3" })).toEqual(["2", "3"]);
  expect(gpusHere({ CUDA_VISIBLE_DEVICES: "-1" })).toEqual([]);
  expect(gpusHere({ CUDA_VISIBLE_DEVICES: "" })).toEqual([]);
});

test("places go to those who wait, in their order", async () => {
  const places = new Places(["a", "b"]);
  expect([await places.take(), await places.take()]).toEqual(["a", "b"]);
  const got: string[] = [];
  const waiting = ["first", "second"].map(async (who) => got.push(`${who} ${await places.take()}`));
  places.giveBack("b");
  places.giveBack("a");
  await Promise.all(waiting);
  expect(got).toEqual(["first b", "second a"]);
});
