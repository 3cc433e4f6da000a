/** The numbers, texts and switches of a config file, and where each stands in it. */
import { readFileSync } from "node:fs";
import { isMap, isScalar, isSeq, parseDocument } from "yaml";

/** One value of it. */
export interface Leaf {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  readonly value: number | boolean | string;
  /** The value as it is written, and where, in characters. */
  readonly text: string;
  readonly at: readonly [from: number, to: number];
}

/** The config file that a word names, alone or as `--config=conf.yaml`; null where it names none. */
export function configIn(word: string): string | null {
  return /^(?:-{0,2}[\w.-]+=)?([^=]+\.(?:ya?ml|json|toml|ini|cfg|conf))$/i.exec(word)?.[1] ?? null;
}

/**
 * Reads the leaves of a YAML, JSON, TOML or INI file; those of lists are left out.
 *
 * @returns the text of the file, and its leaves in order
 */
export function leavesOf(path: string): { readonly text: string; readonly leaves: readonly Leaf[] } {
  const text = readFileSync(path, "utf8");
  return { text, leaves: /\.(ya?ml|json)$/i.test(path) ? leavesOfYaml(text) : ofLines(text) };
}

/** Reads the leaves of a YAML or JSON text. */
export function leavesOfYaml(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (node: unknown, path: readonly string[]) => {
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      const inner = [...path, String(isScalar(key) ? key.value : key)];
      if (isMap(value)) walk(value, inner);
      else if (isScalar(value) && !isSeq(value) && value.range) {
        const at: [number, number] = [value.range[0], value.range[1]];
        const found = value.value;
        if (typeof found === "number" || typeof found === "boolean" || typeof found === "string") {
          leaves.push({ path: inner, value: found, text: text.slice(...at), at });
        }
      }
    }
  };
  walk(parseDocument(text).contents, []);
  return leaves;
}

/**
 * Of TOML and INI the lines `name = value` and the heads `[table]`; that is all a number can stand in, but for inline tables.
 * XGBoost's and LightGBM's config files are such lines, too.
 */
function ofLines(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  let table: readonly string[] = [];
  for (const match of text.matchAll(
    /^[ \t]*(?:\[([\w. -]+)\]|([\w-]+)[ \t]*[=:][ \t]*([-+\w.]+|"[^"\\\n]*"))[ \t]*(?:[#;].*)?$/gm,
  )) {
    const [all, head, key, written] = match;
    if (head !== undefined) table = head.split(".");
    if (key === undefined || written === undefined) continue;
    const from = match.index + all.indexOf(written, all.search(/[=:]/));
    const number = Number(written.replaceAll("_", ""));
    const value = written.startsWith('"')
      ? written.slice(1, -1)
      : /^true$/i.test(written)
        ? true
        : /^false$/i.test(written)
          ? false
          : number;
    if (typeof value === "number" && !Number.isFinite(value)) continue;
    leaves.push({ path: [...table, key], value, text: written, at: [from, from + written.length] });
  }
  return leaves;
}
