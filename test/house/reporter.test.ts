import { join } from "node:path";
import { expect, test } from "vitest";
import { checkout, run } from "./checkout.ts";

const vitest = "node_modules/vitest/vitest.mjs";

/** The last line of a run of these tests, and its status. */
async function endOf(tests: {
  readonly [path: string]: string;
}): Promise<{ last: string; status: number | null }> {
  const reporter = JSON.stringify(join(import.meta.dirname, "../../scripts/reporter.ts"));
  const config = `import { TotalsReporter } from ${reporter};
    export default { test: { reporters: ["default", new TotalsReporter()] } };`;
  const root = checkout({ "vitest.config.ts": config, ...tests });
  const { stdout, status } = await run(root, vitest, "run");
  return { last: stdout.trimEnd().split("\n").at(-1)!, status };
}

test("a run ends with what passed and what failed", async () => {
  const text = 'import { test } from "vitest"; test("a", () => {}); test("b", () => {});';
  expect(await endOf({ "a.test.ts": text })).toEqual({ last: "2 passed, 0 failed", status: 0 });
});

test("a file that does not load, a hook and a stray rejection count as failed, a skipped test is told", async () => {
  const tests = {
    "good.test.ts": 'import { test } from "vitest"; test("a", () => {}); test.skip("b", () => {});',
    "bad.test.ts": 'import { test } from "vitest"; test("a", () => { throw new Error("no"); });',
    "missing.test.ts": 'import "./nowhere.ts";',
    "hook.test.ts": `import { afterAll, describe, test } from "vitest";
      describe("s", () => { afterAll(() => { throw new Error("late"); }); test("a", () => {}); });`,
    "stray.test.ts": `import { test } from "vitest";
      test("a", () => { Promise.reject(new Error("stray")); return new Promise((r) => setTimeout(r, 20)); });`,
  };
  expect(await endOf(tests)).toEqual({ last: "3 passed, 4 failed, 1 skipped", status: 1 });
});
