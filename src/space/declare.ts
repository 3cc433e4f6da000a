/** How spaces are declared, and read back from JSON: each declaration is checked, frozen plain data. */
import { checkKnown, TunesmithError } from "../error.ts";
import type { Branch, Cases, Categorical, Domain, Float, Int, Scalar, Space } from "./domain.ts";

/**
 * A real parameter.
 *
 * @param low  smallest value, included; > 0 with `log`
 * @param high largest value, included; >= low
 * @param o.log  even on a logarithmic scale
 * @param o.step  > 0: only low, low + step, … up to high; not together with `log`
 * @throws TunesmithError "space"
 * @example float(1e-5, 1e-1, { log: true })
 */
export function float(low: number, high: number, o: { log?: boolean; step?: number } = {}): Float {
  const text = `float(${show(low)}, ${show(high)})`;
  checkRangeOptions(text, o);
  checkRange(text, low, high, o.log);
  if (o.step !== undefined) {
    if (!(Number.isFinite(o.step) && o.step > 0)) {
      throw new TunesmithError("space", `${text}: step is ${o.step}; it must be a number above 0.`);
    }
    if (o.log) {
      throw new TunesmithError(
        "space",
        `${text}: log and step exclude each other; list the values instead: categorical([…], { ordered: true }).`,
      );
    }
    if ((high - low) / o.step > Number.MAX_SAFE_INTEGER) {
      throw new TunesmithError(
        "space",
        `${text}: with step ${o.step} it has more than 2^53 values; take a larger step, or none.`,
      );
    }
  }
  const step = o.step === undefined ? {} : { step: o.step };
  return Object.freeze({ kind: "float", low: low + 0, high: high + 0, log: o.log ?? false, ...step });
}

/**
 * An integer parameter.
 *
 * @param low  smallest value, included; >= 1 with `log`
 * @param high largest value, included; >= low
 * @param o.log  even on a logarithmic scale
 * @param o.step  integer >= 1; not together with `log`
 * @throws TunesmithError "space"
 * @example int(16, 1024, { log: true })
 */
export function int(low: number, high: number, o: { log?: boolean; step?: number } = {}): Int {
  const text = `int(${show(low)}, ${show(high)})`;
  checkRangeOptions(text, o);
  checkRange(text, low, high, o.log);
  const step = o.step ?? 1;
  for (const [what, x] of [
    ["low", low],
    ["high", high],
    ["step", step],
  ] as const) {
    if (!Number.isSafeInteger(x)) {
      throw new TunesmithError("space", `${text}: ${what} is ${x}; it must be an integer within ±2^53.`);
    }
  }
  if (step < 1) throw new TunesmithError("space", `${text}: step is ${step}; it must be at least 1.`);
  if (high - low > Number.MAX_SAFE_INTEGER) {
    throw new TunesmithError("space", `${text}: it spans more than 2^53 integers; narrow the range.`);
  }
  if (o.log && step !== 1) {
    throw new TunesmithError(
      "space",
      `${text}: log and step exclude each other; list the values instead: categorical([…], { ordered: true }).`,
    );
  }
  return Object.freeze({ kind: "int", low: low + 0, high: high + 0, log: o.log ?? false, step });
}

/**
 * A parameter that is one of a list.
 *
 * @param choices  at least one value; strings, finite numbers, booleans or null; no value twice
 * @param o.ordered  true when neighbours in the list are alike (sizes, grades), so that a model may use the order
 * @throws TunesmithError "space"
 * @example categorical(["adam", "sgd"])
 */
export function categorical<const T extends Scalar>(
  choices: readonly T[],
  o: { ordered?: boolean } = {},
): Categorical<T> {
  if (!Array.isArray(choices)) {
    const what = `${show(choices)} is no list of choices`;
    throw new TunesmithError("space", `categorical: ${what}; give all in one: categorical(["a", "b"]).`);
  }
  checkKnown("categorical", o, ["ordered"], "space");
  if (choices.length === 0) {
    throw new TunesmithError("space", "categorical: the list of choices is empty; give at least one value.");
  }
  const seen = new Set<Scalar>();
  for (const c of choices) {
    const isScalar = c === null || typeof c === "string" || typeof c === "boolean" || Number.isFinite(c);
    if (!isScalar) {
      throw new TunesmithError(
        "space",
        `categorical: ${show(c)} cannot be a choice; use strings, finite numbers, booleans or null, and look anything else up by name.`,
      );
    }
    if (seen.has(c)) {
      throw new TunesmithError("space", `categorical: ${show(c)} stands twice in the list; remove one.`);
    }
    seen.add(c);
  }
  const plain = choices.map((c) => (Object.is(c, -0) ? (0 as T) : c));
  return Object.freeze({ kind: "categorical", choices: Object.freeze(plain), ordered: o.ordered ?? false });
}

