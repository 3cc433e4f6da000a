import type { Domain, Params, Scalar, Space } from "./domain.ts";

/** One coordinate of a space: a parameter, or the choice of a branch. */
export interface Dim {
  /** Dotted: `model`, `model.svm.c`. */
  readonly name: string;
  readonly domain: Domain;
  /** The coordinate of the branch it hangs under, or -1; always smaller than its own. */
  readonly parent: number;
  /** The case of that branch in which it is active; "" without a parent. */
  readonly is: string;
}

const known = new WeakMap<Space, readonly Dim[]>();

/** The coordinates of a space, a branch before what hangs under it, in the order of declaration. */
export function dimsOf(space: Space): readonly Dim[] {
  const cached = known.get(space);
  if (cached) return cached;
  const dims: Dim[] = [];
  const walk = (s: Space, prefix: string, parent: number, is: string) => {
    for (const [key, domain] of Object.entries(s)) {
      const name = prefix + key;
      const self = dims.push({ name, domain, parent, is }) - 1;
      if (domain.kind !== "branch") continue;
      for (const [c, inner] of Object.entries(domain.cases)) walk(inner, `${name}.${c}.`, self, c);
    }
  };
  walk(space, "", -1, "");
  known.set(space, dims);
  return dims;
}

/**
 * Nested parameters as one flat record with dotted names; a branch gives the name of its case. Inactive names are absent.
 *
 * @example flatten(space, { model: { is: "svm", c: 1 } }) // { "model": "svm", "model.svm.c": 1 }
 */
export function flatten(space: Space, params: Params): Record<string, Scalar> {
  const flat: Record<string, Scalar> = {};
  const walk = (s: Space, p: Params, prefix: string) => {
    for (const [key, domain] of Object.entries(s)) {
      const value = p[key];
      if (domain.kind !== "branch") {
        flat[prefix + key] = value as Scalar;
        continue;
      }
      const inner = value as Params;
      const is = inner.is as string;
      flat[prefix + key] = is;
      walk(domain.cases[is]!, inner, `${prefix + key}.${is}.`);
    }
  };
  walk(space, params, "");
  return flat;
}

/** The inverse of {@link flatten}; names that the space does not know, or that are inactive, are left out. */
export function unflatten(space: Space, flat: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const walk = (s: Space, prefix: string) => {
    const params: Record<string, unknown> = {};
    for (const [key, domain] of Object.entries(s)) {
      const name = prefix + key;
      if (!Object.hasOwn(flat, name)) continue;
      const value = flat[name];
      const inner = domain.kind === "branch" && typeof value === "string" ? domain.cases[value] : undefined;
      params[key] = inner ? { is: value, ...walk(inner, `${name}.${value}.`) } : value;
    }
    return params;
  };
  return walk(space, "");
}

/** A text that two params share exactly when they are the same point. */
export function keyOf(space: Space, params: Params): string {
  return JSON.stringify(Object.values(flatten(space, params)));
}
