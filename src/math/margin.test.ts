import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asngSample, asngStart, asngUpdate } from "./asng.ts";
import { withMargin } from "./margin.ts";
import { stream } from "./rng.ts";
import { normalCdf } from "./special.ts";

describe("the margin", () => {
  const cases = fc.record({
    mean: fc.double({ min: 0.31, max: 0.39, noNaN: true }),
    scale: fc.double({ min: 0.5, max: 2, noNaN: true }),
    sd: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    alpha: fc.double({ min: 1e-4, max: 0.1, noNaN: true }),
  });

  test("leaves a chance of at least alpha / 2 for each side of an inner cell", () => {
    fc.assert(
      fc.property(cases, ({ mean, scale, sd, alpha }) => {
        const m = withMargin({ mean, scale }, { sd, below: 0.3, above: 0.4, alpha });
        const wide = m.scale * sd;
        expect(normalCdf((0.3 - m.mean) / wide)).toBeGreaterThan((alpha / 2) * (1 - 1e-6));
        expect(normalCdf((m.mean - 0.4) / wide)).toBeGreaterThan((alpha / 2) * (1 - 1e-6));
      }),
    );
  });

  test("leaves a chance of at least alpha to leave an outer cell, and moves the mean alone", () => {
    fc.assert(
      fc.property(cases, ({ mean, scale, sd, alpha }) => {
        const m = withMargin({ mean, scale }, { sd, below: null, above: 0.4, alpha });
        expect(normalCdf((m.mean - 0.4) / (m.scale * sd))).toBeGreaterThan(alpha * (1 - 1e-6));
        expect(m.scale).toBe(scale);
      }),
    );
  });

  test("changes nothing where the chances are there already", () => {
    const m = { mean: 0.35, scale: 1 };
    expect(withMargin(m, { sd: 0.2, below: 0.3, above: 0.4, alpha: 0.05 })).toEqual(m);
    expect(withMargin(m, { sd: 0.2, below: null, above: null, alpha: 0.05 })).toEqual(m);
  });
});

describe("categories", () => {
  const weights = [0.6, 0.3, 0.1, 0, 0, 0];

  test("move to the better ones, and each keeps the chance of its margin", () => {
    const state = asngStart([2, 5, 3]);
    const rng = stream(1, "asng", 0);
    for (let g = 0; g < 200; g++) {
      const drawn = Array.from({ length: 6 }, () => asngSample(state, rng));
      const loss = (c: readonly number[]) =>
        (c[0] === 1 ? 0 : 1) + Math.abs(c[1]! - 3) + (c[2] === 0 ? 0 : 2);
      asngUpdate(
        state,
        drawn.sort((a, b) => loss(a) - loss(b)),
        weights,
      );
      for (const p of state.q) {
        const least = (1 - 0.73 ** (1 / 3)) / (p.length - 1);
        expect(p.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 12);
        for (const v of p) expect(v).toBeGreaterThan(least * (1 - 1e-9));
      }
    }
    expect(state.q.map((p) => p.indexOf(Math.max(...p)))).toEqual([1, 3, 0]);
    for (const p of state.q) expect(Math.max(...p)).toBeGreaterThan(0.8);
  });

  test("a variable with one category stays at it", () => {
    const state = asngStart([1]);
    asngUpdate(state, [[0], [0]], [1, 0]);
    expect(state.q).toEqual([[1]]);
    expect(asngSample(state, () => 0.999)).toEqual([0]);
  });
});
