import { describe, expect, test } from "vitest";
import { didYouMean, isTunesmithError, TunesmithError } from "./error.ts";

describe("didYouMean", () => {
  const names = ["float", "int", "categorical"];

  test.each([
    ["flaot", "float"], // two letters swapped
    ["Float", "float"],
    ["flot", "float"],
    ["it", "int"],
    ["catgorcal", "categorical"],
  ])("takes %s for %s", (word, near) => {
    expect(didYouMean(word, names)).toBe(`did you mean "${near}"? (there are float, int, categorical)`);
  });

  test("lists the names when none is near, and says when there are none", () => {
    expect(didYouMean("bool", names)).toBe("there are float, int, categorical");
    expect(didYouMean("bool", [])).toBe("there are none");
  });
});

test("an error is ours by name and code, also when another copy of the package made it", () => {
  const ours = new TunesmithError("space", "no");
  const copy = Object.assign(new Error("no"), { name: "TunesmithError", code: "space" });
  for (const e of [ours, copy]) {
    expect(isTunesmithError(e)).toBe(true);
    expect(isTunesmithError(e, "space")).toBe(true);
    expect(isTunesmithError(e, "params")).toBe(false);
  }
  expect(isTunesmithError(new Error("no"))).toBe(false);
  expect(isTunesmithError("space")).toBe(false);
});
