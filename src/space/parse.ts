/**
 * Domains as text, for flags and files: `float(1e-5, 1e-1, log)`, `int(1, 10, step=3)`, `categorical(1, 2, 4; ordered)`.
 *
 *   domain = kind "(" [ item { "," item } ] [ ";" item { "," item } ] ")"
 *   item   = word | "text in quotes" | name "=" word
 *
 * A word is a number, true, false, null or else a text; what stands in quotes is a text, with JSON's escapes. This is the
 * form in which `describe` shows a domain. `branch(svm, forest)` names the cases alone: what a case holds is declared
 * beside it by dotted names, `model.svm.c`, as tables have them.
 */
import { didYouMean, TunesmithError } from "../error.ts";
import { branch, categorical, checkSpace, float, int } from "./declare.ts";
import type { Domain, Scalar, Space } from "./domain.ts";
import { type Item, itemsOf } from "./items.ts";
import { scalarOf } from "./word.ts";

const examples = {
  float: "float(1e-5, 1e-1, log)",
  int: "int(1, 10)",
  categorical: "categorical(sgd, adam)",
  branch: "branch(svm, forest)",
};
/** What other tools call them. */
const theirs: { readonly [name: string]: string } = {
  ...{
    uniform: "float",
    loguniform: "float",
    real: "float",
    randint: "int",
    integer: "int",
    choice: "categorical",
  },
};
const kinds = Object.keys(examples) as (keyof typeof examples)[];

/**
 * Reads a domain.
 *
 * @throws TunesmithError "space", with what was found and an example
 * @example parseDomain("int(16, 1024, log)")
 */
export function parseDomain(text: string): Domain {
  const [, name = "", body] = /^\s*([\w-]*)\s*\((.*)\)\s*$/s.exec(text) ?? [];
  if (body === undefined) {
    throw wrong(text, `is no domain; write ${Object.values(examples).join(", ")}`);
  }
  const kind = kinds.find((k) => k === name);
  if (!kind) throw wrong(text, `begins with no kind of domain; ${didYouMean(theirs[name] ?? name, kinds)}`);
  const refuse = (what: string) => wrong(text, `${what}; write it like ${examples[kind]}`);
  const items = itemsOf(body, refuse);
  switch (kind) {
    case "float":
    case "int": {
      const { low, high, options } = rangeOf(items, refuse);
      return kind === "float" ? float(low, high, options) : int(low, high, options);
    }
    case "categorical":
      return categoricalOf(items, refuse);
    case "branch":
      return branch(Object.fromEntries(wordsOf(items, refuse).map((word) => [String(word), {}])));
  }
}

/**
 * Reads one parameter, as a flag gives it: `lr=float(1e-5, 1e-1, log)`.
 *
 * @returns its name, possibly dotted, and its domain
 * @throws TunesmithError "space"
 */
export function parseParam(text: string): [name: string, domain: Domain] {
  const [, name, domain] = /^\s*([^=]*?)\s*=(.*)$/s.exec(text) ?? [];
  if (!name || domain === undefined) {
    throw wrong(text, `is no parameter; write name=domain, like lr=${examples.float}`);
  }
  return [name, parseDomain(domain)];
}

/**
 * Puts parameters with dotted names together: `model.svm.c` goes into the case `svm` of the branch `model`.
 *
 * @param params  the inverse of what `dimsOf` gives
 * @throws TunesmithError "space" for a name that comes twice, or hangs under no branch
 */
export function joinSpace(params: readonly (readonly [name: string, domain: Domain])[]): Space {
  const root: OpenSpace = {};
  const depth = (name: string) => name.split(".").length;
  const parentsFirst = [...params].sort(([a], [b]) => depth(a) - depth(b));
  for (const [name, domain] of parentsFirst) {
    const path = name.split(".");
    const last = path.pop()!;
    const space = spaceAt(root, path, name);
    if (Object.hasOwn(space, last)) {
      throw new TunesmithError("space", `the parameter "${name}" is declared twice; remove one.`);
    }
    space[last] = domain.kind === "branch" ? { kind: "branch", cases: { ...domain.cases } } : domain;
  }
  return checkSpace(root);
}

/** A space that is still being put together. */
interface OpenSpace {
  [name: string]: Domain | { readonly kind: "branch"; readonly cases: { [name: string]: OpenSpace } };
}

/** The space that a path of branch, case, branch, case … leads to. */
function spaceAt(root: OpenSpace, path: readonly string[], name: string): OpenSpace {
  let space = root;
  for (let i = 0; i < path.length; i += 2) {
    const above = path.slice(0, i + 1).join(".");
    const parent = space[path[i]!];
    if (parent?.kind !== "branch") {
      throw new TunesmithError(
        "space",
        `"${name}" hangs under "${above}", and that is no branch; declare it: ${above}=${examples.branch}.`,
      );
    }
    const cases = parent.cases as { [name: string]: OpenSpace };
    const is = path[i + 1];
    if (is === undefined || !Object.hasOwn(cases, is)) {
      const what =
        is === undefined ? `"${name}" names no case of "${above}"` : `"${above}" has no case "${is}"`;
      throw new TunesmithError(
        "space",
        `${what}; there are ${Object.keys(cases).join(", ")}. A name is like ${above}.${Object.keys(cases)[0]}.c.`,
      );
    }
    cases[is] = { ...cases[is] };
    space = cases[is];
  }
  return space;
}

type Refuse = (what: string) => TunesmithError;

function rangeOf(
  items: readonly Item[],
  refuse: Refuse,
): { low: number; high: number; options: { log?: boolean; step?: number } } {
  const [low, high, ...rest] = items;
  const options: { log?: boolean; step?: number } = {};
  for (const item of rest) {
    if (item.name === "step") options.step = numberOf(item, "step", refuse);
    else if (item.text === "log" && item.name === null && !item.isQuoted) options.log = true;
    else throw refuse(`has the option ${shown(item)}, and there are log and step=NUMBER`);
  }
  return { low: numberOf(low, "low", refuse), high: numberOf(high, "high", refuse), options };
}

function numberOf(item: Item | undefined, what: string, refuse: Refuse): number {
  if (!item) throw refuse(`lacks its ${what} bound`);
  const value = item.isQuoted || (item.name ?? what) !== what ? null : scalarOf(item.text);
  if (typeof value !== "number") throw refuse(`has ${shown(item)} where the number ${what} should stand`);
  return value;
}

function categoricalOf(items: readonly Item[], refuse: Refuse): Domain {
  const options = items.filter((item) => item.isOption);
  for (const item of options) {
    const isOrdered = item.text === "ordered" && !item.isQuoted && item.name === null;
    if (!isOrdered) throw refuse(`has ${shown(item)} after the ";", where only ordered may stand`);
  }
  const choices = wordsOf(
    items.filter((item) => !item.isOption),
    refuse,
  );
  return categorical(choices, { ordered: options.length > 0 });
}

function wordsOf(items: readonly Item[], refuse: Refuse): Scalar[] {
  return items.map((item) => {
    if (item.isQuoted) return item.text;
    if (item.name !== null) throw refuse(`has ${shown(item)}; a text with "=" stands in quotes`);
    if (item.text === "ordered") {
      throw refuse('has the choice ordered; quote it, "ordered", or put "; ordered" behind the last choice');
    }
    return scalarOf(item.text);
  });
}

function shown({ name, text, isQuoted }: Item): string {
  return `${name === null ? "" : `${name}=`}${isQuoted ? JSON.stringify(text) : text}`;
}

function wrong(text: string, what: string): TunesmithError {
  const found = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return new TunesmithError("space", `"${found}" ${what}.`);
}
