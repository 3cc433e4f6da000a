import { expect, test } from "vitest";
import type { StudyEvent } from "../history/index.ts";
import { stream } from "../math/rng.ts";
import { float, int, type Params, type Space } from "../space/index.ts";
import { drive, type Evaluated, goldenLine, samplerContract } from "../testing/index.ts";
import { auto } from "./auto.ts";

samplerContract(auto, { runs: 8 });
samplerContract(auto, { options: { overhead: 0.1 }, runs: 4 });

test("its first answers stay what they are", () => {
  expect(goldenLine(auto())).toMatchInlineSnapshot(`
    [
      "0.0010000000000000002 126 0.25 tanh",
      "0.003924701403957399 154 0.451436958508566 relu",
      "0.00003704769226876106 20 0.03248387901112437 tanh",
      "0.0004961554413867265 553 0.3645856730872765 relu",
      "0.05455212029087764 59 0.2411062273895368 gelu",
      "0.0003184215427407173 216 0 tanh",
      "0.00020045428441059377 16 0.29286391936976924 tanh",
      "0.00001 184 0.2694179103992022 tanh",
    ]
  `);
});

const goals = { value: "minimize" } as const;
const space: Space = { x: float(0, 1), y: float(0, 1) };

/** How often each algorithm was asked. */
function asked(
  loss: (params: Params) => Evaluated,
  trials: number,
  { before = [], overhead = 0 }: { before?: readonly StudyEvent[]; overhead?: number } = {},
): Record<string, number> {
  const { suggestions } = drive(auto({ overhead }), { space, goals, seed: 1 }, loss, { trials, before });
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

test("on a smooth loss gp is asked, from 60 trials on by turns with its box around the best trial; where trials share their losses forest takes turns, and later steps from the best", () => {
  expect(asked(({ x, y }) => Number(x) ** 2 + 0.7 * Number(y), 90)).toEqual({ gp: 75, "trust-region": 15 });
  const counts = asked(({ x, y }) => Math.floor(4 * Number(x)) + Math.floor(4 * Number(y)), 90);
  // every second of the trials from number 15 on; and 82, 86
  expect(counts).toEqual({ gp: 50, forest: 38, nearby: 2 });
});

test("cmaes begins where others than the box have been, unless it must know each point", () => {
  const loss = ({ x, y }: Params) => Number(x) ** 2 + 0.7 * Number(y);
  const sourcesIn = (of: Space) => {
    const { state, suggestions } = drive(auto(), { space: of, goals, seed: 1 }, loss, { trials: 80 });
    const { sources } = (state as { inner: { cmaes: { sources: unknown[] } } }).inner.cmaes;
    return [sources.length, suggestions.filter(({ memo }) => memo.algorithm === "trust-region").length];
  };
  expect(sourcesIn(space)).toEqual([70, 10]);
  expect(sourcesIn({ x: int(0, 1000), y: int(0, 1000) })).toEqual([80, 10]);
});

test("with a bound, and by the second, there is no box around the best trial", () => {
  const loss = ({ x, y }: Params) => (Number(x) - 0.31) ** 2 + (Number(y) - 0.42) ** 2;
  const both = (params: Params) => ({
    outcome: { state: "complete" as const, values: { value: loss(params), size: Number(params.y) } },
  });
  const bounded = { value: "minimize", size: { atMost: 0.9 } } as const;
  const whoIn = ({ suggestions }: { suggestions: readonly { memo: object }[] }) =>
    new Set(suggestions.map(({ memo }) => (memo as { algorithm: string }).algorithm));
  // Each without ties, which would keep the box away, too.
  expect(whoIn(drive(auto(), { space, goals, seed: 1 }, loss, { trials: 66 }))).toEqual(
    new Set(["gp", "trust-region"]),
  );
  expect(whoIn(drive(auto(), { space, goals: bounded, seed: 1 }, both, { trials: 66 }))).toEqual(
    new Set(["gp"]),
  );
  const bySecond = drive(auto({ per: "second" }), { space, goals, seed: 1 }, loss, { trials: 66 });
  expect(whoIn(bySecond)).toEqual(new Set(["gp"]));
});

test("from 250 trials on every second ask goes to what costs little", () => {
  const loss = ({ x, y }: Params) => (Number(x) - 0.3) ** 2 + (Number(y) - 0.6) ** 2;
  expect(asked(loss, 262, { before: enqueued(250) })).toEqual({ gp: 3, "trust-region": 3, cmaes: 5, tpe: 1 });
});

/** A smooth loss of a trial that takes so many ms. */
const lasting =
  (ms: number) =>
  ({ x, y }: Params) => ({
    outcome: { state: "complete" as const, values: { value: (Number(x) - 0.3) ** 2 + Number(y) } },
    ms,
  });

test("where an ask of the model would cost more than its share, those that cost little are asked", () => {
  // In 2 dimensions an ask of gp takes 5 ms from 44 trials on, by the formula.
  expect(asked(lasting(0), 60, { overhead: 0.1 })).toEqual({ gp: 44, tpe: 8, cmaes: 8 });
  expect(asked(lasting(40), 60, { overhead: 0.1 })).toEqual({ gp: 44, tpe: 8, cmaes: 8 });
  expect(asked(lasting(100), 60, { overhead: 0.1 })).toEqual({ gp: 60 });
  expect(asked(lasting(40), 60, { overhead: 0.5 })).toEqual({ gp: 60 });
  expect(asked(lasting(0), 60)).toEqual({ gp: 60 });
});

test("says what an ask would have cost, and beside what", () => {
  const { suggestions } = drive(auto({ overhead: 0.1 }), { space, goals, seed: 1 }, lasting(40), {
    trials: 60,
  });
  expect(suggestions.at(-1)!.memo.why).toMatch(
    /^tpe, since an ask of gp takes about 6 ms, more than 5 and than 10 % of the 42 that a trial takes: /,
  );
});

test("several goals are then left to a population", () => {
  const two = { a: "minimize", b: "minimize" } as const;
  const both = ({ x }: Params) => ({
    outcome: { state: "complete" as const, values: { a: Number(x), b: 1 - Number(x) } },
  });
  const { suggestions } = drive(auto({ overhead: 0.1 }), { space, goals: two, seed: 1 }, both, {
    trials: 12,
  });
  expect(suggestions.map(({ memo }) => memo.algorithm)).toEqual([
    ...Array.from({ length: 5 }, () => "gp"),
    ...Array.from({ length: 7 }, () => "nsga2"),
  ]);
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

test("of several goals whose models foretell nothing, two of three asks go elsewhere from 60 trials on", () => {
  const two = { a: "minimize", b: "minimize" } as const;
  const chance = (params: Params, goal: number) => stream(goal, JSON.stringify(params), 0)();
  const asked = (values: (params: Params) => { a: number; b: number }) =>
    drive(
      auto(),
      { space, goals: two, seed: 1 },
      (params) => ({ outcome: { state: "complete", values: values(params) } }),
      { trials: 66, before: enqueued(30) },
    ).suggestions;
  const astray = asked((params) => ({ a: chance(params, 1), b: chance(params, 2) }));
  expect(astray.slice(30).map(({ memo }) => memo.algorithm)).toEqual([
    "tpe",
    "nsga2",
    "gp",
    "tpe",
    "nsga2",
    "gp",
  ]);
  expect(astray.at(-3)!.memo.why).toMatch(
    /^tpe, since 2 goals are optimised, and what models foretold lately was off by \d\.\d\d standard deviations: /,
  );
  const led = asked(({ x, y }) => ({ a: Number(x) ** 2 + Number(y), b: (1 - Number(x)) ** 2 + Number(y) }));
  expect(led.every(({ memo }) => memo.algorithm === "gp")).toBe(true);
});
