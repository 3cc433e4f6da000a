import fc from "fast-check";
import { expect, test } from "vitest";
import { Least } from "./least.ts";

test("the least of many stand as in a sort of all, equal ones as they came", () => {
  const key = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Number.POSITIVE_INFINITY));
  fc.assert(
    fc.property(
      fc.array(key, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 3, max: 1500 }),
      (few, wanted) => {
        // More than there is room for, so that most are thrown out on the way.
        const keys = Array.from({ length: 5000 }, (_, i) => few[(i * 7919) % few.length]! + (i % 3));
        const least = new Least(wanted);
        keys.forEach((one, i) => {
          least.add(i, one);
        });
        const all = keys
          .map((_, i) => i)
          .sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b));
        expect([...least.names()]).toEqual(all.slice(0, wanted));
        expect([...least.names(wanted - 3)]).toEqual(all.slice(Math.max(0, wanted - 3), wanted));
      },
    ),
    { numRuns: 30 },
  );
});
