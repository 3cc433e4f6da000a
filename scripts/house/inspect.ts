import { basename } from "node:path";
import { cyclesOf } from "./cycles.ts";
import { type Import, importsOf } from "./imports.ts";
import { mentionsOf } from "./mentions.ts";
import { floorOf, lastPureFloor, lastSilentFloor, roomOf, whyNot, whyNotInTest } from "./plan.ts";
import type { Fault, Source } from "./source.ts";

/** What a pure floor does not touch: chance, the clock, the world. */
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

/** Names that say nothing. */
const emptyNames = new Set(["utils", "util", "helpers", "common", "base", "manager", "misc"]);

/** Words of higher floors that src/math does not know; `@param` is the docstring's. */
const notMath = /(?<!@)\b(trials?|study|studies|params?)\b/gi;

/** A file among the others, with what it imports. */
interface Node {
  readonly source: Source;
  readonly imports: readonly Import[];
}

/** Everything that is against the plan of the house: imports, impurities, words, cycles, and files without a use. */
export function inspect(sources: readonly Source[]): Fault[] {
  const nodes = sources.map((source) => ({ source, imports: importsOf(source) }));
  return [...nodes.flatMap(faultsOf), ...cycles(nodes), ...orphans(nodes)];
}

function faultsOf({ source, imports }: Node): Fault[] {
  const faults: Fault[] = [];
  const add = (line: number, message: string) => faults.push({ path: source.path, line, message });
  const room = roomOf(source.path);
  const floor = floorOf(room);
  const name = basename(source.path).split(".")[0]!;
  if (emptyNames.has(name)) add(1, `"${name}" says nothing; name the file for what is in it`);
  if (floor === undefined) {
    add(1, `src/${room} has no floor; give it one in scripts/house/plan.ts`);
    return faults;
  }
  for (const one of imports) {
    const why = source.isTest ? whyNotInTest(room, one) : whyNot(room, one);
    if (why) add(one.line, `${room} may not import ${one.from}: ${why}`);
  }
  for (const { name, line } of source.isTest ? [] : mentionsOf(source)) {
    if (floor <= lastPureFloor && impure.has(name)) add(line, `${name} on floor ${floor}, where all is pure`);
    else if (floor <= lastSilentFloor && name === "console")
      add(line, `console on floor ${floor}, which prints nothing`);
  }
  for (const { 0: word, index } of room === "math" ? source.text.matchAll(notMath) : []) {
    add(source.lineAt(index), `"${word}" in src/math, which knows numbers only`);
  }
  return faults;
}

function cycles(nodes: readonly Node[]): Fault[] {
  const graph = new Map(nodes.map((n) => [n.source.path, n.imports.flatMap((one) => one.path ?? [])]));
  return cyclesOf(graph).map((cycle) => {
    const [path, next] = cycle as [string, string];
    const { imports } = nodes.find((n) => n.source.path === path)!;
    return {
      path,
      line: imports.find((one) => one.path === next)!.line,
      message: `a cycle: ${cycle.join(" -> ")}`,
    };
  });
}

/** Files that no code imports, and that are no way in either: published indexes and the command line are. */
function orphans(nodes: readonly Node[]): Fault[] {
  const code = nodes.filter((n) => !n.source.isTest);
  const used = new Set(code.flatMap((n) => n.imports.map((one) => one.path)));
  return code
    .map((n) => n.source.path)
    .filter((path) => !used.has(path) && !/^src\/([^/]+\/)?index\.ts$|^src\/cli\//.test(path))
    .map((path) => ({ path, line: 1, message: "nobody imports this file" }));
}
