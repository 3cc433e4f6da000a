/** The plan of the house: which room is on which floor, and what may therefore be imported where. */
import type { Import } from "./imports.ts";

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
  charts: 3.5, // over analysis, whose data it draws; for the page, too
  storage: 4,
  threads: 4, // work beside the main thread, whatever it is
  "option-names.ts": 4, // for who calls the library: the study, and all over it
  study: 5,
  "index.ts": 5.1, // what users import: over the study, under everything that uses it as they do
  testing: 5.2, // for tests alone
  pictures: 6,
  executors: 6,
  launchers: 6,
  ml: 6,
  server: 7,
  cli: 8,
};

/** Floors up to here run in a browser, and give the same for the same: no I/O, no clock, no chance. */
export const lastPureFloor = 3.5;

/** Floors up to here are a library, which prints nothing by itself. */
export const lastSilentFloor = 5;

/** A storage never looks inside params: it sees events, and nothing of what makes or reads them. */
const storageMayImport = new Set(["error.ts", "json.ts", "history", "storage"]);

/** `src/math/rng.ts` is in `math`; `src/error.ts` and its test are in `error.ts`. */
export function roomOf(path: string): string {
  return path.split("/")[1]!.replace(/\.test(-d)?\.ts$/, ".ts");
}

/** The floor of a room; undefined when the plan has no such room. */
export function floorOf(room: string): number | undefined {
  return floors[room];
}

/** Why a file of `room` may not import something; undefined when it may. */
export function whyNot(room: string, { from, path }: Import): string | undefined {
  const floor = floors[room]!;
  if (path === null) {
    if (/^tunesmith($|\/)/.test(from)) return "that is this package; name the file";
    return floor <= lastPureFloor ? `floor ${floor} has neither Node nor packages` : undefined;
  }
  const target = roomOf(path);
  if (target === room || !path.startsWith("src/")) return undefined;
  const below = floors[target];
  if (target === "testing") return "src/testing is for tests";
  if (below === undefined || below > floor) return overWords(target, room);
  if (below === floor) return "rooms of one floor stand apart; what both need goes down";
  if (room === "storage" && !storageMayImport.has(target)) return "a storage sees events only";
  return undefined;
}

/** Why a test beside the files of `room` may not: it may look sideways, and at src/testing. */
export function whyNotInTest(room: string, { path }: Import): string | undefined {
  if (path === null || !path.startsWith("src/")) return undefined;
  const target = roomOf(path);
  const isNear = target === "testing" || (floors[target] ?? Infinity) <= floors[room]!;
  return isNear ? undefined : `${overWords(target, room)}; a test of both belongs into test/`;
}

function overWords(target: string, room: string): string {
  return `it is on floor ${floors[target] ?? "?"}, over floor ${floors[room]}`;
}
