/** Results, params and numbers of trials as words of the command line. */
import { didYouMean, TunesmithError } from "../error.ts";
import { objectivesOf } from "../history/index.ts";
import { dimsOf, type Scalar, type Space, scalarOf, unflatten } from "../space/index.ts";
import type { Study, Told } from "../study/index.ts";

/** What `tell` and `correct` take beside the values. */
export interface ToldOptions {
  readonly state?: "complete" | "failed" | "pruned";
  readonly why?: string;
}

/**
 * Reads a result: `0.93`, or `accuracy=0.93 latency=12`; or how the trial ended otherwise.
 *
 * @throws TunesmithError "usage"
 */
export function toldOf({ goals }: Pick<Study, "goals">, words: readonly string[], o: ToldOptions): Told {
  if (o.state !== undefined && o.state !== "complete") {
    if (words.length > 0) throw new TunesmithError("usage", `a ${o.state} trial has no value; leave it out.`);
    return { state: o.state, ...(o.why === undefined ? {} : { why: o.why }) };
  }
  const names = Object.keys(goals);
  const values = words.map((word): [string, number] => {
    const [, name, text] = /^(?:([^=]*)=)?(.*)$/s.exec(word)!;
    const value = text!.trim() === "" ? Number.NaN : Number(text);
    if (Number.isNaN(value) && text !== "NaN") {
      throw new TunesmithError("usage", `"${word}" is no value; write 0.93, or ${names[0]}=0.93.`);
    }
    return [name ?? objectivesOf(goals)[0]!, value];
  });
  const given = Object.fromEntries(values);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new TunesmithError("usage", `the study has no goal "${unknown}"; ${didYouMean(unknown, names)}.`);
  if (Object.keys(given).length < values.length) {
    throw new TunesmithError("usage", `${words.join(" ")} says a value twice; say it once.`);
  }
  if (names.some((goal) => !Object.hasOwn(given, goal))) {
    const what = values.length === 0 ? "say the value" : "say the values of all goals";
    throw new TunesmithError(
      "usage",
      `${what}: ${names.length === 1 ? "0.93, or " : ""}${names.map((n) => `${n}=0.93`).join(" ")}.`,
    );
  }
  return given;
}

/**
 * Reads dotted `name=value` words.
 *
 * @throws TunesmithError "usage"
 */
export function pairsOf(words: readonly string[]): Record<string, Scalar> {
  return Object.fromEntries(
    words.map((word): [string, Scalar] => {
      const at = word.indexOf("=");
      if (at > 0) return [word.slice(0, at), scalarOf(word.slice(at + 1))];
      throw new TunesmithError("usage", `"${word}" says no value; write name=value.`);
    }),
  );
}

/** Params from dotted `name=value` words; where no space is declared, as they are. */
export function paramsOf(space: Space, words: readonly string[]): Record<string, unknown> {
  const flat = pairsOf(words);
  const isOpen = Object.keys(space).length === 0;
  const nested = isOpen ? flat : unflatten(space, flat);
  const known = new Set(isOpen ? Object.keys(flat) : dotted(nested));
  const unknown = Object.keys(flat).find((name) => !known.has(name));
  if (unknown === undefined) return nested;
  const names = dimsOf(space).map((dim) => dim.name);
  const why = names.includes(unknown) ? "not beside the others given" : didYouMean(unknown, names);
  throw new TunesmithError("params", `the space has no parameter "${unknown}"; ${why}.`);
}

function dotted(params: object, prefix = ""): string[] {
  return Object.entries(params).flatMap(([name, value]) => {
    if (typeof value !== "object" || value === null) return name === "is" ? [] : [`${prefix}${name}`];
    return [`${prefix}${name}`, ...dotted(value, `${prefix}${name}.${(value as { is: string }).is}.`)];
  });
}
