import { dimsOf, flatten, unflatten } from "./dims.ts";
import type { Domain, Params, Scalar, Space } from "./domain.ts";
import { contains } from "./params.ts";

/** How points of a space become points of the one that replaces it. */
export interface Migration {
  /** New dotted names by old ones; what hangs under a branch moves with it. */
  readonly rename: { readonly [name: string]: string };
  /** What earlier trials had for a parameter that is new, by dotted name; null leaves them out. */
  readonly defaults: { readonly [name: string]: Scalar };
}

/**
 * The point of a new space that a point of the old one is.
 *
 * @returns null when there is none: a value lies outside its new domain, or a parameter is new and has no default
 */
export function migrated(from: Space, to: Space, migration: Migration, params: Params): Params | null {
  const flat: Record<string, Scalar> = {};
  for (const [name, value] of Object.entries(flatOf(from, params))) flat[renamed(migration, name)] = value;
  const active: (string | undefined)[] = []; // of each branch, the case that is chosen
  for (const [j, { name, domain, parent, is }] of dimsOf(to).entries()) {
    if (parent >= 0 && active[parent] !== is) continue;
    const value = Object.hasOwn(flat, name) ? flat[name] : migration.defaults[name];
    if (value === undefined || !holds(domain, value)) return null;
    flat[name] = value;
    if (domain.kind === "branch") active[j] = value as string;
  }
  return unflatten(to, flat) as Params;
}

/** The name that a parameter has in the new space. */
export function renamed({ rename }: Migration, name: string): string {
  const parts = name.split(".");
  for (let n = parts.length; n > 0; n--) {
    const head = parts.slice(0, n).join(".");
    if (Object.hasOwn(rename, head)) return [rename[head], ...parts.slice(n)].join(".");
  }
  return name;
}

function holds(domain: Domain, value: Scalar): boolean {
  if (domain.kind !== "branch") return contains(domain, value);
  return typeof value === "string" && Object.hasOwn(domain.cases, value);
}

/** {@link flatten}, empty for what is no point of the space: whoever reads a log must not stumble. */
function flatOf(space: Space, params: Params): Record<string, Scalar> {
  try {
    return flatten(space, params);
  } catch {
    return {};
  }
}
