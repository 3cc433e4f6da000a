/** What a worker suggests and judges is the same whether older trials are objects or on a shelf. */
import { expect, test } from "vitest";
import { apply, emptyHistory } from "../history/index.ts";
import { Tidy } from "../history/tidy.ts";
import { prunerKinds } from "../pruners/index.ts";
import { samplerKinds } from "../samplers/index.ts";
import { branch, categorical, float, int, type ParamsOf } from "../space/index.ts";
import { memory } from "../storage/index.ts";
import { createStudy } from "./create.ts";
import { Suggesters } from "./suggesters.ts";

const space = {
  x: float(-1, 1),
  n: int(1, 64, { log: true }),
  c: categorical(["a", "b", null]),
  m: branch({ one: { k: float(0, 1) }, two: {} }),
};

/** A study with reports, failures, and trials that were pruned, as its log. */
async function logOf(sampler: string) {
  const storage = memory();
  const study = await createStudy({ name: "s", space, sampler, pruner: "median", seed: 3, storage });
  const objective = async (trial: {
    params: ParamsOf<typeof space>;
    number: number;
    report(step: number, value: number): Promise<string>;
  }) => {
    const { x, n, c, m } = trial.params;
    const value = x * x + Math.log(n) + (c === "a" ? 1 : 0) + (m.is === "one" ? m.k : 0.5);
    for (let step = 0; step < 4; step++) {
      if ((await trial.report(step, value + 4 - step)) === "prune") return 0;
    }
    if (trial.number % 7 === 6) throw new Error("no");
    return value;
  };
  await study.optimize(objective, { trials: 24 });
  return storage.read("s", 0);
}

test.each(samplerKinds().map(({ kind }) => kind))("%s suggests the same", async (sampler) => {
  const log = await logOf(sampler);
  const history = emptyHistory();
  const [tidy, suggesters] = [new Tidy(0), new Suggesters([])];
  let compared = 0;
  for (const logged of log) {
    apply(history, logged);
    tidy.tidy(history);
    for (const { event } of log) {
      if (event.type !== "trial.asked" || event.seen !== logged.seq) continue;
      const { params, memo } = suggesters.of(history, event.by).point(history, event.number);
      expect(JSON.parse(JSON.stringify({ params, memo }))).toEqual({
        params: event.params,
        memo: event.memo,
      });
      compared += 1;
    }
  }
  expect(compared).toBe(24);
  expect(Object.keys(history.trials[0]!)).toEqual(["number"]); // it is on the shelf
});

test("every pruner judges the same", async () => {
  const log = await logOf("random");
  const [whole, over] = [emptyHistory(), emptyHistory()];
  const tidy = new Tidy(0);
  const pruners = prunerKinds().map((kind) => kind());
  let stops = 0;
  for (const logged of log) {
    apply(whole, logged);
    apply(over, logged);
    tidy.tidy(over);
    const { event } = logged;
    if (event.type !== "trial.reported") continue;
    for (const pruner of pruners) {
      const verdict = pruner.judge(whole.trials[event.number]!, whole);
      expect(pruner.judge(over.trials[event.number]!, over)).toEqual(verdict);
      if (verdict.kind === "stop") stops += 1;
    }
  }
  expect(stops).toBeGreaterThan(10);
});
