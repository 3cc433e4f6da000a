import { expect, test } from "vitest";
import type { StudyEvent } from "../history/index.ts";
import { stream } from "../math/rng.ts";
import { float, type Params, type Space } from "../space/index.ts";
import { drive, goldenLine, samplerContract } from "../testing/index.ts";
import { auto } from "./auto.ts";

samplerContract(auto, { runs: 8 });

test("its first answers stay what they are", () => {
  expect(goldenLine(auto())).toMatchInlineSnapshot(`
    [
      "0.0010000000000000002 126 0.25 tanh",
      "0.003924701403957399 154 0.451436958508566 relu",
      "0.00003704769226876106 20 0.03248387901112437 tanh",
      "0.0004961554413867265 553 0.3645856730872765 relu",
      "0.05455212029087764 59 0.2411062273895368 gelu",
      "0.000021028945159848833 191 0.15625547963558942 tanh",
      "0.017413573272094487 203 0 tanh",
      "0.0001015815546060548 28 0.2701172866071371 tanh",
    ]
  `);
});

const goals = { value: "minimize" } as const;
const space: Space = { x: float(0, 1), y: float(0, 1) };

/** How often each algorithm was asked. */
function asked(
  loss: (params: Params) => number,
  trials: number,
  before: readonly StudyEvent[] = [],
): Record<string, number> {
  const { suggestions } = drive(auto(), { space, goals, seed: 1 }, loss, { trials, before });
  const counts: Record<string, number> = {};
  for (const { memo } of suggestions) {
    const name = memo.algorithm as string;
    counts[name] = (counts[name] ?? 0) + 1;
    expect(memo.why).toContain(`${name}, since `);
  }
  return counts;
}

/** So many points of a user, all over the space. */
function enqueued(count: number): StudyEvent[] {
  const rng = stream(1, "enqueued", 0);
  const point = () => ({ x: rng(), y: rng() });
  return Array.from({ length: count }, () => ({ type: "trial.enqueued", params: point(), suggest: {} }));
}

test("on a smooth loss gp is asked alone; where trials share their losses forest takes turns", () => {
  expect(asked(({ x, y }) => Number(x) ** 2 + Number(y), 40)).toEqual({ gp: 40 });
  const { forest } = asked(({ x, y }) => Math.floor(4 * Number(x)) + Math.floor(4 * Number(y)), 40);
  expect(forest).toBe(13); // every second of the trials from number 15 on
});

test("from 250 trials on every second ask goes to what costs little", () => {
  const loss = ({ x, y }: Params) => (Number(x) - 0.3) ** 2 + (Number(y) - 0.6) ** 2;
  expect(asked(loss, 262, enqueued(250))).toEqual({ gp: 6, tpe: 3, cmaes: 3 });
});

test("of several goals the front is searched by a model", () => {
  const two = { a: "minimize", b: "minimize" } as const;
  const { suggestions } = drive(
    auto(),
    { space, goals: two, seed: 1 },
    ({ x }) => ({ outcome: { state: "complete", values: { a: Number(x), b: 1 - Number(x) } } }),
    { trials: 10 },
  );
  expect(suggestions.every(({ memo }) => memo.algorithm === "gp")).toBe(true);
  expect(suggestions.at(-1)!.memo.why).toContain("gp, since 2 goals are optimised: ");
});
