import { describe, expect, it } from "vitest";
import type { Goals } from "../../history/index.ts";
import { normal, stream } from "../../math/rng.ts";
import { decode, dimsOf, float, int, type Params, type Space } from "../../space/index.ts";
import { TestLog } from "../../testing/test-log.ts";
import { healthOf } from "./health.ts";

/** A study at random points; `end` gives the result of each, or ends the trial itself. */
function studied(
  n: number,
  space: Space,
  end: (params: Params, i: number, log: TestLog, number: number) => number | undefined,
  goals: Goals = { loss: "minimize" },
) {
  const log = new TestLog({ space, goals, seed: 1 });
  const rng = stream(1, "health", 0);
  for (let i = 0; i < n; i++) {
    const p = decode(space, Float64Array.from(dimsOf(space), rng));
    const number = log.open(p);
    const value = end(p, i, log, number);
    if (value !== undefined) log.finish(number, value);
  }
  return log.history;
}

const x = { x: float(0, 1) };
const square = (p: Params, at = 0.5) => ((p.x as number) - at) ** 2;
const kindsOf = (history: ReturnType<typeof studied>) => healthOf(history).map((f) => f.kind);

describe("a study that is well", () => {
  it("has nothing to tell", () => {
    expect(healthOf(studied(30, x, (p) => square(p)))).toEqual([]);
    expect(healthOf(studied(0, x, () => 0))).toEqual([]);
  });
});

describe("health checks find", () => {
  it("an optimum at the edge of its range, and name the end", () => {
    const found = healthOf(studied(60, x, (p) => square(p, 1.3)))[0];
    expect(found).toMatchObject({ kind: "edge", level: "warning", param: "x" });
    expect(found!.what).toContain("at the high end of float(0, 1)");
  });

  it("a parameter without effect, and not the one with", () => {
    const found = healthOf(studied(60, { ...x, idle: float(0, 1) }, (p) => square(p)));
    expect(found.flatMap((f) => (f.kind === "no-effect" ? f.param : []))).toEqual(["idle"]);
  });

  it("results that are mostly luck", () => {
    const rng = stream(2, "noise", 0);
    expect(kindsOf(studied(60, x, (p) => 0.1 * square(p) + normal(rng)))).toContain("noise");
  });

  it("failures, with the most frequent reason", () => {
    const history = studied(20, x, (p, i, log, number) => {
      if (i % 2) return square(p);
      log.finish(number, { state: "failed", why: i % 4 ? "CUDA out of memory\nat line 3" : `odd ${i}` });
      return undefined;
    });
    const [found] = healthOf(history);
    expect(found).toMatchObject({ kind: "failures", level: "warning" });
    expect(found!.what).toBe('10 of 20 trials failed (50 %), 5 of them with "CUDA out of memory".');
  });

  it("a sampler that fell back", () => {
    const log = new TestLog({ space: x, goals: { loss: "minimize" }, seed: 1 });
    for (let i = 0; i < 20; i++) {
      const number = log.open();
      log.ask(number, { x: ((i * 7) % 20) / 20 }, { why: "…", phase: i % 3 ? "model" : "fallback" });
      log.finish(number, ((i * 7) % 20) / 20);
    }
    expect(healthOf(log.history).find((f) => f.kind === "fallback")!.what).toContain(
      "in 7 of 20 suggestions (35 %)",
    );
  });

  it("a pruner that judges where nothing is to be seen, and not one that judges well", () => {
    const pruned = (isTelling: boolean) => {
      const rng = stream(3, "pruner", 0);
      return studied(60, x, (p, i, log, number) => {
        const early = isTelling ? square(p) : rng();
        log.report(number, [early, square(p)]);
        if (i % 3) return square(p);
        return undefined;
      });
    };
    const withPruned = (isTelling: boolean) => {
      const rng = stream(3, "pruner", 0);
      return studied(60, x, (p, i, log, number) => {
        const early = isTelling ? square(p) : rng();
        log.report(number, i % 3 ? [early, square(p)] : [early]);
        if (i % 3) return square(p);
        log.finish(number, { state: "pruned", why: "behind" });
        return undefined;
      });
    };
    expect(kindsOf(withPruned(false))).toContain("pruner");
    expect(kindsOf(withPruned(true))).not.toContain("pruner");
    expect(kindsOf(pruned(false))).not.toContain("pruner");
  });

  it("bounds that hardly anything keeps", () => {
    const log = new TestLog({ space: x, goals: { loss: "minimize", size: { atMost: 0.1 } }, seed: 1 });
    for (let i = 0; i < 20; i++) {
      const number = log.open({ x: i / 20 });
      log.finish(number, { state: "complete", values: { loss: i, size: i / 20 } });
    }
    expect(healthOf(log.history).find((f) => f.kind === "infeasible")!.what).toBe(
      "17 of 20 trials break a bound.",
    );
  });

  it("points that repeat, results that never change, and too few trials", () => {
    expect(kindsOf(studied(30, { k: int(1, 3) }, (p) => p.k as number))).toContain("repeats");
    expect(kindsOf(studied(12, x, () => 3))).toContain("flat");
    expect(kindsOf(studied(4, x, (p) => square(p)))).toEqual(["few"]);
  });

  it("a study that stands still", () => {
    const history = studied(80, x, (p, i) => (i === 2 ? -1 : square(p)));
    expect(kindsOf(history)).toContain("stalled");
  });
});
