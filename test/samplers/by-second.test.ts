/** What gains counted by the second reach in the same time as gains counted by the trial: whole searches over several seeds. */
import { expect, test } from "vitest";
import { gp } from "../../src/samplers/gp/gp.ts";
import { float, int, type Params, type Space } from "../../src/space/index.ts";
import { drive } from "../../src/testing/index.ts";
import { branin, hartmann6 } from "../../src/testing/problems.ts";

interface Costly {
  readonly space: Space;
  readonly loss: (params: Params) => number;
  readonly least: number;
  readonly ms: (params: Params) => number;
  /** In ms. */
  readonly budget: number;
}

const unit = (space: Space, params: Params, name: string) => {
  const domain = space[name] as { low: number; high: number };
  return (Number(params[name]) - domain.low) / (domain.high - domain.low);
};
const [first, second] = [Object.keys(branin.space)[0]!, Object.keys(hartmann6.space)[0]!];

/** More epochs are better, and cost more: what is dear is needed in the end. */
const epochs: Costly = {
  space: { lr: float(1e-4, 1, { log: true }), epochs: int(1, 100, { log: true }), w: float(0, 1) },
  loss: (p) =>
    1 / (1 + Number(p.epochs) ** 0.7) +
    0.2 * (Math.log10(Number(p.lr)) + 2) ** 2 +
    0.3 * (Number(p.w) - 0.3) ** 2,
  least: 1 / (1 + 100 ** 0.7),
  ms: (p) => 100 * Number(p.epochs),
  budget: 40_000,
};

const problems: { readonly [name: string]: Costly } = {
  branin: {
    ...(branin as unknown as Costly),
    ms: (p) => 1000 * Math.exp(3 * unit(branin.space as unknown as Space, p, first)),
    budget: 20 * 6362, // 20 random trials
  },
  hartmann6: {
    ...(hartmann6 as unknown as Costly),
    ms: (p) => 1000 * Math.exp(4 * unit(hartmann6.space as unknown as Space, p, second) - 2),
    budget: 20 * 1813,
  },
  epochs,
};

/** Ends a search whose time is up: trials after that would say nothing. */
class TimeIsUp extends Error {}

/** The best of a search when its time is up, after 60 trials at most. */
function bestInTime(
  sampler: ReturnType<typeof gp>,
  { space, loss, ms, budget }: Costly,
  seed: number,
): number {
  let [left, best] = [budget, Infinity];
  const evaluate = (params: Params) => {
    left -= ms(params);
    if (left < 0) throw new TimeIsUp();
    best = Math.min(best, loss(params));
    return {
      outcome: { state: "complete" as const, values: { value: loss(params) } },
      ms: Math.round(ms(params)),
    };
  };
  try {
    drive(sampler, { space, goals: { value: "minimize" }, seed }, evaluate, { trials: 60 });
  } catch (e) {
    if (!(e instanceof TimeIsUp)) throw e;
  }
  return best;
}

/** The median regret over seeds, when the time is up. */
function regret(per: "trial" | "second", problem: Costly, seeds: number): number {
  const found = Array.from(
    { length: seeds },
    (_, i) => bestInTime(gp({ per }), problem, i + 1) - problem.least,
  );
  return found.sort((a, b) => a - b)[seeds >> 1]!;
}

test.each([
  ["branin", 2, 3],
  ["hartmann6", 2, 3],
  ["epochs", 0.8, 5], // nothing is gained, nor much lost, where the best is what costs most
] as const)("%s: %f times as near in the same time, at least, over %i seeds", (name, times, seeds) => {
  const [byTrial, bySecond] = (["trial", "second"] as const).map((per) =>
    regret(per, problems[name]!, seeds),
  );
  expect(byTrial! / bySecond!, `${byTrial} by the trial, ${bySecond} by the second`).toBeGreaterThan(times);
});
