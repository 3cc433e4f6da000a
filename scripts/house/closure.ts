import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync } from "vite";

/** What a built file loads before its first line runs. */
export interface Closure {
  /** The files, itself first. */
  readonly files: readonly string[];
  readonly bytes: number;
  /** Modules of Node and of packages, as imported. */
  readonly outside: ReadonlySet<string>;
}

/** Follows the static imports of a built JavaScript file; `import(…)` is not followed. */
export function closureOf(file: string): Closure {
  const files = new Set([file]);
  const outside = new Set<string>();
  let bytes = 0;
  // A set hands out what is added while it is walked.
  for (const path of files) {
    const text = readFileSync(path, "utf8");
    bytes += Buffer.byteLength(text);
    for (const name of importsOf(path, text)) {
      if (name.startsWith(".")) files.add(join(dirname(path), name));
      else outside.add(name);
    }
  }
  return { files: [...files], bytes, outside };
}

function importsOf(path: string, text: string): string[] {
  const { staticImports, staticExports } = parseSync(path, text).module;
  const reexports = staticExports.flatMap((one) => one.entries.map((entry) => entry.moduleRequest?.value));
  return [
    ...staticImports.map((one) => one.moduleRequest.value),
    ...reexports.filter((name) => name !== undefined),
  ];
}
