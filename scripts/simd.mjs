/**
 * Compiles src/math/simd/cholesky.as, AssemblyScript, into src/math/simd/code.ts; `--check` only says whether that is what is there.
 *
 *   npm run simd [-- --check]
 *
 * The compiler weighs 100 MB, and is needed by who changes that file only: so npx fetches it.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const room = join(dirname(fileURLToPath(import.meta.url)), "../src/math/simd");
const folder = mkdtempSync(join(tmpdir(), "tunesmith-simd-"));
try {
  copyFileSync(join(room, "cholesky.as"), join(folder, "cholesky.ts"));
  const compiler = ["--yes", "--package", "assemblyscript@0.28.20", "asc"];
  const flags = [
    "cholesky.ts",
    "-o",
    "cholesky.wasm",
    "-O3",
    "--noAssert",
    "--enable",
    "simd",
    "--runtime",
    "stub",
  ];
  const { status } = spawnSync("npx", [...compiler, ...flags], { cwd: folder, stdio: ["ignore", 2, 2] });
  if (status === 0) write(readFileSync(join(folder, "cholesky.wasm")).toString("base64"));
  else process.exitCode = 2; // nothing was compiled: is there a network?
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function write(base64) {
  const lines = base64.match(/.{1,1000}/g).map((line) => `  "${line}",`);
  const text = `/** \`cholesky.as\` as it was compiled: bytes in base64. Made by \`npm run simd\`; not to be changed by hand. */
export const code = [
${lines.join("\n")}
].join("");
`;
  const file = join(room, "code.ts");
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    console.error("src/math/simd/code.ts is not what cholesky.as compiles to; run npm run simd.");
    process.exitCode = 1;
  }
}
