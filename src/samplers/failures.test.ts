/** What samplers make of failures: those that come of the point teach, those of the machine do not. */
import { expect, test } from "vitest";
import { type FailureKind, isNoFaultOfPoint, type Trial } from "../history/index.ts";
import { float, int, type Params } from "../space/index.ts";
import { drive } from "../testing/index.ts";
import { auto } from "./auto.ts";
import { gp } from "./gp/gp.ts";
import { grid } from "./grid.ts";
import { tpe } from "./tpe/tpe.ts";

const space = { batch: float(0, 1), lr: float(0, 1) };
const goals = { loss: "minimize" } as const;
const [trials, seeds] = [40, [1, 2, 3]];

/** The larger the batch, the better; but from .6 on memory is short, or the machine breaks. */
const trial = (kind: FailureKind) => (params: Params) => {
  const { batch, lr } = params as { batch: number; lr: number };
  if (batch > 0.6) return { outcome: { state: "failed", why: "failed", kind } } as const;
  return (lr - 0.3) ** 2 - batch;
};

/** How many of the later half of the trials went where trials fail, over some seeds. */
function failing(sampler: ReturnType<typeof gp>, kind: FailureKind): number {
  const counts = seeds.map((seed) => {
    const { suggestions } = drive(sampler, { space, goals, seed }, trial(kind), { trials });
    return suggestions.slice(trials / 2).filter(({ params }) => Number(params.batch) > 0.6).length;
  });
  return counts.reduce((a, b) => a + b) / (seeds.length * (trials / 2));
}

// Of points drawn at random four in ten fail.
test.each([
  ["gp", gp(), 0.3],
  ["tpe", tpe(), 0.39],
  ["auto", auto(), 0.3],
] as const)(
  "%s keeps away from where memory is short, and not from where machines broke",
  (_, sampler, most) => {
    expect(failing(sampler, "memory")).toBeLessThan(most);
    expect(failing(sampler, "infrastructure")).toBeGreaterThan(0.9);
  },
);

test("of the kinds of failures only the machine's own say nothing of a point", () => {
  const kinds: FailureKind[] = [
    ...(["exit", "signal", "memory", "timeout", "diverged"] as const),
    ...(["arguments", "metric", "infrastructure", "preempted"] as const),
  ];
  const isMute = (failure: FailureKind | null) => isNoFaultOfPoint({ failure } as Trial);
  expect(kinds.filter(isMute)).toEqual(["infrastructure", "preempted"]);
  expect(isMute(null)).toBe(false);
});

test("a grid comes to its end though machines break", () => {
  const problem = { space: { n: int(1, 5) }, goals, seed: 1 };
  const broken = { outcome: { state: "failed", why: "no disk", kind: "infrastructure" } } as const;
  const { suggestions } = drive(grid(), problem, () => broken, { trials: 100 });
  expect(suggestions).toHaveLength(5);
});
