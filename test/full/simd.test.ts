/** The WebAssembly in the repository is what its source compiles to. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("../../scripts/simd.mjs", import.meta.url));

test("src/math/simd/code.ts is compiled from cholesky.as", (context) => {
  const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  if (status === 2) context.skip(`the compiler could not be fetched: ${stderr.slice(-300)}`);
  expect(status, stderr).toBe(0);
});