/**
 * A parameter that opens further parameters: `branch({ svm: { c: float(0.1, 10) }, forest: { trees: int(10, 500) } })`
 * gives `{ is: "svm", c }` or `{ is: "forest", trees }`.
 *
 * @param cases  at least one case, each a space (possibly `{}`)
 * @throws TunesmithError "space"
 */
export function branch<const C extends Cases>(cases: C): Branch<C> {
  const names = Object.keys(cases);
  if (names.length === 0) throw new TunesmithError("space", "branch: there is no case; give at least one.");
  const frozen: Record<string, Space> = {};
  for (const name of names) {
    checkName(name, "a case of a branch");
    const space = cases[name]!;
    if (Object.hasOwn(space, "is")) {
      throw new TunesmithError(
        "space",
        `branch: the case "${name}" has a parameter "is"; that name tells the case.`,
      );
    }
    frozen[name] = checkSpace(space, name);
  }
  return Object.freeze({ kind: "branch", cases: Object.freeze(frozen) as C });
}

/**
 * Checks a space, whether built here or read from JSON, and returns it frozen.
 *
 * @param at  where the space stands, for messages
 * @throws TunesmithError "space", naming the domain
 */
export function checkSpace(space: unknown, at = ""): Space {
  if (typeof space !== "object" || space === null || Array.isArray(space)) {
    throw new TunesmithError(
      "space",
      `${at || "space"}: ${show(space)} is no space; give { name: float(…), … }.`,
    );
  }
  const out: Record<string, Domain> = {};
  for (const [name, domain] of Object.entries(space)) {
    checkName(name, "a parameter");
    const path = at ? `${at}.${name}` : name;
    try {
      out[name] = readDomain(domain);
    } catch (e) {
      if (e instanceof TunesmithError)
        throw new TunesmithError("space", `"${path}": ${e.message}`, { cause: e });
      throw e;
    }
  }
  return Object.freeze(out);
}

/** Reads a domain from its JSON form. */
function readDomain(d: unknown): Domain {
  const kind = typeof d === "object" && d !== null && "kind" in d ? d.kind : undefined;
  switch (kind) {
    case "float": {
      const { low, high, log, step } = d as Float;
      return float(low, high, { log: log ?? false, ...(step === undefined ? {} : { step }) });
    }
    case "int": {
      const { low, high, log, step } = d as Int;
      return int(low, high, { log: log ?? false, step: step ?? 1 });
    }
    case "categorical": {
      const { choices, ordered } = d as Categorical;
      return categorical(choices, { ordered: ordered ?? false });
    }
    case "branch": {
      const { cases } = d as Branch;
      if (typeof cases !== "object" || cases === null)
        throw new TunesmithError("space", "branch: there are no cases.");
      return branch(cases);
    }
    default:
      throw new TunesmithError(
        "space",
        `${show(d)} is no domain; use float(low, high), int(low, high), categorical([…]) or branch({ … }).`,
      );
  }
}

function checkRange(text: string, low: number, high: number, log = false): void {
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    throw new TunesmithError("space", `${text}: both bounds must be finite numbers.`);
  }
  if (low > high) {
    throw new TunesmithError("space", `${text}: the range is empty; low must not be above high.`);
  }
  if (log && low <= 0) {
    throw new TunesmithError(
      "space",
      `${text}: a log scale needs a lower bound above 0, found ${low}; raise it or drop log.`,
    );
  }
}

function checkName(name: string, what: string): void {
  if (name === "" || name.includes(".") || name === "__proto__") {
    throw new TunesmithError(
      "space",
      `${JSON.stringify(name)} cannot name ${what}: a name is not empty and has no dot (dots join nested names).`,
    );
  }
}

function checkRangeOptions(text: string, o: object): void {
  if (typeof o !== "object" || o === null)
    throw new TunesmithError(
      "space",
      `${text}: ${show(o)} is no options; write { log: true } or { step: 1 }.`,
    );
  checkKnown(text, o, ["log", "step"], "space");
}

function show(x: unknown): string {
  if (typeof x === "number" || x === undefined) return String(x);
  if (typeof x === "function") return "a function";
  try {
    return JSON.stringify(x)?.slice(0, 60) ?? typeof x;
  } catch {
    return typeof x;
  }
}
