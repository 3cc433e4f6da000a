/**
 * Prints the house numbers, and fails where one is broken.
 *
 *   jiti scripts/sizes.ts [ROOT]
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Visitor } from "vite";
import { conclude, type Fault, readSources, type Source } from "./house/source.ts";

/** One idea fills less; numeric code keeps a whole algorithm on a page, and a test its tables. */
const longest = 250;
const longestNumeric = 400;
const longestMedian = 120;
const isNumeric = /^src\/(math|ml|samplers)\/|\.test(-d)?\.ts$/;

/** Whoever calls with more must count commas: take one options object. */
const mostArguments = 4;
/** Whoever implements more writes two things. */
const mostMethods = 5;

const root = process.argv[2] ?? join(fileURLToPath(import.meta.url), "../..");
const sources = readSources(root);
const code = sources.filter((source) => !source.isTest);
const lengths = code.map(linesOf).sort((a, b) => a - b);
const median = lengths[Math.floor((lengths.length - 1) / 2)] ?? 0;

const faults = [...sources.flatMap(faultsOfText), ...code.flatMap(faultsOfShape)];
if (median > longestMedian)
  faults.push({
    path: "src",
    line: 1,
    message: `the median file has ${median} lines; ${longestMedian} are enough`,
  });
const total = lengths.reduce((sum, lines) => sum + lines, 0);
conclude(faults, `${code.length} files, ${total} lines; median ${median}, longest ${lengths.at(-1) ?? 0}`);

function faultsOfText(source: Source): Fault[] {
  const found: Fault[] = [];
  const [lines, most] = [linesOf(source), isNumeric.test(source.path) ? longestNumeric : longest];
  if (lines > most)
    found.push({ path: source.path, line: most, message: `${lines} lines; ${most} are enough` });
  for (const { 0: word, index } of source.text.matchAll(/\b(TODO|FIXME|XXX|HACK)\b/g)) {
    found.push({
      path: source.path,
      line: source.lineAt(index),
      message: `${word}: do it, or open an issue`,
    });
  }
  return found;
}

function faultsOfShape(source: Source): Fault[] {
  const found: Fault[] = [];
  const add = (n: { start: number }, message: string) => {
    found.push({ path: source.path, line: source.lineAt(n.start), message });
  };
  const signature = (n: { params: readonly unknown[]; start: number }) => {
    if (n.params.length > mostArguments)
      add(n, `${n.params.length} arguments; over ${mostArguments}, take one object`);
  };
  new Visitor({
    TSAnyKeyword: (n) => add(n, "any; say what it is, or unknown"),
    FunctionDeclaration: signature,
    FunctionExpression: signature,
    ArrowFunctionExpression: signature,
    TSMethodSignature: signature,
    TSInterfaceBody(n) {
      const methods = n.body.filter((member) => member.type === "TSMethodSignature").length;
      if (methods > mostMethods) add(n, `${methods} methods; over ${mostMethods} it is two interfaces`);
    },
  }).visit(source.program);
  return found;
}

function linesOf({ text }: Source): number {
  return text.trimEnd().split("\n").length;
}
