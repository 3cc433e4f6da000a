/**
 * What must hold before a commit, one step after the other; stops at the first that fails. Of the tests it takes those
 * that stand beside the code; `npm test` runs them and those under test/, which start whole programs or run whole searches
 * over several seeds, and take minutes.
 *
 *   npm run check [STEP…]       all steps, or only those named
 */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const script = (name) => ["node_modules/jiti/lib/jiti-cli.mjs", `scripts/${name}.ts`];

const steps = {
  setup: ["scripts/setup.mjs"],
  compile: ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"],
  page: ["node_modules/typescript/bin/tsc", "-p", "dashboard/tsconfig.json"],
  lint: ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."],
  floors: script("floors"),
  sizes: script("sizes"),
  exports: script("exports"),
  examples: script("examples"),
  tests: ["node_modules/vitest/vitest.mjs", "run", "src"],
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(steps, name));
if (unknown !== undefined) {
  console.error(`There is no step "${unknown}"; there are ${Object.keys(steps).join(", ")}.`);
  process.exit(2);
}
const began = performance.now();
for (const name of asked.length > 0 ? asked : Object.keys(steps)) await take(name);
console.log(`all good      ${secondsSince(began)}`);

/** Runs one step quietly: its last line tells enough when it succeeds, and everything it said is shown when not. */
async function take(name) {
  const start = performance.now();
  const { status, output } = await run(steps[name]);
  const lines = output.trimEnd().split("\n");
  if (status === 0) return console.log(`${name.padEnd(10)} ${secondsSince(start)}   ${lines.at(-1)}`);
  console.log(output);
  console.log(`${name.padEnd(10)} ${secondsSince(start)}   failed; "npm run check ${name}" runs it alone`);
  process.exit(1);
}

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", reject).on("close", (status) => resolve({ status, output }));
  });
}

function secondsSince(start) {
  return `${((performance.now() - start) / 1000).toFixed(1).padStart(5)} s`;
}
