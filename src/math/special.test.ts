import fc from "fast-check";
import { expect, test } from "vitest";
import { erfcx, log1mexp, logH, logHSlope, logNormalCdf, normalCdf, normalQuantile } from "./special.ts";

// Reference values: scipy 1.17.1 and mpmath.
const close = (found: number, wanted: number, digits = 1e-12) =>
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(digits * Math.abs(wanted));

test.each([
  [-1, 5.008980080762283],
  [0.1, 0.8964569799691267],
  [0.5, 0.6156903441929259],
  [1, 0.427583576155807],
  [3, 0.17900115118138996],
  [10, 0.05614099274382259],
  [50, 0.011281536265323773],
  [1000, 0.0005641893014533876],
])("erfcx(%d)", (x, y) => close(erfcx(x), y));

test.each([
  [8, -6.220960574271786e-16],
  [1, -0.1727537790234499],
  [-1, -1.8410216450092636],
  [-1.5, -2.7059444008238898],
  [-5, -15.064998393988727],
  [-10, -53.23128515051247],
  [-38, -726.5572160188201],
  [-100, -5005.524208694205],
  [-1000, -500007.8266948122],
])("ln Phi(%d)", (x, y) => close(logNormalCdf(x), y, 1e-11));

test.each([
  [5, 1.609437923126431],
  [1, 0.08002621884930694],
  [0, -0.9189385332046727],
  [-0.5, -1.62051626438732],
  [-1, -2.485121025712641],
  [-2, -4.768783523917114],
  [-5, -16.74430116266099],
  [-10, -55.55312203612236],
  [-20, -206.9178385094251],
  [-37.5, -711.2947484475127],
  [-1000, -500014.73445209116],
  [-1e5, -5000000023.94479],
])("ln h(%d)", (z, y) => close(logH(z), y, 1e-11));

test.each([
  [0, 1.2533141373155],
  [-1, 1.904271233329692],
  [-10, 10.19438303341255],
  [-30, 30.06644615416242],
])("the slope of ln h at %d", (z, y) => close(logHSlope(z), y, 1e-10));

test.each([
  [-1e-10, -23.02585092999046],
  [-0.5, -0.9327521295671886],
  [-0.7, -0.6863410028083851],
  [-2, -0.14541345786885906],
  [-50, -1.9287498479639178e-22],
])("ln(1 - exp(%d))", (x, y) => close(log1mexp(x), y, 1e-11));

test.each([
  [1e-300, -37.0470962993612],
  [1e-10, -6.361340902404056],
  [0.025, -1.9599639845400545],
  [0.3, -0.5244005127080409],
  [0.975, 1.9599639845400545],
])("the quantile of %d", (p, x) => close(normalQuantile(p), x, 1e-12));

test("the quantile ends at infinity, and is NaN outside", () => {
  expect([0, 0.5, 1].map(normalQuantile)).toEqual([-Infinity, expect.closeTo(0, 12), Infinity]);
  expect([-0.1, 1.1, Number.NaN].map(normalQuantile)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

test("the quantile undoes the distribution function", () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: 6, noNaN: true }), (x) => {
      expect(normalQuantile(normalCdf(x))).toBeCloseTo(x, 5);
    }),
  );
});

test("ln h is increasing and finite", () => {
  fc.assert(
    fc.property(fc.double({ min: -1e7, max: 1e3, noNaN: true }), (z) => {
      expect(logH(z)).toBeLessThanOrEqual(logH(z + 1e-3 * Math.max(1, Math.abs(z))));
      expect(Number.isFinite(logH(z))).toBe(true);
    }),
  );
});
