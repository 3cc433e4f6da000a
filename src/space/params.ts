import { TunesmithError } from "../error.ts";
import type { Branch, Domain, Params, Scalar, Space } from "./domain.ts";
import { count, indexOf, valueAt } from "./values.ts";
import { wordOf } from "./word.ts";

/**
 * Checks that `params` is a point of the space and returns it as plain data in the space's own order.
 *
 * @throws TunesmithError "params", naming the parameter, its domain and what was found
 */
export function checkParams(space: Space, params: unknown, at = ""): Params {
  if (typeof params !== "object" || params === null || Array.isArray(params)) {
    throw new TunesmithError(
      "params",
      `${at || "params"}: expected { name: value, … }, found ${show(params)}.`,
    );
  }
  const given = params as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(space, name) || (at && name === "is")) continue;
    const names = Object.keys(space).join(", ") || "none";
    throw new TunesmithError("params", `unknown parameter "${path(at, name)}"; here the space has ${names}.`);
  }
  const out: Record<string, Scalar | Params> = {};
  for (const [name, domain] of Object.entries(space)) {
    if (!Object.hasOwn(given, name)) {
      throw new TunesmithError("params", `"${path(at, name)}" is missing; give ${describe(domain)}.`);
    }
    out[name] = checkValue(domain, given[name], path(at, name));
  }
  return out;
}

/** Checks one value against its domain; see {@link checkParams}. */
export function checkValue(domain: Domain, value: unknown, name: string): Scalar | Params {
  if (domain.kind === "branch") return checkBranch(domain, value, name);
  if (!contains(domain, value)) {
    throw new TunesmithError("params", `"${name}" is ${show(value)}; it must be ${describe(domain)}.`);
  }
  // 0.1 + 0.2 and 0.3 are the same grid point, and -0 is 0: one value has one form.
  if (domain.kind === "float" && domain.step !== undefined)
    return valueAt(domain, indexOf(domain, value as number));
  return Object.is(value, -0) ? 0 : (value as Scalar);
}

/** Whether a value lies in a domain that is no branch. */
export function contains(domain: Exclude<Domain, Branch>, value: unknown): boolean {
  if (domain.kind === "categorical") return domain.choices.includes(value as Scalar);
  if (typeof value !== "number" || !Number.isFinite(value)) return false;
  if (value < domain.low || value > domain.high) return false;
  if (domain.kind === "int") return (value - domain.low) % domain.step === 0 && Number.isInteger(value);
  if (domain.step === undefined) return true;
  const k = Math.round((value - domain.low) / domain.step);
  if (k >= count(domain)) return false;
  const near = valueAt(domain, k) as number;
  return Math.abs(value - near) <= 1e-9 * domain.step;
}

/** A domain in words, as in messages, tables and help: `float(0.001, 0.1, log)`; `parseDomain` reads it again. */
export function describe(domain: Domain): string {
  switch (domain.kind) {
    case "categorical":
      return `categorical(${domain.choices.map(wordOf).join(", ")}${domain.ordered ? "; ordered" : ""})`;
    case "branch":
      return `branch(${Object.keys(domain.cases).map(wordOf).join(", ")})`;
    default: {
      const hasStep = domain.step !== undefined && !(domain.kind === "int" && domain.step === 1);
      const step = hasStep ? `, step=${domain.step}` : "";
      return `${domain.kind}(${domain.low}, ${domain.high}${domain.log ? ", log" : ""}${step})`;
    }
  }
}

/** What differs between two spaces, in words, or null when they are the same. */
export function differs(a: Space, b: Space, at = ""): string | null {
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const full = path(at, name);
    const x = a[name];
    const y = b[name];
    if (!x) return `"${full}" is new: ${describe(y!)}`;
    if (!y) return `"${full}" is gone; it was ${describe(x)}`;
    if (x.kind === "branch" && y.kind === "branch") {
      for (const c of new Set([...Object.keys(x.cases), ...Object.keys(y.cases)])) {
        if (!x.cases[c]) return `case "${c}" of "${full}" is new`;
        if (!y.cases[c]) return `case "${c}" of "${full}" is gone`;
        const inner = differs(x.cases[c], y.cases[c], `${full}.${c}`);
        if (inner) return inner;
      }
    } else if (JSON.stringify(x) !== JSON.stringify(y)) {
      return `"${full}" was ${describe(x)} and is now ${describe(y)}`;
    }
  }
  return null;
}

function checkBranch(domain: Branch, value: unknown, name: string): Params {
  const is = typeof value === "object" && value !== null && "is" in value ? value.is : undefined;
  if (typeof is !== "string" || !Object.hasOwn(domain.cases, is)) {
    const cases = Object.keys(domain.cases)
      .map((c) => `{ is: "${c}", … }`)
      .join(" or ");
    throw new TunesmithError("params", `"${name}" is ${show(value)}; it must be ${cases}.`);
  }
  return { is, ...checkParams(domain.cases[is]!, value, `${name}.${is}`) };
}

function path(at: string, name: string): string {
  return at ? `${at}.${name}` : name;
}

function show(x: unknown): string {
  if (typeof x === "string") return JSON.stringify(x.slice(0, 60));
  if (typeof x === "object" && x !== null) return JSON.stringify(x)?.slice(0, 60) ?? "an object";
  return String(x);
}
