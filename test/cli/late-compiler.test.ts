import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const file = new URL("../../dist/cli/late-compiler.js", import.meta.url).href;

/** Whether a function is optimized, by whichever compiler, after so many calls of a thousand bytes of bytecode. */
function isOptimized(calls: number, isLate: boolean): boolean {
  const code = `
    const { optimizeLate } = await import(${JSON.stringify(file)});
    if (${isLate}) optimizeLate();
    function sum(x) { let s = 0; for (let i = 0; i < 50; i++) s += i * x; return s; }
    for (let i = 0; i < ${calls}; i++) sum(i);
    console.log((%GetOptimizationStatus(sum) & 16) !== 0);`;
  const flags = ["--allow-natives-syntax", "--no-concurrent-recompilation"]; // on the spot, so that no clock counts
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, "--input-type=module", "-e", code], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout === "true\n";
}

test("a function is optimized later while commands are run, and in the end all the same", () => {
  const isHasty = process.versions.v8.startsWith("11.");
  expect(isOptimized(150, true)).toBe(isHasty ? false : isOptimized(150, false));
  if (isHasty) expect(isOptimized(150, false)).toBe(true);
  expect(isOptimized(20_000, true)).toBe(true);
});
