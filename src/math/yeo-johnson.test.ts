import fc from "fast-check";
import { expect, test } from "vitest";
import { yeoJohnson, yeoJohnsonLambda } from "./yeo-johnson.ts";

test("the transform is scipy 1.17.1's", () => {
  const found = [-2, -0.5, 0, 0.7, 3].map((y) => yeoJohnson(y, 1.7));
  [-1.3012972343863645, -0.4311564515228515, 0, 0.8615852349911, 5.621213697754795].forEach((wanted, i) => {
    expect(found[i]).toBeCloseTo(wanted, 13);
  });
});

test("the lambda of [1, 2, 3, 10, 50] is scipy's", () => {
  expect(yeoJohnsonLambda([1, 2, 3, 10, 50])).toBeCloseTo(-0.48959461757, 6);
});

test("equal values are left alone", () => {
  expect(yeoJohnsonLambda([2, 2, 2])).toBe(1);
  expect(yeoJohnson(2, 1)).toBeCloseTo(2, 14);
});

test("it is increasing for every lambda, through both of its special cases", () => {
  const values = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(
    fc.property(
      values,
      values,
      fc.oneof(fc.constantFrom(0, 2), fc.double({ min: -3, max: 5, noNaN: true })),
      (a, b, l) => {
        if (a < b) expect(yeoJohnson(a, l)).toBeLessThanOrEqual(yeoJohnson(b, l));
      },
    ),
  );
});

test("lambda stays in [-3, 5] and is finite for any values", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 20 }),
      (y) => {
        const lambda = yeoJohnsonLambda(y);
        expect(lambda).toBeGreaterThanOrEqual(-3);
        expect(lambda).toBeLessThanOrEqual(5);
      },
    ),
  );
});
