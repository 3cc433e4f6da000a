import { posix } from "node:path";
import { Visitor } from "vite";
import type { Source } from "./source.ts";

/** One file's mention of another file or of a package. */
export interface Import {
  /** As written: `./rng.ts`, `node:fs`, `vitest`. */
  readonly from: string;
  /** The path of the file meant; null for a package. */
  readonly path: string | null;
  readonly line: number;
}

/** Everything a file imports by name, in the order of the text: types, re-exports and `import("…")` count. */
export function importsOf(source: Source): Import[] {
  const imports: Import[] = [];
  const add = (name: unknown, start: number) => {
    if (typeof name !== "string") return;
    const path = name.startsWith(".") ? posix.join(posix.dirname(source.path), name) : null;
    imports.push({ from: name, path, line: source.lineAt(start) });
  };
  new Visitor({
    ImportDeclaration: (n) => add(n.source.value, n.start),
    ExportNamedDeclaration: (n) => add(n.source?.value, n.start),
    ExportAllDeclaration: (n) => add(n.source.value, n.start),
    ImportExpression: (n) => add(n.source.type === "Literal" && n.source.value, n.start),
    TSImportType: (n) => add(n.source.value, n.start),
    // The file of a thread or process: new URL("./file.js", import.meta.url), named as it will be when compiled.
    NewExpression(n) {
      const [file, base] = n.arguments;
      const isUrl = n.callee.type === "Identifier" && n.callee.name === "URL";
      const isHere = base?.type === "MemberExpression" && base.object.type === "MetaProperty";
      if (!isUrl || !isHere || file?.type !== "Literal") return;
      if (typeof file.value === "string") add(file.value.replace(/\.js$/, ".ts"), n.start);
    },
  }).visit(source.program);
  return imports;
}
