import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { points, spaces } from "../testing/index.ts";
import { branch, categorical, float, int } from "./declare.ts";
import { migrated, renamed } from "./migrate.ts";

const stay = { rename: {}, defaults: {} };

describe("migrated", () => {
  test("a space that stays gives the same point", () => {
    const pairs = spaces().chain((space) => points(space).map((point) => ({ space, point })));
    const isSame = fc.property(pairs, ({ space, point }) => {
      expect(migrated(space, space, stay, point)).toEqual(point);
    });
    fc.assert(isSame);
  });

  test("a value outside its new domain has no place, one inside of it does", () => {
    const from = { x: float(0, 10), k: categorical(["a", "b"]) };
    const to = { x: float(0, 5), k: categorical(["b", "c"]) };
    expect(migrated(from, to, stay, { x: 4, k: "b" })).toEqual({ x: 4, k: "b" });
    expect(migrated(from, to, stay, { x: 6, k: "b" })).toBeNull();
    expect(migrated(from, to, stay, { x: 4, k: "a" })).toBeNull();
  });

  test("what is new has its default, or no place; what is gone is gone", () => {
    const from = { x: float(0, 1), gone: int(1, 3) };
    const to = { x: float(0, 1), n: int(1, 9) };
    expect(migrated(from, to, { rename: {}, defaults: { n: 4 } }, { x: 1, gone: 2 })).toEqual({ x: 1, n: 4 });
    expect(migrated(from, to, { rename: {}, defaults: { n: null } }, { x: 1, gone: 2 })).toBeNull();
    expect(migrated(from, to, stay, { x: 1, gone: 2 })).toBeNull();
  });

  test("what hangs under a branch moves with it, and a default in a case that was not chosen is not asked for", () => {
    const from = { m: branch({ svm: { c: float(0, 1) }, forest: { trees: int(1, 9) } }) };
    const to = { net: branch({ svm: { c: float(0, 1), g: float(0, 1) }, forest: { trees: int(1, 9) } }) };
    const migration = { rename: { m: "net" }, defaults: { "net.svm.g": 0.5 } };
    expect(renamed(migration, "m.svm.c")).toBe("net.svm.c");
    expect(migrated(from, to, migration, { m: { is: "svm", c: 0.1 } })).toEqual({
      net: { is: "svm", c: 0.1, g: 0.5 },
    });
    expect(migrated(from, to, { ...migration, defaults: {} }, { m: { is: "forest", trees: 2 } })).toEqual({
      net: { is: "forest", trees: 2 },
    });
  });

  test("what is no point of the old space has no place, and nothing is thrown", () => {
    const from = { m: branch({ svm: {} }) };
    expect(migrated(from, from, stay, { m: 3 })).toBeNull();
    expect(migrated(from, from, stay, {})).toBeNull();
  });
});
