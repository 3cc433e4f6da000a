import { expect, test } from "vitest";
import { checkout, run } from "./checkout.ts";

const jiti = "node_modules/jiti/lib/jiti-cli.mjs";
const lines = (count: number) => "// a line\n".repeat(count);
const word = ["TO", "DO"].join("");

test("the house numbers are printed when all hold", async () => {
  const root = checkout({ "src/math/long.ts": lines(400), "src/study/study.ts": lines(250) });
  const { status, stdout } = await run(root, jiti, "scripts/sizes.ts");
  expect(stdout).toBe("4 files, 652 lines; median 1, longest 400\n");
  expect(status).toBe(0);
});

test("what is too long, too wide, untyped or put off is named by file and line", async () => {
  const root = checkout({
    "src/math/long.ts": lines(401),
    "src/study/study.ts": lines(251),
    "src/space/index.ts": [
      "export const f = (a: 1, b: 2, c: 3, d: 4, e: 5) => a;",
      "export let anything: any;",
      `// ${word}: later`,
      "export interface Wide { a(): 1; b(): 1; c(): 1; d(): 1; e(): 1; f(): 1 }",
    ].join("\n"),
  });
  const { status, stdout } = await run(root, jiti, "scripts/sizes.ts");
  expect(stdout.trimEnd().split("\n")).toEqual([
    "src/math/long.ts:400: 401 lines; 400 are enough",
    `src/space/index.ts:3: ${word}: do it, or open an issue`,
    "src/study/study.ts:250: 251 lines; 250 are enough",
    "src/space/index.ts:1: 5 arguments; over 4, take one object",
    "src/space/index.ts:2: any; say what it is, or unknown",
    "src/space/index.ts:4: 6 methods; over 5 it is two interfaces",
    "6 against the rules of the house; CONTRIBUTING.md has them.",
  ]);
  expect(status).toBe(1);
});
