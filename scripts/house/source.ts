import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync, type Visitor } from "vite";

/** One file of `src`. */
export interface Source {
  /** From the root of the package, with slashes: `src/math/rng.ts`. */
  readonly path: string;
  readonly text: string;
  /** Tests, and tests of types. */
  readonly isTest: boolean;
  readonly program: Parameters<Visitor["visit"]>[0];
  /** The line of a place in the text; lines count from 1. */
  lineAt(offset: number): number;
}

/** Something that breaks a rule of the house. */
export interface Fault {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Reads all of `src`, sorted by path. */
export function readSources(root: string): Source[] {
  const src = join(root, "src");
  const files = existsSync(src) ? readdirSync(src, { recursive: true, encoding: "utf8" }) : [];
  return files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => posix.join("src", file.replaceAll("\\", "/")))
    .sort()
    .map((path) => parse(path, readFileSync(join(root, path), "utf8")));
}

/** Prints faults as `file:line: message` and then one line that sums up; sets the exit status. */
export function conclude(faults: readonly Fault[], whenFine: string): void {
  for (const { path, line, message } of faults) console.log(`${path}:${line}: ${message}`);
  const isFine = faults.length === 0;
  console.log(
    isFine ? whenFine : `${faults.length} against the rules of the house; CONTRIBUTING.md has them.`,
  );
  process.exitCode = isFine ? 0 : 1;
}

function parse(path: string, text: string): Source {
  const starts = [0];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  return {
    path,
    text,
    isTest: /\.test(-d)?\.ts$/.test(path),
    program: parseSync(path, text).program,
    lineAt: (offset) => starts.findLastIndex((start) => start <= offset) + 1,
  };
}
