/**
 * Runs every file of `examples/` as a reader would, and fails when one fails or takes too long.
 *
 *   jiti scripts/examples.ts [NAME…]
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Nobody waits longer for an example; the usual one takes a second. */
const patienceMs = 60_000;

const root = join(fileURLToPath(import.meta.url), "../..");
const folder = join(root, "examples");
const asked = process.argv.slice(2);
const names = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((name) => /\.(ts|yaml)$/.test(name))
  .filter((name) => asked.length === 0 || asked.includes(name.replace(/\.\w+$/, "")))
  .sort();
const failed = names.filter((name) => !runs(name));
console.log(failed.length === 0 ? `${names.length} examples ran` : `failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Runs one in an empty folder, where it may leave its study file. */
function runs(name: string): boolean {
  const cwd = mkdtempSync(join(tmpdir(), "tunesmith-example-"));
  const path = join(folder, name);
  // A study in a file says in its first line that it is run by the command line.
  const isStudy = readFileSync(path, "utf8").split("\n", 1)[0]!.includes("tunesmith run");
  const jiti = [join(root, "node_modules/jiti/lib/jiti-cli.mjs"), path];
  const cli = [join(root, "bin/tunesmith"), "run", path];
  const start = performance.now();
  const done = spawnSync(process.execPath, isStudy ? cli : jiti, {
    cwd,
    encoding: "utf8",
    timeout: patienceMs,
  });
  rmSync(cwd, { recursive: true, force: true });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${name.padEnd(30)} ${seconds} s   ${done.status === 0 ? "" : (done.error?.message ?? `exit ${done.status}`)}`,
  );
  if (done.status !== 0) console.log(`${done.stdout}${done.stderr}`);
  return done.status === 0;
}
