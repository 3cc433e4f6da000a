import { checkKnown, TunesmithError } from "../error.ts";

/** What an option takes. */
export interface Rule {
  readonly takes: (value: unknown) => boolean;
  /** In words, behind "it must be". */
  readonly want: string;
}

/** The options of a part: the default of each, and what it takes. */
export type OptionsOf<P> = { readonly [K in keyof P]-?: readonly [P[K], Rule] };

/**
 * Options over defaults, checked.
 *
 * @param what      whose options, for messages
 * @param declared  the options there are
 * @throws TunesmithError "params" for an unknown name, "option" for a value that is not taken
 */
export function checkOptions<P extends object>(
  what: string,
  declared: OptionsOf<P>,
  given: Partial<P>,
): Readonly<P> {
  checkKnown(what, given, Object.keys(declared), "params");
  const out: Partial<P> = {};
  for (const name of Object.keys(declared) as (keyof P & string)[]) {
    const [standard, rule] = declared[name];
    const value = given[name] === undefined ? standard : given[name];
    if (!rule.takes(value)) throw wrongOption(what, name, value, rule.want);
    out[name] = value;
  }
  return Object.freeze(out as P);
}

/** The error for a value that is not taken. */
export function wrongOption(what: string, name: string, value: unknown, want: string): TunesmithError {
  return new TunesmithError("option", `${what}: ${name} is ${inWords(value)}; it must be ${want}.`);
}

/** A value as messages have it. */
export function inWords(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 60));
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return typeof value === "function" ? "a function" : String(value);
}

const isNumber = (v: unknown): v is number => typeof v === "number" && Number.isFinite(v);

/** A number above 0. */
export const positive: Rule = { takes: (v) => isNumber(v) && v > 0, want: "a number above 0" };
/** A number from 0. */
export const notNegative: Rule = { takes: (v) => isNumber(v) && v >= 0, want: "a number from 0" };
/** A number in [0, 1]. */
export const share: Rule = { takes: (v) => isNumber(v) && v >= 0 && v <= 1, want: "in [0, 1]" };
export const flag: Rule = { takes: (v) => typeof v === "boolean", want: "true or false" };
export const wholeNumber: Rule = { takes: Number.isSafeInteger, want: "a whole number" };

/** A whole number from `low`. */
export function wholeFrom(low: number): Rule {
  return {
    takes: (v) => Number.isSafeInteger(v) && (v as number) >= low,
    want: `a whole number from ${low}`,
  };
}

/** A number in [low, high]. */
export function between(low: number, high: number): Rule {
  return { takes: (v) => isNumber(v) && v >= low && v <= high, want: `in [${low}, ${high}]` };
}

export function oneOf(...choices: readonly (string | number | boolean | null)[]): Rule {
  return {
    takes: (v) => choices.includes(v as string),
    want: `one of ${choices.map((c) => JSON.stringify(c)).join(", ")}`,
  };
}

/** What one of several rules takes. */
export function either(...rules: readonly Rule[]): Rule {
  return {
    takes: (v) => rules.some((rule) => rule.takes(v)),
    want: rules.map((rule) => rule.want).join(" or "),
  };
}

export const orNull = (rule: Rule): Rule => either(rule, { takes: (v) => v === null, want: "null" });

/** A number of things, or a share of them: a whole number from 1, or a number in (0, 1). */
export const countOrShare: Rule = {
  takes: (v) => isNumber(v) && v > 0 && (v < 1 || Number.isSafeInteger(v)),
  want: "a whole number from 1 or a share in (0, 1)",
};
