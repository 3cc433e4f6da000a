import { expect, test } from "vitest";
import { c2dtlz2, tanaka } from "../../bench/goals/bounded.ts";
import { moved } from "../../bench/goals/moved.ts";
import { wfg4, wfg9 } from "../../bench/goals/wfg.ts";
import { dtlz1, dtlz7, zdt4, zdt6 } from "../../bench/goals/zdt-dtlz.ts";
import { hypervolume } from "../../src/math/hypervolume.ts";

const near = (values: readonly number[]) => values.map((v) => expect.closeTo(v, 10));

const [first, second] = [
  [0.1, 0.2, 0.3, 0.4, 0.5, 0.6],
  [0.9, 0.05, 0.35, 0.36, 0.77, 0.2],
] as const;

// The values are those of pymoo 0.6.2 with k = 2.
test.each([
  [wfg4(6, 2), first, [1.116826036169691, 3.625865192938008]],
  [wfg4(6, 2), second, [1.8953238013999116, 2.300852650027269]],
  [wfg4(6, 3), first, [0.4867299796354951, 2.8324267672536916, 4.44685846533158]],
  [wfg4(6, 3), second, [1.6405318626025438, 2.0067564751113958, 3.326481232417493]],
  [wfg9(6, 2), first, [2.4260773967429916, 3.650571429691504]],
  [wfg9(6, 2), second, [1.2163667306659138, 4.320486440596045]],
  [wfg9(6, 3), first, [2.152703136521202, 2.236060595340176, 5.340629767627119]],
  [wfg9(6, 3), second, [0.7447810726813141, 1.4230982226891231, 6.375170421345563]],
] as const)("$0.name gives the values of pymoo", (problem, shares, losses) => {
  const params = Object.fromEntries(shares.map((share, i) => [`z${i + 1}`, share * 2 * (i + 1)]));
  expect(problem.losses(params)).toEqual(near(losses));
});

test("moved, the middle of a coordinate of distance lies elsewhere, and nothing else is changed", () => {
  const problem = dtlz1(6, 2);
  const { losses, most, reference, space } = moved(problem);
  const at = (...x: number[]) => Object.fromEntries(x.map((v, i) => [`x${i}`, v]));
  expect(losses(at(0.3, 0.37, 0.21, 0.68, 0.83, 0.61))).toEqual(
    near(problem.losses(at(0.3, 0.5, 0.5, 0.5, 0.5, 0.5))),
  );
  expect(losses(at(1, 0, 1, 0, 1, 0))).toEqual(near(problem.losses(at(1, 0, 1, 0, 1, 0))));
  expect(losses(at(0.3, 0.5, 0.5, 0.5, 0.5, 0.5))[0]).toBeGreaterThan(1);
  expect([most, reference, space]).toEqual([problem.most, problem.reference, problem.space]);
});

test.each([
  [zdt4(6), [0.1, 14.735088935932648]],
  [zdt6(6), [0.5039560461397534, 8.126302795912236]],
  [dtlz1(6, 2), [0.7999999999999974, 7.199999999999976]],
  [dtlz1(6, 3), [0.06999999999999962, 0.2799999999999985, 3.1499999999999826]],
  [dtlz7(6, 2), [0.1, 11.019098300562504]],
  [dtlz7(6, 3), [0.1, 0.2, 17.578886997303474]],
])("$0.name gives the values of pymoo", (problem, losses) => {
  const params = Object.fromEntries(first.map((v, i) => [`x${i}`, v]));
  expect(problem.losses(params)).toEqual(near(losses));
});

// pymoo counts the circle double.
test.each([
  [c2dtlz2(6), { x0: 0.1, x1: 0.2, x2: 0.3, x3: 0.4, x4: 0.5, x5: 0.6 }, [0.010816816631183238]],
  [c2dtlz2(6), { x0: 0.5, x1: 0.45, x2: 0.55, x3: 0.5, x4: 0.5, x5: 0.48 }, [-0.03997084]],
  [tanaka, { x: 0.1, y: 1.03 }, [-0.06867502311333325, -0.1181999999999999 / 2]],
  [tanaka, { x: 1.2, y: 2 }, [-4.511227238060154, 4.48 / 2]],
])("$0.name has the bounds of pymoo", (problem, params, margins) => {
  expect(problem.margins(params)).toEqual(near(margins));
});

test.each([c2dtlz2(6), tanaka])("the front of $name has the volume that it is said to have", (problem) => {
  const front = Array.from({ length: 20_001 }, (_, i) => {
    const angle = (i / 20_000) * (Math.PI / 2);
    const length = problem === tanaka ? Math.sqrt(1 + 0.1 * Math.cos(16 * angle)) : 1;
    const [x, y] = [length * Math.sin(angle), length * Math.cos(angle)];
    if (problem === tanaka) return { x, y };
    return { x0: i / 20_000, x1: 0.5, x2: 0.5, x3: 0.5, x4: 0.5, x5: 0.5 };
  });
  const kept = front.filter((params) => problem.margins(params).every((margin) => margin <= 1e-12));
  expect(hypervolume(kept.map(problem.losses), problem.reference)).toBeCloseTo(problem.most, 3);
});

// At a distance of 0 the places on the front are its goals but one, or bear their angles.
test.each([
  [zdt4(6), 0.5, 4],
  [zdt6(6), 0, 3],
  [dtlz1(6, 2), 0.5, 6],
  [dtlz7(6, 2), 0, 3],
])("the front of $0.name has the volume that it is said to have", (problem, distance, digits) => {
  const front = Array.from({ length: 20_001 }, (_, i) => {
    const params = [i / 20_000, ...Array(5).fill(distance)];
    return problem.losses(Object.fromEntries(params.map((v, j) => [`x${j}`, v])));
  });
  expect(hypervolume(front, problem.reference) / problem.most).toBeCloseTo(1, digits);
});

test("no point of the front of DTLZ7 with 3 goals is beyond the volume that it is said to have", () => {
  const problem = dtlz7(6, 3);
  const places = Array.from({ length: 61 }, (_, i) => i / 60);
  const front = places.flatMap((x0) =>
    places.map((x1) => problem.losses({ x0, x1, x2: 0, x3: 0, x4: 0, x5: 0 })),
  );
  const share = hypervolume(front, problem.reference) / problem.most;
  expect(share).toBeGreaterThan(0.98);
  expect(share).toBeLessThanOrEqual(1);
});

test("no point of the fronts of WFG is beyond the volume that they are said to have", () => {
  const problem = wfg4(6, 2);
  const front = Array.from({ length: 2001 }, (_, i) => {
    const share = i / 2000;
    const params = [share, share, 0.35, 0.35, 0.35, 0.35];
    return problem.losses(Object.fromEntries(params.map((v, j) => [`z${j + 1}`, v * 2 * (j + 1)])));
  });
  const share = hypervolume(front, problem.reference) / problem.most;
  expect(share).toBeGreaterThan(0.99);
  expect(share).toBeLessThanOrEqual(1);
});
