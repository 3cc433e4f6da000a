/**
 * Checks that the house stands: every import points down, nothing below is impure, nothing goes round in circles.
 *
 *   jiti scripts/floors.ts [ROOT]
 */
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cyclesOf } from "./house/cycles.ts";
import { type Import, importsOf } from "./house/imports.ts";
import { mentionsOf } from "./house/mentions.ts";
import { conclude, type Fault, readSources, type Source } from "./house/source.ts";

/** The floor of every room of `src`: a folder, or a file beside the folders. */
const floors: { readonly [room: string]: number } = {
  "error.ts": -1, // the ground that all stands on, and that stands on nothing
  "json.ts": -1,
  math: 0,
  space: 1,
  history: 2,
  samplers: 3,
  pruners: 3,
  stoppers: 3,
  analysis: 3,
  storage: 4,
  study: 5,
  "index.ts": 5.1, // what users import: over the study, under everything that uses it as they do
  testing: 5.2, // for tests alone
  executors: 6,
  launchers: 6,
  ml: 6,
  server: 7,
  cli: 8,
};

/** Floors up to here run in a browser, and give the same for the same: no I/O, no clock, no chance. */
const lastPureFloor = 3;
const impure = new Set([
  ...[
    "Math.random",
    "Date.now",
    "new Date()",
    "performance",
    "process",
    "console",
    "Buffer",
    "fetch",
    "crypto",
  ],
  ...["setTimeout", "setInterval", "setImmediate"],
]);

/** A library says nothing by itself. */
const lastSilentFloor = 5;

/** A storage never looks inside params: it sees events, and nothing of what makes or reads them. */
const storageMayImport = new Set(["error.ts", "json.ts", "history", "storage"]);

/** Names that say nothing. */
const emptyNames = new Set(["utils", "util", "helpers", "common", "base", "manager", "misc"]);

/** Words of higher floors that `src/math` does not know; `@param` is the docstring's. */
const notMath = /(?<!@)\b(trials?|study|studies|params?)\b/gi;

const root = process.argv[2] ?? join(fileURLToPath(import.meta.url), "../..");
const sources = readSources(root);
const imports = new Map(sources.map((source) => [source.path, importsOf(source)]));
const faults = [...sources.flatMap(faultsOf), ...cycles(), ...orphans()];
const count = [...imports.values()].flat().length;
conclude(faults, `${sources.length} files, ${count} imports, and each points down`);

function faultsOf(source: Source): Fault[] {
  const at = (line: number, message: string): Fault => ({ path: source.path, line, message });
  const room = roomOf(source.path);
  const floor = floors[room];
  if (floor === undefined) return [at(1, `src/${room} has no floor; give it one in scripts/floors.ts`)];

  const found: Fault[] = [];
  const name = basename(source.path).split(".")[0]!;
  if (emptyNames.has(name)) found.push(at(1, `"${name}" says nothing; name the file for what is in it`));
  for (const one of imports.get(source.path)!) {
    const why = source.isTest ? whyNotInTest(room, one) : whyNot(room, one);
    if (why) found.push(at(one.line, `${room} may not import ${one.from}: ${why}`));
  }
  for (const { name, line } of source.isTest ? [] : mentionsOf(source)) {
    if (floor <= lastPureFloor && impure.has(name))
      found.push(at(line, `${name} on floor ${floor}: all is pure here`));
    else if (floor <= lastSilentFloor && name === "console")
      found.push(at(line, "only the floors above print"));
  }
  if (room === "math") {
    for (const { 0: word, index } of source.text.matchAll(notMath)) {
      found.push(at(source.lineAt(index), `"${word}" in src/math, which knows numbers only`));
    }
  }
  return found;
}

/** Why a file in `room` may not import something; undefined when it may. */
function whyNot(room: string, { from, path }: Import): string | undefined {
  const floor = floors[room]!;
  if (path === null) {
    if (/^tunesmith($|\/)/.test(from)) return "that is this package; name the file";
    return floor <= lastPureFloor ? `floor ${floor} has neither Node nor packages` : undefined;
  }
  const target = roomOf(path);
  const below = floors[target];
  if (target === room && room.includes(".")) return "it is the file itself";
  if (target === room || !path.startsWith("src/")) return undefined;
  if (below === undefined) return `src/${target} has no floor`;
  if (target === "testing") return "src/testing is for tests";
  if (below > floor) return `floor ${below} is over floor ${floor}`;
  if (below === floor) return `rooms of one floor stand apart; what both need goes down`;
  if (room === "storage" && !storageMayImport.has(target)) return "a storage sees events only";
  return undefined;
}

/** A test may look sideways, and at src/testing. */
function whyNotInTest(room: string, { path }: Import): string | undefined {
  if (path === null || !path.startsWith("src/")) return undefined;
  const target = roomOf(path);
  if (target === "testing" || (floors[target] ?? Infinity) <= floors[room]!) return undefined;
  return `floor ${floors[target]} is over floor ${floors[room]}; a test of both belongs into test/`;
}

function cycles(): Fault[] {
  const graph = new Map([...imports].map(([path, list]) => [path, list.flatMap((one) => one.path ?? [])]));
  return cyclesOf(graph).map((cycle) => {
    const line = imports.get(cycle[0]!)!.find((one) => one.path === cycle[1])!.line;
    return { path: cycle[0]!, line, message: `a cycle: ${cycle.join(" -> ")}` };
  });
}

/** Files that nobody imports, and that are no way in either: published indexes and the command line are. */
function orphans(): Fault[] {
  const known = new Set<string | null>();
  for (const source of sources)
    if (!source.isTest) for (const one of imports.get(source.path)!) known.add(one.path);
  return sources
    .filter(
      ({ path, isTest }) =>
        !isTest && !known.has(path) && !/^src\/([^/]+\/)?index\.ts$|^src\/cli\//.test(path),
    )
    .map(({ path }) => ({ path, line: 1, message: "nobody imports this file" }));
}

/** `src/math/rng.ts` is in `math`; `src/error.ts` and its test are in `error.ts`. */
function roomOf(path: string): string {
  return path.split("/")[1]!.replace(/\.test(-d)?\.ts$/, ".ts");
}
