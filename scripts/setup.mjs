/**
 * Makes a checkout ready to run: installs what package-lock.json names, then builds dist and the page in it; each only when it must.
 *
 *   node scripts/setup.mjs [--build] [--quiet]
 *
 * It runs before anything is installed, so it is plain JavaScript on Node's own modules. All words go to standard
 * error, because the command that comes after it may owe standard output to a machine.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./house/lock.mjs";
import { buildPage, isPageBuilt, keepPage } from "./house/page.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const stamp = join(root, "node_modules/.cache/tunesmith-build");
const flags = new Set(process.argv.slice(2));

checkNode();
if (!isReady()) await withLock(root, setUp);

function isReady() {
  return isInstalled() && isBuilt() && isPageBuilt(root) && !flags.has("--build");
}

/** Whoever waited for the lock may find the work done. */
async function setUp() {
  if (!isInstalled()) install();
  if (!isBuilt() || flags.has("--build")) build();
  await buildPage(root, say, flags.has("--build"));
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    2,
    `Tunesmith needs Node 20.19 or newer; this is ${process.version}. Get one from https://nodejs.org.`,
  );
}

/**
 * Whether node_modules holds every package of the lock in its version; npm notes down what it installed when it has
 * finished. Times say less: `npm install` writes the lock and its note in the same millisecond.
 */
function isInstalled() {
  const note = join(root, "node_modules/.package-lock.json");
  if (!existsSync(note)) return false;
  const { "": _root, ...wanted } = packagesOf(join(root, "package-lock.json"));
  const found = packagesOf(note);
  // An optional package may be meant for another platform.
  return Object.entries(wanted).every(([path, { version, optional }]) =>
    found[path] ? found[path].version === version : optional,
  );
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, "utf8")).packages;
}

function install() {
  say("Installing the packages that package-lock.json names (npm ci) …");
  // Development packages are needed whatever NODE_ENV says: the compiler is one of them.
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = npmCli();
  const done = npm
    ? run(process.execPath, [npm, ...args])
    : run("npm", args, { shell: process.platform === "win32" });
  if (done.error)
    fail(1, `npm could not be started (${done.error.message}). It comes with Node: is it on the PATH?`);
  if (done.status !== 0) {
    const words = `${done.stdout}${done.stderr}`.trim();
    fail(
      done.status ?? 1,
      `${words}\n\nnpm ci failed, see above. Is the registry reachable? Try "npm ci" by hand.`,
    );
  }
}

/** npm's own script, where an `npm run` started us: the same npm, and no shell. */
function npmCli() {
  const path = process.env.npm_execpath;
  return path && /npm-cli\.c?js$/.test(path) && existsSync(path) ? path : null;
}

/** Whether dist was made from the sources as they are: the same files, sizes and times. */
function isBuilt() {
  return existsSync(dist) && existsSync(stamp) && readFileSync(stamp, "utf8") === sources();
}

function sources() {
  const files = ["tsconfig.json", "tsconfig.build.json"];
  for (const entry of readdirSync(join(root, "src"), { recursive: true })) files.push(join("src", entry));
  const facts = files
    .filter((file) => /\.ts$|\.json$/.test(file) && !/\.test(-d)?\.ts$/.test(file))
    .map((file) => ({ file, ...statSync(join(root, file), { throwIfNoEntry: false }) }));
  return facts
    .map(({ file, size, mtimeMs }) => `${file} ${size} ${mtimeMs}`)
    .sort()
    .join("\n");
}

/** Compiles beside dist and then takes its place, so that nobody sees half a build. */
function build() {
  say("Building dist …");
  const made = sources();
  const fresh = join(root, `.build-${process.pid}`);
  const old = `${fresh}-old`;
  for (const left of readdirSync(root)) if (left.startsWith(".build-")) remove(join(root, left));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const done = run(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json"), "--outDir", fresh]);
  if (done.status !== 0) {
    remove(fresh);
    fail(1, `${done.stdout}${done.stderr}\nThe build failed: the sources do not compile, see above.`);
  }
  keepPage(dist, fresh);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  remove(old);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, made);
}

function remove(path) {
  rmSync(path, { recursive: true, force: true });
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28, ...options });
}

function say(words) {
  if (!flags.has("--quiet")) console.error(words);
}

function fail(status, words) {
  console.error(words);
  process.exit(status);
}
