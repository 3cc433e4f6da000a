/**
 * Runs one measurement on the built package.
 *
 *   npm run bench -- [NAME [ARGUMENT…]]      without a name: lists them; with --help: what it measures, and how to run it
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [name, ...rest] = process.argv.slice(2);
// What is no measurement itself, but a part of some, does not say how to run it.
const names = readdirSync(join(root, "bench"))
  .filter(
    (file) =>
      file.endsWith(".ts") && readFileSync(join(root, "bench", file), "utf8").includes("npm run bench"),
  )
  .map((file) => file.slice(0, -".ts".length));

if (name === undefined) {
  console.log(names.map((one) => `npm run bench -- ${one}`).join("\n"));
} else if (!names.includes(name)) {
  console.error(`There is no bench/${name}.ts; there are ${names.join(", ")}.`);
  process.exitCode = 2;
} else if (rest.includes("--help")) {
  console.log(headOf(name));
} else {
  const jiti = join(root, "node_modules/jiti/lib/jiti-cli.mjs");
  const done = spawnSync(process.execPath, [jiti, join(root, "bench", `${name}.ts`), ...rest], {
    stdio: "inherit",
  });
  process.exitCode = done.status ?? 1;
}

/** The comment that a measurement begins with. */
function headOf(one) {
  const source = readFileSync(join(root, "bench", `${one}.ts`), "utf8");
  const [, comment] = /\/\*\*\n(.*?)\n \*\//s.exec(source);
  return comment.replace(/^ \* ?/gm, "");
}
