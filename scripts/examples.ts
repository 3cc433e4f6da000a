/**
 * Runs every file of `examples/` as a reader would, and fails when one fails or takes too long.
 *
 *   jiti scripts/examples.ts [NAME…]
 */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Nobody waits longer for an example; the usual one takes a second. */
const patienceMs = 600_000;

const root = join(fileURLToPath(import.meta.url), "../..");
const folder = join(root, "examples");
const asked = process.argv.slice(2);
const names = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((name) => /\.(ts|yaml)$/.test(name))
  .filter((name) => asked.length === 0 || asked.includes(name.replace(/\.\w+$/, "")))
  .sort();
const waiting = [...names];
const failed: string[] = [];
await Promise.all(Array.from({ length: availableParallelism() }, worker));
console.log(failed.length === 0 ? `${names.length} examples ran` : `failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Takes one example after the other, as long as there are any. */
async function worker(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (!(await runs(name))) failed.push(name);
  }
}

/** Runs one in an empty folder, where it may leave its study file. */
async function runs(name: string): Promise<boolean> {
  const cwd = mkdtempSync(join(tmpdir(), "tunesmith-example-"));
  const path = join(folder, name);
  // A study in a file says in its first line that it is run by the command line.
  const isStudy = readFileSync(path, "utf8").split("\n", 1)[0]!.includes("tunesmith run");
  const jiti = [join(root, "node_modules/jiti/lib/jiti-cli.mjs"), path];
  const cli = [join(root, "bin/tunesmith"), "run", path];
  const start = performance.now();
  const { fault, said } = await execute(isStudy ? cli : jiti, cwd);
  rmSync(cwd, { recursive: true, force: true });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${name.padEnd(30)} ${seconds} s   ${fault}`);
  if (fault !== "") console.log(said);
  return fault === "";
}

/** What went wrong with a program, if anything did, and all that it said. */
function execute(args: string[], cwd: string): Promise<{ fault: string; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, timeout: patienceMs, maxBuffer: 2 ** 26 }, (error, out, err) =>
      resolve({ fault: error === null ? "" : (error.signal ?? `exit ${error.code}`), said: out + err }),
    );
  });
}
