/** A study from a YAML file: a space, goals, and a command. */
import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { type Document, isMap, isNode, LineCounter, parseDocument } from "yaml";
import { didYouMean, isTunesmithError, TunesmithError } from "../../error.ts";
import { checkGoals, type Goals } from "../../history/index.ts";
import { defined } from "../../json.ts";
import { prunerByName } from "../../pruners/index.ts";
import { samplerByName } from "../../samplers/index.ts";
import {
  checkConstraints,
  checkSpace,
  type Domain,
  joinSpace,
  parseDomain,
  type Space,
} from "../../space/index.ts";
import { commandObjective } from "../command-objective.ts";
import type { Plan, Settings } from "./plan.ts";
import { textOf, wholeOf } from "./readers.ts";
import { settings } from "./settings.ts";

/** The keys of such a file, and what each one holds. */
export const keys: { readonly [key: string]: string } = {
  name: "a text",
  space: "names and domains, such as lr: float(1e-5, 1e-1, log)",
  constraints: 'a list of conditions, such as ["layers * width <= 4096"]',
  maximize: "the name of a metric",
  minimize: "the name of a metric",
  goals: "names, each maximize, minimize, { atMost: 20 } or { atLeast: 0.9 }",
  sampler: "a name, or { name: gp, startup: 10 }",
  pruner: "a name, or { name: asha, reductionFactor: 4 }",
  seed: "a whole number",
  trials: "a whole number",
  command: 'a list of words, such as [python, train.py, "{--lr}"]',
  storage: "the URL of the storage",
  ...Object.fromEntries(settings.map(({ key, holds }) => [key, holds])),
};

type Given = { readonly [key: string]: unknown };

/**
 * Reads such a file.
 *
 * @throws TunesmithError "file", with line and column, for what it should not say
 */
export function planOfYaml(path: string): Plan {
  const lines = new LineCounter();
  const doc = parseDocument(contentOf(path), { lineCounter: lines });
  const [broken] = doc.errors;
  if (broken)
    throw new TunesmithError(
      "file",
      `${path}:${lineOf(broken)}: ${broken.message.split(/ at line |\n/)[0]}.`,
    );

  const refuse = (at: readonly (string | number)[], what: string) =>
    new TunesmithError("file", `${path}:${placeOf(doc, lines, at)}: ${what}`);
  if (!isMap(doc.contents)) throw refuse([], "a study is written as names and values, such as trials: 50.");
  const given = doc.toJS() as Given;
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(keys, key));
  if (unknown !== undefined) {
    throw refuse([unknown], `there is no key "${unknown}"; ${didYouMean(unknown, Object.keys(keys))}.`);
  }
  /** Reads a key by a reader that gives null, or throws, for what it cannot take. */
  const read = <T>(key: string, reader: (value: unknown) => T | null): T | undefined => {
    if (given[key] === undefined) return undefined;
    const value = inPlace(
      () => reader(given[key]),
      (what) => refuse([key], `${key}: ${what}`),
    );
    if (value === null) throw refuse([key], `${key} is ${JSON.stringify(given[key])}; give ${keys[key]}.`);
    return value;
  };

  const space = read("space", (value) =>
    spaceOf(value, (name, what) => refuse(["space", name], `space.${name}: ${what}`)),
  );
  if (!space) throw refuse([], `there is no space; give ${keys.space}.`);
  const goals = inPlace(
    () => goalsOf(given),
    (what) => refuse([], what),
  );
  const argv = read("command", wordsOf);
  if (!argv) throw refuse([], `there is no command; give ${keys.command}.`);
  const cwd = resolve(dirname(path), read("cwd", textOf) ?? ".");
  const values = settings.map(({ key, read: reader }) => [key, read(key, reader)] as const);
  const found: Settings = { ...defined(Object.fromEntries(values)), cwd };
  const name = read("name", textOf) ?? basename(path).replace(/\.ya?ml$/i, "");
  inPlace(
    () => commandObjective(argv, { name, space, goals, settings: found }),
    (what) => refuse(["command"], `command: ${what}`),
  );
  return {
    name,
    space,
    goals,
    objective: { argv },
    settings: found,
    ...defined({
      storage: read("storage", textOf),
      constraints: read("constraints", (value) => checkConstraints(space, value)),
      sampler: read("sampler", (value) => partOf(value, samplerByName)),
      pruner: read("pruner", (value) => partOf(value, prunerByName)),
      seed: read("seed", (value) => (Number.isSafeInteger(value) ? (value as number) : null)),
      trials: read("trials", (value) => wholeOf(value, 1, Infinity)),
    }),
  };
}

