import { describe, expect, it } from "vitest";
import { ranksOf } from "./points.ts";

describe("ranks", () => {
  it("go from the least to the greatest, and equal values share the mean of their places", () => {
    expect([...ranksOf([3, 1, 2])]).toEqual([1, 0, 0.5]);
    expect([...ranksOf([5, 5, 1])]).toEqual([0.75, 0.75, 0]);
    expect([...ranksOf([7])]).toEqual([0]);
    expect([...ranksOf([])]).toEqual([]);
  });
});
