import { describe, expect, test } from "vitest";
import { metricsIn } from "./metrics.ts";

const read = (line: string) => {
  const { values, step } = metricsIn(line);
  return { ...Object.fromEntries(values), ...(step === null ? {} : { "at step": step }) };
};

describe("metricsIn", () => {
  test.each<[string, Record<string, number>]>([
    ["accuracy=0.93", { accuracy: 0.93 }],
    ["accuracy: 0.93", { accuracy: 0.93 }],
    ["accuracy = 93 %, loss: 1e-3", { accuracy: 93, loss: 1e-3 }],
    ["val/acc=.5 lr: +1.5E-4; n=-3", { "val/acc": 0.5, lr: 1.5e-4, n: -3 }],
    ["[INFO] root:accuracy=0.9", { accuracy: 0.9 }],
    ["loss=nan", { loss: Number.NaN }],
    ["loss: -inf, top=Infinity", { loss: -Infinity, top: Infinity }],
    ['{"accuracy": 0.93, "name": "x", "inner": {"loss": 1}}', { accuracy: 0.93 }],
    ['{"loss": NaN, "accuracy": 0.5}', { loss: Number.NaN, accuracy: 0.5 }], // as Python's json.dumps writes it
    ["step=3 accuracy=0.5", { accuracy: 0.5, "at step": 3 }],
    ["Epoch 4/10 - loss: 0.25 - accuracy: 0.75", { loss: 0.25, accuracy: 0.75, "at step": 4 }],
    ['{"epoch": 7, "loss": 0.5}', { loss: 0.5, "at step": 7 }],
  ])("reads %s", (line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  test.each([
    ["words alone", "training has begun"],
    ["a version", "version=1.2.3"],
    ["a time", "started: 12:30:05"],
    ["a number with a unit in it", "size=20MB"],
    ["a text", "optimizer=adam"],
    ["JSON that is no object", "[1, 2]"],
    ["half of an object", "{"],
    ["nothing", ""],
  ])("finds nothing in %s", (_, line) => {
    expect(read(line)).toEqual({});
  });

  test("takes no step below 0, and no broken one", () => {
    expect(read("step=-1 loss=2")).toEqual({ loss: 2 });
    expect(read("step=1.5 loss=2")).toEqual({ loss: 2 });
  });
});
