import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EventFileReader } from "./event-file.ts";
import { follow } from "./files.ts";
import type { Reading } from "./line.ts";

/**
 * As tensorboard 2.21's EventFileWriter wrote it: loss/val as simple_value 0.5 at step 1; as float_val 0.25, beside acc as
 * double_val 0.75, at step 2; as tensor_content 0.125 at step 300; and a text.
 */
const events = Buffer.from(
  "SAAAAAAAAAD+kkidCVO7Q+RTwdpBGg1icmFpbi5FdmVudDoyUi4KLHRlbnNvcmJvYXJkLnN1bW1hcnkud3JpdGVyLmV2ZW50X2ZpbGVfd3JpdGVydF0vAR4AAAAAAAAA2dwSMgkAAAAAAADwPxABKhEKDwoIbG9zcy92YWwVAAAAP1MkHYQ4AAAAAAAAAKN5fVcJAAAAAAAA8D8QAiorChQKCGxvc3MvdmFsQggIASoEAACAPgoTCgNhY2NCDAgCMggAAAAAAADoPxa7TlwkAAAAAAAAAEIrgE0JAAAAAAAA8D8QrAIqFgoUCghsb3NzL3ZhbEIICAEiBAAAAD731yPcIAAAAAAAAAAp7alQCQAAAAAAAPA/EAQqEwoRCgR0ZXh0QgkIB0IFaGVsbG+MIFM1",
  "base64",
);
const told = [
  { entries: [{ name: "loss/val", value: 0.5 }], step: 1, span: null },
  {
    entries: [
      { name: "loss/val", value: 0.25 },
      { name: "acc", value: 0.75 },
    ],
    step: 2,
    span: null,
  },
  { entries: [{ name: "loss/val", value: 0.125 }], step: 300, span: null },
];

describe("TensorBoard's event files", () => {
  test("are read, wherever the pieces are cut", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (sizes) => {
        const reader = new EventFileReader();
        const readings: Reading[] = [];
        for (let at = 0, i = 0; at < events.length; i++) {
          const size = sizes[i % sizes.length]!;
          readings.push(...reader.push(events.subarray(at, at + size)));
          at += size;
        }
        expect(readings).toEqual(told);
      }),
      { numRuns: 50 },
    );
  });

  test("rubbish gives nothing, and ends", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        for (const { step } of new EventFileReader().push(Buffer.from(bytes))) {
          expect(step === null || step >= 0).toBe(true);
        }
      }),
    );
  });
});

describe("files", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tunesmith-files-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What is read of what `write` writes after the run has begun. */
  async function read(path: string, write: () => void): Promise<Reading[]> {
    const readings: Reading[] = [];
    const following = await follow(join(folder, path), (reading) => readings.push(reading));
    write();
    await following.end();
    return readings;
  }

  test("a CSV of Lightning's, with cells that are empty", async () => {
    const text = 'epoch,step,train_loss,"val, loss"\n0,49,0.5,\n0,49,,0.6\n';
    expect(await read("metrics.csv", () => writeFileSync(join(folder, "metrics.csv"), text))).toEqual([
      { entries: [{ name: "train_loss", value: 0.5 }], step: 0, span: "part" },
      { entries: [{ name: "val, loss", value: 0.6 }], step: 0, span: "part" },
    ]);
  });

  test("lines of JSON; those of an earlier run are left out", async () => {
    const path = join(folder, "m.jsonl");
    writeFileSync(path, '{"step": 1, "loss": 9}\n');
    const readings = await read("m.jsonl", () =>
      appendFileSync(path, '{"step": 2, "loss": 0.5}\n{"loss": 0.4}'),
    );
    expect(readings.map(({ step, entries }) => [step, entries[0]!.value])).toEqual([
      [2, 0.5],
      [null, 0.4],
    ]);
  });

  test("a file that is written anew is read from its beginning", async () => {
    const path = join(folder, "m.txt");
    writeFileSync(path, "loss=9 and so on\n");
    const readings = await read("m.txt", () => writeFileSync(path, "loss=1\n"));
    expect(readings.map(({ entries }) => entries[0]!.value)).toEqual([1]);
  });

  test.each([
    ["as long", "loss=2 and so on\n", [2]],
    ["longer", "loss=2 and so on and on\nloss=1\n", [2, 1]],
    ["the very same", "loss=9 and so on\n", [9]],
  ])("one that is written anew and is %s, too", async (_, text, values) => {
    const path = join(folder, "m.txt");
    writeFileSync(path, "loss=9 and so on\n");
    utimesSync(path, 1, 1);
    const readings = await read("m.txt", () => writeFileSync(path, text));
    expect(readings.map(({ entries }) => entries[0]!.value)).toEqual(values);
  });

  test("one that is emptied and grows again is read once", async () => {
    const path = join(folder, "m.txt");
    writeFileSync(path, `loss=9 ${"and so on ".repeat(20)}\n`);
    const readings: Reading[] = [];
    const following = await follow(path, (reading) => readings.push(reading));
    writeFileSync(path, "loss=2\n");
    while (readings.length === 0) await sleep(20);
    appendFileSync(path, "loss=1\n");
    await following.end();
    expect(readings.map(({ entries }) => entries[0]!.value)).toEqual([2, 1]);
  });

  test("one that is written anew in the very moment, too, where it says something else", async () => {
    const path = join(folder, "m.txt");
    writeFileSync(path, "loss=9\n");
    utimesSync(path, 1, 1);
    const readings = await read("m.txt", () => {
      writeFileSync(path, "loss=2\n");
      utimesSync(path, 1, 1);
    });
    expect(readings.map(({ entries }) => entries[0]!.value)).toEqual([2]);
  });

  test("all that a folder has, also below", async () => {
    const readings = await read("logs", () => {
      mkdirSync(join(folder, "logs/run_1"), { recursive: true });
      writeFileSync(join(folder, "logs/run_1/events.out.tfevents.1.host"), events);
      writeFileSync(join(folder, "logs/metrics.csv"), "epoch,loss\n1,0.5\n");
      writeFileSync(join(folder, "logs/weights.txt"), "loss=7\n");
    });
    expect(readings).toEqual([{ entries: [{ name: "loss", value: 0.5 }], step: 1, span: null }, ...told]);
  });

  test("one that is never written is no error", async () => {
    expect(await read("nothing.csv", () => {})).toEqual([]);
  });
});
