import fc from "fast-check";
import { expect, test } from "vitest";
import { Cloud } from "./cloud.ts";
import { distance, distanceSlope, type Kind } from "./kernel.ts";

/** Five plain numbers: four that are taken at a time, and one more. */
const kinds: readonly Kind[] = ["number", "arc", "label", "number", "number", "number", "number"];
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const point = fc
  .tuple(
    unit,
    fc.oneof(unit, fc.constant(Number.NaN)),
    fc.constantFrom(0.25, 0.75, Number.NaN),
    unit,
    unit,
    unit,
    unit,
  )
  .map((x) => Float64Array.from(x));
const clouds = fc.record({ X: fc.array(point, { minLength: 1, maxLength: 9 }), x: point });
const w = Float64Array.of(0.5, 2, 3, 1, 4, 0.25, 0.75);

test("distances to a point are the weighted sums of the kernel's", () => {
  fc.assert(
    fc.property(clouds, ({ X, x }) => {
      const out = new Float64Array(X.length);
      new Cloud(X, kinds).r2To(x, w, out);
      X.forEach((row, i) => {
        const sum = kinds.reduce((r2, kind, j) => r2 + w[j]! * distance(kind, x[j]!, row[j]!), 0);
        expect(out[i]).toBeCloseTo(sum, 12);
      });
    }),
  );
});

test("distances of pairs are the kernel's, packed by rows", () => {
  fc.assert(
    fc.property(clouds, ({ X }) => {
      const cloud = new Cloud(X, kinds);
      kinds.forEach((kind, j) => {
        const pairs = X.flatMap((row, i) => X.slice(0, i).map((other) => distance(kind, row[j]!, other[j]!)));
        expect([...cloud.pairs(j)]).toEqual(pairs.map((d) => expect.closeTo(d, 12)));
      });
    }),
  );
});

test("slopes are the weighted sums of the kernel's", () => {
  fc.assert(
    fc.property(clouds, ({ X, x }) => {
      const cloud = new Cloud(X, kinds);
      const weights = [
        Float64Array.from(X, (_, i) => Math.cos(i)),
        Float64Array.from(X, (_, i) => i),
      ] as const;
      const found = [new Float64Array(kinds.length), new Float64Array(kinds.length)] as const;
      cloud.slopes(x, weights, found);
      weights.forEach((g, which) => {
        kinds.forEach((kind, j) => {
          const sum = X.reduce((s, row, i) => s + g[i]! * distanceSlope(kind, x[j]!, row[j]!), 0);
          expect(found[which]![j]).toBeCloseTo(sum, 12);
        });
      });
    }),
  );
});
