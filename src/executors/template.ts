/** Config files with placeholders: each trial gets a copy of its own. */
import { readFileSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { didYouMean, TunesmithError } from "../error.ts";
import type { Scalar } from "../space/index.ts";

/** `{name}`; `{{name}}` is the braces themselves, and `${name}` is left to whom it is meant for. */
const hole = /\{\{([A-Za-z_][\w.-]*)\}\}|(?<!\$)\{([A-Za-z_][\w.-]*)\}/g;

type Format = "yaml" | "json" | "toml" | "ini";

const formats: { readonly [ending: string]: Format } = {
  ".yaml": "yaml",
  ".yml": "yaml",
  ".json": "json",
  ".toml": "toml",
  ".ini": "ini",
  ".cfg": "ini",
  ".conf": "ini",
};

/** A config file with placeholders, read and checked. */
export interface Template {
  /** What the command calls the copy: `{config}` in its words. */
  readonly name: string;
  /** The file as the user named it; such a word in the command becomes the copy. */
  readonly path: string;
  /** The name of the copy. */
  readonly file: string;
  readonly names: ReadonlySet<string>;
  /** @throws TunesmithError "params" for a value that cannot stand there */
  render(values: ReadonlyMap<string, Scalar>): string;
}

/**
 * Reads a template.
 *
 * @param names  the parameters, by dotted names
 * @throws TunesmithError "file" for a file that cannot be read, is of another kind, or names what is no parameter, with line and column
 */
export function readTemplate(
  name: string,
  path: string,
  o: { readonly cwd: string; readonly names: readonly string[] },
): Template {
  const format = formats[extname(path).toLowerCase()];
  if (!format)
    throw new TunesmithError(
      "file",
      `${path} is no template: it must end in .yaml, .yml, .json, .toml, .ini, .cfg or .conf.`,
    );
  const text = textOf(resolve(o.cwd, path));
  const found = new Set<string>();
  for (const { 0: all, 2: inner, index } of text.matchAll(hole)) {
    if (inner === undefined) continue;
    if (!o.names.includes(inner)) {
      throw new TunesmithError(
        "file",
        `${path}:${placeOf(text, index)}: ${all} names no parameter; ${didYouMean(inner, o.names)}. For the braces themselves, write {${all}}.`,
      );
    }
    found.add(inner);
  }
  const render = (values: ReadonlyMap<string, Scalar>) =>
    text.replace(hole, (_, literal: string | undefined, inner: string | undefined, at: number) => {
      if (inner === undefined) return `{${literal}}`;
      const value = values.has(inner) ? values.get(inner)! : null;
      return written(value, contextOf(text, at, at + inner.length + 2, format), (what) => {
        return new TunesmithError(
          "params",
          `${path}:${placeOf(text, at)}: {${inner}} is ${JSON.stringify(value)}, and ${what}.`,
        );
      });
    });
  return { name, path, file: basename(path), names: found, render };
}

/** Where a hole stands: in a text with quotes, or bare; `isWhole`: nothing else is part of that value. */
interface Context {
  readonly format: Format;
  readonly quote: '"' | "'" | null;
  readonly isWhole: boolean;
}

function contextOf(text: string, from: number, to: number, format: Format): Context {
  const line = text.slice(text.lastIndexOf("\n", from - 1) + 1, from);
  let quote: Context["quote"] = null;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (quote === '"' && c === "\\") i += 1;
    else if (c === quote) quote = null;
    // An apostrophe within a bare word opens nothing.
    else if (quote === null && (c === '"' || (c === "'" && !/\w/.test(line[i - 1] ?? "")))) quote = c;
  }
  const rest = text.slice(to, (text.indexOf("\n", to) + 1 || text.length + 1) - 1);
  // A comma parts values only within brackets; elsewhere it is a part of a bare text.
  const begins = /[[{]/.test(line) || !line.includes(":") ? /(?:^|[:=,[{]|^\s*(?:- +)*-)\s*$/ : /[:=]\s*$/;
  const isWhole = begins.test(line) && /^\s*(?:$|[,\]}])|^\s+#/.test(rest);
  return { format, quote, isWhole };
}

/** A value as it must be written there. */
function written(
  value: Scalar,
  { format, quote, isWhole }: Context,
  refuse: (what: string) => TunesmithError,
): string {
  const text = String(value);
  if (quote === '"') return JSON.stringify(text).slice(1, -1);
  if (quote === "'") {
    if (format === "yaml" && !/[\r\n]/.test(text)) return text.replaceAll("'", "''");
    if (!/['\r\n]/.test(text)) return text;
    throw refuse('it stands in single quotes, which cannot hold that; use double ones, "…"');
  }
  if (value === null && (format === "toml" || format === "ini"))
    throw refuse(`${format.toUpperCase()} has no null`);
  if (typeof value === "number") return tidy(value, format);
  if (typeof value !== "string") return text;
  if (isWhole && format === "ini") {
    if (/^(?!\s)[^\r\n#;]*(?<!\s)$/.test(value)) return value; // quotes would be a part of it
    throw refuse("a line of such a file cannot hold that");
  }
  if (isWhole) return JSON.stringify(value);
  if (/^[\w./+-]*$/.test(value)) return value;
  throw refuse('it is a part of a text without quotes; put the whole text into double quotes, "…"');
}

/** YAML 1.1, as Python reads it, takes `1e-05` for a text: a number there needs its point. */
function tidy(value: number, format: Format): string {
  const text = String(value);
  return format !== "json" && /^-?\d+e/.test(text) ? text.replace("e", ".0e") : text;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new TunesmithError("file", `the template ${path} cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  return `${before.length}:${before.at(-1)!.length + 1}`;
}
