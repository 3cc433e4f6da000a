import fc from "fast-check";
import { expect, test } from "vitest";
import { sortPart } from "./sort-part.ts";

const places = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);

test("a part is what stands there when all is sorted, whatever the keys, and nothing is lost", () => {
  const key = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true }), fc.constant(Infinity));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 300 }), fc.nat(310), fc.nat(310), (given, from, length) => {
      const keys = Float64Array.from(given);
      const order = places(keys.length);
      sortPart(order, keys, from, from + length);
      const all = [...places(keys.length)].sort((a, b) =>
        keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b,
      );
      expect([...order.slice(from, from + length)]).toEqual(all.slice(from, from + length));
      expect([...order].sort((a, b) => a - b)).toEqual([...places(keys.length)]);
    }),
  );
});

test("keys that are sorted, the other way round or all alike take no longer than others", () => {
  const n = 200_000;
  const shapes = [(i: number) => i, (i: number) => n - i, () => 1, (i: number) => (i < n / 2 ? i : n - i)];
  for (const shape of shapes) {
    const keys = Float64Array.from({ length: n }, (_, i) => shape(i));
    const order = places(n);
    sortPart(order, keys, 0, n);
    for (let i = 1; i < n; i++) {
      const [a, b] = [order[i - 1]!, order[i]!];
      if (!(keys[a]! < keys[b]! || (keys[a] === keys[b] && a < b)))
        throw new Error(`${a} stands before ${b}`);
    }
  }
});
