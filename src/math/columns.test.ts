import fc from "fast-check";
import { expect, test } from "vitest";
import { Columns } from "./columns.ts";
import { compiled } from "./simd/compiled.ts";
import { addInTurn, addProducts, addSquares, project } from "./simd/plain.ts";

/** A table with terms for its columns, x behind w, and numbers for its rows. */
const tables = fc
  .record({ m: fc.integer({ min: 1, max: 11 }), n: fc.integer({ min: 1, max: 23 }) })
  .chain(({ m, n }) => {
    const numbers = (length: number) =>
      fc.float64Array({ minLength: length, maxLength: length, noNaN: true, min: -2, max: 2 });
    return fc.record({
      values: numbers(m * n),
      terms: numbers(2 * m),
      rows: numbers(n),
      count: fc.integer({ min: 1, max: n }),
      m: fc.constant(m),
      n: fc.constant(n),
    });
  });

function columnsOf(m: number, n: number, values: Float64Array): Columns {
  const columns = new Columns(m, n);
  columns.values.set(values);
  return columns;
}

const ways = { addProducts, addInTurn, addSquares, project };
const bitsOf = (x: Float64Array) => [...new BigUint64Array(x.buffer, x.byteOffset, x.length)];

test("sums are those that are written down, of as many rows as are asked for", () => {
  fc.assert(
    fc.property(tables, ({ m, n, values, terms, rows, count }) => {
      const columns = columnsOf(m, n, values);
      const at = (j: number, i: number) => columns.at(j)[i]!;
      const sum = (term: (j: number) => number) =>
        Array.from({ length: m }, (_, j) => term(j)).reduce((a, b) => a + b);
      const w = terms.subarray(0, m);
      const before = rows.subarray(0, count);
      const [products, inTurn, squares] = [before.slice(), before.slice(), before.slice()];
      columns.addProducts(w, products);
      columns.addInTurn(w, inTurn);
      columns.addSquares(terms, squares);
      before.forEach((start, i) => {
        const product = start + sum((j) => w[j]! * at(j, i));
        expect(products[i]).toBeCloseTo(product, 12);
        expect(inTurn[i]).toBeCloseTo(product, 12);
        expect(squares[i]).toBeCloseTo(start + sum((j) => w[j]! * (terms[m + j]! - at(j, i)) ** 2), 12);
      });
      const projected = new Float64Array(m);
      columns.project(rows, projected);
      projected.forEach((p, j) => {
        expect(p).toBeCloseTo(
          rows.reduce((s, x, i) => s + x * at(j, i), 0),
          12,
        );
      });
    }),
  );
});

test("sums are those of the plain loops, to the bit", () => {
  fc.assert(
    fc.property(tables, ({ m, n, values, terms, rows, count }) => {
      const table = columnsOf(m, n, values);
      for (const [way, inPlain] of Object.entries(ways)) {
        const given = way === "addSquares" ? terms : way === "project" ? rows : terms.subarray(0, m);
        const out = way === "project" ? new Float64Array(m) : rows.slice(0, count);
        const twin = out.slice();
        expect(compiled!.work(way as keyof typeof ways, table, out, given)).toBe(true);
        inPlain(table, twin, given);
        expect(bitsOf(out)).toEqual(bitsOf(twin));
      }
    }),
  );
});

test("a table that is too large to be kept is summed all the same", () => {
  const columns = new Columns(3, 400_000);
  columns.at(2).fill(2);
  const out = Float64Array.of(1, 1);
  columns.addProducts(Float64Array.of(1, 1, 3), out);
  expect([...out]).toEqual([7, 7]);
  expect(compiled!.work("addProducts", columns, out, Float64Array.of(1, 1, 3))).toBe(false);
});
