import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { categorical, float } from "../space/index.ts";
import { memory, type Storage, sqlite } from "../storage/index.ts";
import { createStudy, openStudy } from "./create.ts";
import { exportLines, importLines } from "./json-lines.ts";
import { replay } from "./replay.ts";
import { copyStudy, renameStudy } from "./transfer.ts";

const folder = mkdtempSync(join(tmpdir(), "tunesmith-transfer-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function filled(trials: number, name = "s"): Promise<Storage> {
  const storage = memory();
  await grow(storage, trials, name);
  return storage;
}

async function grow(storage: Storage, trials: number, name = "s"): Promise<void> {
  const space = { x: float(0, 1), "é\u{1f40d}": categorical(["a", "\ud800", "\0"]) };
  const study = await createStudy({ name, space, sampler: "random", seed: 1, storage, ifExists: "resume" });
  await study.optimize(({ params }) => params.x, { trials });
  await study.close();
}

async function linesOf(storage: Storage, ...studies: string[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exportLines(storage, studies)) lines.push(line);
  return lines;
}

async function* from<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

test("through any storages and a file, a study keeps its bytes, and its replay is exact", async () => {
  const first = await filled(30);
  const lines = await linesOf(first, "s");
  const file = await sqlite(join(folder, "a.db"));
  expect(await importLines(file, from(lines))).toMatchObject({ studies: [{ study: "s" }], tornAt: null });
  const last = memory();
  await copyStudy(file, last, "s");
  expect(await linesOf(last, "s")).toEqual(lines);
  expect(await replay(last, "s")).toMatchObject({ checked: 30, different: [] });
  await file.close();
});

test("copying again brings the copy up to date, and only what is new is written", async () => {
  const [here, there] = [await filled(10), memory()];
  const { events } = await copyStudy(here, there, "s");
  expect(await copyStudy(here, there, "s")).toEqual({ study: "s", events, added: 0 });
  await grow(here, 12);
  const again = await copyStudy(here, there, "s");
  expect(again).toEqual({ study: "s", events: again.events, added: again.events - events });
  expect(await linesOf(there, "s")).toEqual(await linesOf(here, "s"));
});

test("a study that went its own way is not written over", async () => {
  const [here, there] = [await filled(4), memory()];
  await copyStudy(here, there, "s");
  await grow(there, 6);
  await grow(here, 7);
  const before = await linesOf(there, "s");
  await expect(copyStudy(here, there, "s")).rejects.toMatchObject({ code: "study-differs" });
  expect(await linesOf(there, "s")).toEqual(before);
  await copyStudy(here, there, "s", "mine");
  expect(await there.studies()).toEqual(["mine", "s"]);
});

test("a copied study goes on: what its workers left there is taken over", async () => {
  const here = await filled(3);
  await (await openStudy("s", { storage: here })).ask();
  const there = memory();
  await copyStudy(here, there, "s");
  await grow(there, 6);
  const study = await openStudy("s", { storage: there });
  expect(study.trials.map((t) => [t.state, t.attempt])).toEqual([
    ...Array(3).fill(["complete", 1]),
    ["complete", 2],
    ...Array(2).fill(["complete", 1]),
  ]);
});

test("several studies go into one file", async () => {
  const here = await filled(2, "a");
  await grow(here, 3, "b");
  const lines = await linesOf(here, "a", "b");
  const there = memory();
  expect((await importLines(there, from(lines))).studies.map((s) => s.study)).toEqual(["a", "b"]);
  expect(await linesOf(there, "a", "b")).toEqual(lines);
});

test("cut at any byte, a file gives all its whole lines and says where it ends", async () => {
  const lines = await linesOf(await filled(2), "s");
  const text = `${lines.join("\n")}\n`;
  for (let cut = 0; cut < text.length; cut++) {
    const there = memory();
    const { tornAt } = await importLines(there, from(text.slice(0, cut).split("\n")));
    const whole = text.slice(0, cut).split("\n");
    const isWhole = whole.at(-1) === "" || whole.at(-1) === lines[whole.length - 1];
    expect(tornAt).toBe(isWhole ? null : whole.length);
    const count = Math.max(0, (isWhole ? whole.filter((l) => l !== "").length : whole.length - 1) - 1);
    expect(await there.read("s", 0)).toHaveLength(count);
  }
});

test("what is no export is refused by line, and nothing of it gets in", async () => {
  const lines = await linesOf(await filled(2), "s");
  const wrong = async (broken: readonly string[], at: number) => {
    const error = await importLines(memory(), from(broken)).catch((e) => e);
    expect(error).toMatchObject({ code: "file", message: expect.stringContaining(`line ${at} `) });
  };
  await wrong(["hello", ...lines], 1);
  await wrong(lines.slice(1), 1);
  await wrong([lines[0]!, lines[2]!, lines[1]!], 2);
  await wrong([lines[0]!, '{"seq":1,"at":5}', ...lines.slice(2)], 2);
});

test("a renamed study is gone under its old name, unless a worker is at it", async () => {
  const here = await filled(3);
  const lines = await linesOf(here, "s");
  await expect(renameStudy(here, "s", "t", ["w1"])).rejects.toMatchObject({ code: "option" });
  await renameStudy(here, "s", "t", []);
  expect(await here.studies()).toEqual(["t"]);
  expect((await linesOf(here, "t")).slice(1)).toEqual(lines.slice(1));
});
