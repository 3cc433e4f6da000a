/**
 * Checks what a user gets: every way in, its types, its weight, and the tarball.
 *
 *   jiti scripts/exports.ts
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { closureOf } from "./house/closure.ts";

/** Bytes of JavaScript, comments included, that one way in loads before it does anything. */
const budgets: { readonly [entry: string]: number } = {
  ".": 551_500, // a dozen algorithms, so that any can be named; and words for who comes from elsewhere
  "./samplers": 368_000,
  "./pruners": 140_000, // the race has a Gaussian process over trials and folds
  "./stoppers": 42_000,
  "./storage": 103_000, // with the SQL views of two databases
  "./space": 65_000, // the language of constraints
  "./history": 38_000,
  "./executors": 155_000,
  "./ml": 1_115_000, // a library of estimators, transformers, metrics and splitters, searches over them, automl
  "./server": 820_000, // draws and analyses large studies for pages that have no trials of them
  "./testing": 545_500, // all samplers and pruners are under test
  "./analysis": 253_000,
  "./charts": 321_000,
  "./pictures": 350_000, // ECharts, resvg and the font come when something is drawn
};
/** The same of commands that people and programs call all day: each must start at once. */
const commandBudgets: { readonly [command: string]: number } = {
  best: 105_000, // the reducer
  report: 28_000, // it is called at every step of a training
};
/** The tarball is downloaded on every machine of a cluster; a third of it are data sets, so that examples run anywhere. */
const tarballBudget = 1_466_500;

/** Rooms with an index that are no way in: other rooms use them. */
const inner = new Set(["math", "study", "launchers", "cli"]);

const root = join(fileURLToPath(import.meta.url), "../..");
const pkg = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { "./package.json": _, ...entries } = pkg.exports as Record<string, { types: string; default: string }>;
const mayImport = Object.keys({ ...pkg.dependencies, ...pkg.peerDependencies });
const faults: string[] = [];

checkRooms();
for (const [entry, { types, default: file }] of Object.entries(entries)) {
  if (existsSync(join(root, file)) && existsSync(join(root, types)))
    await checkEntry(entry, join(root, file));
  else faults.push(`"${entry}" points at ${file} and ${types}, and one is missing`);
}
for (const [name, budget] of Object.entries(commandBudgets)) checkCommand(name, budget);
checkTypes();
const { messages } = await publint({ pkgDir: root, level: "warning", strict: true });
for (const message of messages) faults.push(`publint: ${formatMessage(message, pkg)}`);
const bytes = checkTarball();

for (const fault of faults) console.log(fault);
const summary = `${Object.keys(entries).length} ways in, ${Math.ceil(bytes / 1000)} kB to download`;
console.log(faults.length === 0 ? summary : `${faults.length} faults in what a user gets`);
process.exitCode = faults.length === 0 ? 0 : 1;

/** The exports are the rooms that have an index. */
function checkRooms(): void {
  const hasIndex = (room: string) => existsSync(join(root, "src", room, "index.ts"));
  for (const room of readdirSync(join(root, "src")).filter(hasIndex)) {
    if (!inner.has(room) && !entries[`./${room}`])
      faults.push(`src/${room}/index.ts is not among the exports`);
  }
  for (const entry of Object.keys(entries)) {
    if (entry !== "." && !hasIndex(entry))
      faults.push(`"${entry}" is exported, and there is no src/${entry.slice(2)}/index.ts`);
  }
}

async function checkEntry(entry: string, file: string): Promise<void> {
  const { bytes, outside } = closureOf(file);
  const budget = budgets[entry] ?? 0;
  console.log(`${entry.padEnd(14)} ${String(bytes).padStart(9)} bytes of ${budget}`);
  if (bytes > budget) faults.push(`"${entry}" loads ${bytes} bytes; its budget is ${budget}`);
  for (const name of outside) {
    const isKnown =
      name.startsWith("node:") || mayImport.some((one) => name === one || name.startsWith(`${one}/`));
    if (!isKnown) faults.push(`"${entry}" imports ${name}, which a user does not have`);
  }
  const exported = Object.keys(await import(pathToFileURL(file).href));
  if (exported.includes("default")) faults.push(`"${entry}" has a default export; give it a name`);
  if (exported.length === 0) faults.push(`"${entry}" exports nothing`);
}

/** Asks how much is read to start the program and one of its commands. */
function checkCommand(name: string, budget: number): void {
  const parts = ["main", `commands/${name}`].map(
    (file) => closureOf(join(root, `dist/cli/${file}.js`)).bytes,
  );
  const bytes = parts.reduce((sum, part) => sum + part);
  console.log(`tunesmith ${name.padEnd(10)} ${bytes} bytes of ${budget}`);
  if (bytes > budget) faults.push(`"tunesmith ${name}" loads ${bytes} bytes; its budget is ${budget}`);
}

/** Every way in resolves, and its declarations hold, for a user who checks libraries too. */
function checkTypes(): void {
  const file = join(root, `scripts/.user-${process.pid}.ts`);
  const names = Object.keys(entries).map((entry) => posix.join(pkg.name, entry));
  writeFileSync(file, names.map((name) => `export type {} from "${name}";`).join("\n"));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--types", "node", "--ignoreConfig"];
  const done = spawnSync(process.execPath, [tsc, file, ...options], { cwd: root, encoding: "utf8" });
  rmSync(file);
  if (done.status !== 0) faults.push(`the declarations do not compile for a user:\n${done.stdout}`);
}

/** @returns the bytes of the tarball */
function checkTarball(): number {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const done = spawnSync("npm", args, { cwd: root, encoding: "utf8", shell: process.platform === "win32" });
  const [{ size, files }] = JSON.parse(done.stdout);
  const paths = files.map((file: { path: string }) => file.path);
  for (const wanted of [
    "LICENSE",
    "README.md",
    "CHANGELOG.md",
    "bin/tunesmith",
    "dist/index.js",
    "dist/cli/main.js",
    "data/",
  ]) {
    if (!paths.some((path: string) => path.startsWith(wanted))) faults.push(`the tarball has no ${wanted}`);
  }
  for (const path of paths) {
    if (/\.test(-d)?\.|\.map$|^(src|test|scripts|bench)\//.test(path))
      faults.push(`the tarball has ${path}, of no use to a user`);
  }
  // Declarations of what nobody can import are left out; of what is imported, none may be.
  for (const path of declarations()) {
    if (!paths.includes(path)) faults.push(`a user's compiler reads ${path}, and the tarball has none`);
  }
  if (size > tarballBudget) faults.push(`the tarball has ${size} bytes; its budget is ${tarballBudget}`);
  return size;
}

/** The files of declarations that the ways in lead to. */
function declarations(): ReadonlySet<string> {
  const found = new Set(Object.values(entries).map(({ types }) => posix.normalize(types)));
  // A set hands out what is added while it is walked.
  for (const path of found) {
    for (const [, name] of readFileSync(join(root, path), "utf8").matchAll(/(?:from |import\()"(\.[^"]+)"/g))
      found.add(posix.join(posix.dirname(path), name!.replace(/\.[jt]s$/, ".d.ts")));
  }
  return found;
}
