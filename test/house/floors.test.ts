import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { inspect } from "../../scripts/house/inspect.ts";
import { readSources } from "../../scripts/house/source.ts";

const repository = join(import.meta.dirname, "../..");
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A house with one room a floor, and what a test plants in it. */
function house(planted: { readonly [path: string]: string }): string {
  const files = {
    "src/error.ts": "export const error = 1;",
    "src/math/rng.ts": 'import { error } from "../error.ts";\nexport const rng = error;',
    "src/space/index.ts": 'export * from "../math/rng.ts";',
    "src/cli/main.ts": 'import "../space/index.ts";\nimport { env } from "node:process";\nconsole.log(env);',
    ...planted,
  };
  const root = mkdtempSync(join(tmpdir(), "tunesmith-house-"));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function faultsIn(planted: { readonly [path: string]: string }): string[] {
  return inspect(readSources(house(planted))).map(({ path, line, message }) => `${path}:${line}: ${message}`);
}

describe("the floors", () => {
  test("of this house stand", () => {
    expect(inspect(readSources(repository))).toEqual([]);
  });

  test("of a small house stand", () => {
    expect(faultsIn({})).toEqual([]);
  });

  test("fall when an import points up, be it a type, a re-export or import()", () => {
    const up = "it is on floor 1, over floor 0";
    expect(
      faultsIn({
        "src/math/rng.ts": [
          'import type { Space } from "../space/index.ts";',
          'export * from "../space/index.ts";',
          'export const late = () => import("../space/index.ts");',
          'export type T = import("../space/index.ts").T;',
          'import "../error.ts";',
        ].join("\n"),
        "src/space/index.ts": 'import "../math/rng.ts";',
      }).filter((fault) => !fault.includes("cycle")),
    ).toEqual(
      [1, 2, 3, 4].map((line) => `src/math/rng.ts:${line}: math may not import ../space/index.ts: ${up}`),
    );
  });

  test("fall when rooms of one floor lean on each other", () => {
    const why = "rooms of one floor stand apart; what both need goes down";
    expect(
      faultsIn({
        "src/samplers/index.ts": 'export * from "../pruners/index.ts";',
        "src/pruners/index.ts": "export {};",
      }),
    ).toEqual([`src/samplers/index.ts:1: samplers may not import ../pruners/index.ts: ${why}`]);
  });

  test("fall when a storage looks into params", () => {
    expect(faultsIn({ "src/storage/index.ts": 'import "../space/index.ts";' })).toEqual([
      "src/storage/index.ts:1: storage may not import ../space/index.ts: a storage sees events only",
    ]);
  });

  test("fall when a pure floor touches chance, the clock, the world, Node or a package", () => {
    expect(
      faultsIn({
        "src/space/index.ts": [
          'import "../math/rng.ts";',
          "const a = Math.random() + Date.now() + new Date().getTime();",
          "process.exit(a);",
          'import "node:fs";',
          'import "zod";',
        ].join("\n"),
      }),
    ).toEqual([
      "src/space/index.ts:4: space may not import node:fs: floor 1 has neither Node nor packages",
      "src/space/index.ts:5: space may not import zod: floor 1 has neither Node nor packages",
      "src/space/index.ts:2: Math.random on floor 1, where all is pure",
      "src/space/index.ts:2: Date.now on floor 1, where all is pure",
      "src/space/index.ts:2: new Date() on floor 1, where all is pure",
      "src/space/index.ts:3: process on floor 1, where all is pure",
    ]);
  });

  test("stand when a comment, a text or a member is called like an impurity", () => {
    const text =
      'import "../math/rng.ts";\n// Math.random\nexport const a = { process: "Date.now" }.process;';
    expect(faultsIn({ "src/space/index.ts": text })).toEqual([]);
  });

  test("fall when numbers hear of trials, but not of @param", () => {
    const text = 'import "../error.ts";\n/** @param x a trial\n */\nexport const params = 1;';
    expect(faultsIn({ "src/math/rng.ts": text })).toEqual([
      'src/math/rng.ts:2: "trial" in src/math, which knows numbers only',
      'src/math/rng.ts:4: "params" in src/math, which knows numbers only',
    ]);
  });

  test("fall when imports go round, and the path is told", () => {
    expect(
      faultsIn({
        "src/space/index.ts": 'import "../math/rng.ts";\nimport "./a.ts";',
        "src/space/a.ts": 'import type { B } from "./b.ts";',
        "src/space/b.ts": 'import "./a.ts";',
      }),
    ).toEqual(["src/space/a.ts:1: a cycle: src/space/a.ts -> src/space/b.ts -> src/space/a.ts"]);
  });

  test("let tests look sideways and at src/testing, but neither up nor into code", () => {
    expect(
      faultsIn({
        "src/testing/index.ts": 'import "../samplers/index.ts";',
        "src/pruners/index.ts": "export {};",
        "src/samplers/index.ts": 'import "../testing/index.ts";',
        "src/samplers/a.test.ts":
          'import "../pruners/index.ts";\nimport "../testing/index.ts";\nimport "vitest";',
        "src/math/rng.test.ts": 'import "../space/index.ts";',
      }).filter((fault) => !fault.includes("cycle")),
    ).toEqual([
      "src/math/rng.test.ts:1: math may not import ../space/index.ts: it is on floor 1, over floor 0; a test of both belongs into test/",
      "src/samplers/index.ts:1: samplers may not import ../testing/index.ts: src/testing is for tests",
    ]);
  });

  test("do not hold a room without a floor, a name without a meaning, a file without a use", () => {
    expect(faultsIn({ "src/attic/old.ts": "export {};", "src/space/utils.ts": "export {};" })).toEqual([
      "src/attic/old.ts:1: src/attic has no floor; give it one in scripts/house/plan.ts",
      'src/space/utils.ts:1: "utils" says nothing; name the file for what is in it',
      "src/attic/old.ts:1: nobody imports this file",
      "src/space/utils.ts:1: nobody imports this file",
    ]);
  });

  test("count the file of a worker thread as imported", () => {
    const text = 'import "../math/rng.ts";\nexport const url = new URL("./thread.js", import.meta.url);';
    expect(faultsIn({ "src/space/index.ts": text, "src/space/thread.ts": "export {};" })).toEqual([]);
  });
});

describe("npm run floors", () => {
  const jiti = join(repository, "node_modules/jiti/lib/jiti-cli.mjs");
  const run = (root: string) =>
    spawnSync(process.execPath, [jiti, join(repository, "scripts/floors.ts"), root], { encoding: "utf8" });

  test("exits with 0 and one line when the house stands", () => {
    const { status, stdout } = run(house({}));
    expect(stdout).toBe("4 files, and every import points down\n");
    expect(status).toBe(0);
  });

  test("exits with 1 and names file and line when it does not", () => {
    const { status, stdout } = run(house({ "src/math/rng.ts": "export const rng = 1;\nMath.random();" }));
    expect(stdout).toContain("src/math/rng.ts:2: Math.random on floor 0, where all is pure\n");
    expect(status).toBe(1);
  });
});
