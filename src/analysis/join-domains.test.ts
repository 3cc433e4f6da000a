import { expect, it } from "vitest";
import { categorical, float, int } from "../space/index.ts";
import { joined } from "./join-domains.ts";

it("joins domains of one name to the least that holds both", () => {
  expect(joined(float(0, 1), float(0.5, 2))).toEqual(float(0, 2));
  expect(joined(int(1, 5), int(3, 9))).toEqual(int(1, 9));
  expect(joined(int(1, 5), float(0.5, 2))).toEqual(float(0.5, 5));
  expect(joined(float(1, 5, { log: true }), float(2, 9, { log: true }))).toEqual(float(1, 9, { log: true }));
  expect(joined(categorical(["a", "b"]), categorical(["b", "c"]))).toEqual(categorical(["a", "b", "c"]));
  expect(joined(categorical(["a"]), int(1, 3))).toEqual(categorical(["a", 1, 3]));
});