/** `line:column` of what the parser stumbled over. */
function lineOf({ linePos }: { readonly linePos?: readonly { line: number; col: number }[] }): string {
  const at = linePos?.[0];
  return at ? `${at.line}:${at.col}` : "1:1";
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new TunesmithError("file", `${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** `line:column` of a value, or of the nearest one around it. */
function placeOf(doc: Document, lines: LineCounter, at: readonly (string | number)[]): string {
  for (let depth = at.length; depth >= 0; depth--) {
    const node = doc.getIn(at.slice(0, depth), true);
    if (!isNode(node) || !node.range) continue;
    const { line, col } = lines.linePos(node.range[0]);
    return `${line}:${col}`;
  }
  return "1:1";
}

/** Says where in the file it was that something of ours was refused. */
function inPlace<T>(make: () => T, refuse: (what: string) => TunesmithError): T {
  try {
    return make();
  } catch (e) {
    if (isTunesmithError(e) && e.code !== "file") throw refuse(e.message);
    throw e;
  }
}

/** Domains as text, `float(0, 1)`, or in the JSON form, `{ kind: float, low: 0, high: 1 }`; names may be dotted. */
function spaceOf(value: unknown, refuse: (name: string, what: string) => TunesmithError): Space | null {
  if (!isRecord(value)) return null;
  const domains = Object.entries(value).map(([name, domain]): [string, Domain] => [
    name,
    inPlace(
      () => (typeof domain === "string" ? parseDomain(domain) : domainOf(name.split(".").at(-1)!, domain)),
      (what) => refuse(name, what),
    ),
  ]);
  return joinSpace(domains);
}

/** A domain in the JSON form; `name` is for messages. */
function domainOf(name: string, domain: unknown): Domain {
  return checkSpace({ [name]: domain as Domain })[name]!;
}

function goalsOf({ maximize, minimize, goals }: Given): Goals {
  const given = [maximize, minimize, goals].filter((x) => x !== undefined);
  if (given.length !== 1) {
    throw new TunesmithError("goals", "give one of maximize: METRIC, minimize: METRIC, goals: { … }.");
  }
  if (goals !== undefined) return checkGoals(goals as Goals);
  const metric = maximize ?? minimize;
  if (typeof metric !== "string" || metric === "") {
    throw new TunesmithError("goals", `the metric is ${JSON.stringify(metric)}; give its name.`);
  }
  return checkGoals({ [metric]: maximize === undefined ? "minimize" : "maximize" });
}

/** A part by name, or by name with options. */
function partOf<T>(value: unknown, make: (name: string, options?: never) => T): T | null {
  if (typeof value === "string") return make(value);
  if (!isRecord(value) || typeof value.name !== "string") return null;
  const { name, ...options } = value;
  return make(name, options as never);
}

/** A command as a list; a text without anything special in it is split at its blanks. */
function wordsOf(value: unknown): string[] | null {
  if (typeof value === "string" && !/["'`\\$|&;<>*?]/.test(value) && value.trim() !== "")
    return value.trim().split(/\s+/);
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.every((word) => typeof word === "string" || typeof word === "number")
    ? value.map(String)
    : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
