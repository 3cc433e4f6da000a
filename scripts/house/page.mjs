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
import { pathToFileURL } from "node:url";

/** What the page is made of: its own files, and the floors that run in a browser. */
const parts = ["dashboard", "src/math", "src/space", "src/history", "src/analysis", "src/charts"];
const files = ["src/error.ts", "src/json.ts"];

/**
 * Builds the live page of a checkout into `dist/page`, when its sources are not those of the last build.
 *
 * @param say      told what is done
 * @param isAsked  whether it is built in any case
 */
export async function buildPage(root, say, isAsked) {
  if (!existsSync(join(root, "dashboard/index.html"))) return;
  const made = facts(root);
  if (!isAsked && isPageBuilt(root, made)) return;
  say("Building the page …");
  const { build } = await import(pathToFileURL(join(root, "node_modules/vite/dist/node/index.js")).href);
  const fresh = join(root, "dist/page");
  process.env.NODE_ENV = "production"; // Vite would build for whatever it is set to, such as by a test that starts a command
  await build({
    root: join(root, "dashboard"),
    configFile: join(root, "dashboard/vite.config.js"),
    logLevel: "error",
    build: { outDir: fresh, emptyOutDir: true },
  });
  mkdirSync(dirname(stampOf(root)), { recursive: true });
  writeFileSync(stampOf(root), made);
}

/** Whether the page was built from the sources as they are. */
export function isPageBuilt(root, made = facts(root)) {
  if (!existsSync(join(root, "dashboard/index.html"))) return true;
  const [page, stamp] = [join(root, "dist/page/index.html"), stampOf(root)];
  return existsSync(page) && existsSync(stamp) && readFileSync(stamp, "utf8") === made;
}

/** Carries a built page over into a new dist. */
export function keepPage(from, to) {
  const [old, kept] = [join(from, "page"), join(to, "page")];
  if (!existsSync(old)) return;
  rmSync(kept, { recursive: true, force: true });
  renameSync(old, kept);
}

function stampOf(root) {
  return join(root, "node_modules/.cache/tunesmith-page");
}

/** The same files, sizes and times. */
function facts(root) {
  const found = [...files];
  for (const part of parts) {
    if (!existsSync(join(root, part))) continue;
    for (const entry of readdirSync(join(root, part), { recursive: true })) found.push(join(part, entry));
  }
  return found
    .filter((file) => /\.(tsx?|css|html|js|json|svg)$/.test(file) && !/\.test(-d)?\.tsx?$/.test(file))
    .map((file) => ({ file, ...statSync(join(root, file), { throwIfNoEntry: false }) }))
    .map(({ file, size, mtimeMs }) => `${file} ${size} ${mtimeMs}`)
    .sort()
    .join("\n");
}
