import fc from "fast-check";
import { expect, test } from "vitest";
import { isTunesmithError } from "../../error.ts";
import { branch, categorical, float } from "../../space/index.ts";
import { TestLog } from "../../testing/index.ts";
import { filterOf } from "./filter.ts";

const space = {
  lr: float(1e-4, 1),
  opt: categorical(["sgd", "adam"]),
  model: branch({ svm: { c: float(0, 10) }, tree: {} }),
};
const goals = { acc: "maximize", ms: { atMost: 20 } } as const;

function study() {
  const log = new TestLog({ space, goals, seed: 1 });
  const run = (lr: number, opt: string, model: object, acc: number | null) => {
    const number = log.open({ lr, opt, model } as never);
    const why = "out of memory";
    log.finish(
      number,
      acc === null ? { state: "failed", why } : { state: "complete", values: { acc, ms: 9 } },
    );
  };
  run(0.1, "sgd", { is: "svm", c: 2 }, 0.8);
  run(0.01, "adam", { is: "tree" }, 0.95);
  run(0.001, "adam", { is: "svm", c: 9 }, null);
  return log.history;
}

test.each([
  ["", [0, 1, 2]],
  ["acc > 0.9", [1]],
  ["value >= 0.8 and lr < 0.05", [1]],
  ["value >= 0.8 && !(opt == 'adam')", [0]],
  ['opt = "adam"', [1, 2]],
  ["state == 'failed' and why contains 'memory'", [2]],
  ["model == 'svm' and model.svm.c > 5", [2]],
  ["model.svm.c < 100", [0, 2]],
  ["acc == null", [2]],
  ["not acc > 0.9", [0, 2]],
  ["number * 2 + 1 == 3 or -number == -2", [1, 2]],
  ["`lr` <= 1e-3", [2]],
  ["unheard > 1", []],
  ["constructor == null", [0, 1, 2]],
  ["__proto__ != null", []],
  ["acc", []],
])("%j chooses the trials %j", (text, numbers) => {
  const { trials } = study();
  const passes = filterOf(text);
  expect(trials.filter((t) => passes(t, goals)).map((t) => t.number)).toEqual(numbers);
});

test.each([
  ["acc >", /ends where/],
  ["acc > 0.9 0.8", /goes on with "0.8"/],
  ["(acc > 1", /lacks a "\)"/],
  ["acc # 1", /cannot be understood at "# 1"/],
  ["1.2.3 > acc", /no number/],
  ["process.exit(1)", /goes on with "\("/],
  ["(".repeat(70), /nested/],
  ["x".repeat(3000), /2000 are enough/],
])("%j is refused with words", (text, words) => {
  const refusal = (() => {
    try {
      filterOf(text);
    } catch (e) {
      return e;
    }
  })();
  expect(refusal).toMatchObject({ code: "option", message: expect.stringMatching(words) });
});

test("whatever is written, it is understood or refused, and takes no time", () => {
  const { trials } = study();
  const words = fc.constantFrom(
    ..."( ) and or not == < >= contains + - * / lr acc 'x' \"y\" ` 1e9 1e999 . null \\".split(" "),
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(words, { maxLength: 40 }).map((all) => all.join(" ")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        const passes = filterOf(text);
        for (const trial of trials) expect(typeof passes(trial, goals)).toBe("boolean");
      } catch (e) {
        expect(isTunesmithError(e, "option")).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
  const start = process.cpuUsage(); // and not the time of others on a busy machine
  for (const text of [`"${"\\".repeat(1990)}`, " ".repeat(1999), "a.".repeat(999), "-".repeat(1999)]) {
    try {
      filterOf(text);
    } catch (e) {
      expect(isTunesmithError(e, "option")).toBe(true);
    }
  }
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000);
});
