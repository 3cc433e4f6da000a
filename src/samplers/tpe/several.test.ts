import { expect, test } from "vitest";
import { goodOf, weightsOf } from "./several.ts";

test("the first fronts are good, and of the last one those that dominate most together", () => {
  const losses = [
    [1, 1],
    [2, 2],
    [3, 3],
    [1.5, 1.5],
  ];
  expect(goodOf(losses, 2)).toEqual([0, 3]);
  const front = [
    [0, 10],
    [1, 9],
    [5, 5],
    [9, 1],
    [10, 0],
  ];
  expect(goodOf(front, 1)).toEqual([2]);
  expect(goodOf(front, 3).sort()).toEqual([1, 2, 3]);
  expect(goodOf(front, 9)).toEqual([0, 1, 2, 3, 4]);
});

test("the units of the goals do not matter, nor do huge losses and equal ones", () => {
  const front = [
    [0, 10],
    [1, 9],
    [5, 5],
    [9, 1],
    [10, 0],
  ];
  const scaled = front.map(([a, b]) => [a! * 1e300, b! * 1e-300]);
  expect(goodOf(scaled, 3)).toEqual(goodOf(front, 3));
  expect(goodOf(Array(6).fill([2, 2]), 2).length).toBe(2);
  expect(
    goodOf(
      [
        [1, 2, 3, 4, 5],
        [5, 4, 3, 2, 1],
        [2, 2, 2, 2, 2],
      ],
      2,
    ).length,
  ).toBe(2); // too many goals for volumes
});

test("good points weigh by what each dominates alone, whatever the units", () => {
  const front = [
    [0, 10],
    [4, 4],
    [5, 3.9],
    [10, 0],
    [11, 11],
  ];
  const weights = weightsOf(front);
  expect(Math.max(...weights)).toBe(1);
  expect(weights[1]).toBeGreaterThan(weights[2]!); // beside its neighbour the third adds a sliver
  expect(weights[4]).toBe(0.05); // dominated
  expect([...weightsOf(front.map(([a, b]) => [a! * 1e300, b! * 1e-300]))]).toEqual(
    [...weights].map((w) => expect.closeTo(w, 12)),
  );
});

test("where there are no volumes all good points weigh the same", () => {
  expect([...weightsOf([null, null])]).toEqual([1, 1]);
  expect([...weightsOf([[1, 2], null])]).toEqual([1, 1]);
  expect([...weightsOf(Array(3).fill([2, 2]))]).toEqual([1, 1, 1]);
  expect([...weightsOf([[1, 2, 3, 4, 5]])]).toEqual([1]);
  expect([...weightsOf([])]).toEqual([]);
});
