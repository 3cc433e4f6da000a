import { expect, test } from "vitest";
import { partFlags, prunerOf, samplerOf } from "./part-flags.ts";

test("flags say nothing, a name, or a name with options", () => {
  expect(samplerOf({})).toBeUndefined();
  expect(samplerOf({ sampler: "random" })!.spec).toEqual({ name: "random", options: {} });
  expect(samplerOf({ sampler: "gp", "gp.startup": "12" })!.spec).toMatchObject({
    name: "gp",
    options: { startup: 12 },
  });
  expect(prunerOf({ pruner: "asha", "asha.reductionFactor": "4" })!.spec.options).toMatchObject({
    reductionFactor: 4,
  });
});

test("an option needs its sampler", () => {
  expect(() => samplerOf({ "gp.startup": "12" })).toThrow("no sampler is named; add --sampler gp");
  expect(() => samplerOf({ sampler: "qmc", "gp.startup": "12" })).toThrow(
    'the sampler is "qmc"; add --sampler gp',
  );
});

test("a value is read as a number, a truth value or a text, and checked by its domain", () => {
  expect(samplerOf({ sampler: "qmc", "qmc.scramble": "false" })!.spec.options).toEqual({
    scramble: false,
    sequence: "sobol",
  });
  expect(() => samplerOf({ sampler: "gp", "gp.effort": "most" })).toThrow('option "effort" is "most"');
});

test("each flag tells its domain and default", () => {
  expect(partFlags()).toContainEqual({
    flags: "--gp.startup <value>",
    help: "int(0, 10000), default 0 (as many as there are coordinates and one more, but 5 to 8)",
    group: "Of samplers:",
  });
});
