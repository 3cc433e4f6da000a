/** Arbitrary spaces and points of them, for laws that hold on all. */
import fc from "fast-check";
import type { Trait } from "../samplers/index.ts";
import {
  branch,
  categorical,
  type Domain,
  decode,
  dimsOf,
  float,
  int,
  type Params,
  type Space,
} from "../space/index.ts";

/** What an arbitrary space may have; the other traits do not speak of spaces. */
export type SpaceTraits = ReadonlySet<Trait>;

const every: SpaceTraits = new Set(["float", "int", "categorical", "branch", "log"]);
const scalar = fc.oneof(fc.string({ maxLength: 6 }), fc.integer(), fc.boolean(), fc.constant(null));

/** Two different numbers in a range, the lower first. */
const range = (of: fc.Arbitrary<number>) =>
  fc
    .tuple(of, of)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const)));

const wide = range(fc.double({ min: -1e6, max: 1e6, noNaN: true }));
const positive = range(fc.double({ min: 1e-9, max: 1e9, noNaN: true }));

const plainDomains: { readonly [trait: string]: readonly fc.Arbitrary<Domain>[] } = {
  float: [
    wide.map(([low, high]) => float(low, high)),
    fc
      .tuple(
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom(0.1, 0.25, 3),
      )
      .map(([k, n, step]) => float(k * step, (k + n) * step + step / 3, { step })),
  ],
  int: [
    range(fc.integer({ min: -1000, max: 1000 })).map(([low, high]) => int(low, high)),
    fc
      .tuple(fc.integer({ min: -20, max: 20 }), fc.nat(12), fc.integer({ min: 1, max: 5 }))
      .map(([low, n, step]) => int(low, low + n, { step })),
  ],
  categorical: [
    fc
      .tuple(fc.uniqueArray(scalar, { minLength: 1, maxLength: 5 }), fc.boolean())
      .map(([choices, ordered]) => categorical(choices, { ordered })),
  ],
};

const logDomains: { readonly [trait: string]: fc.Arbitrary<Domain> } = {
  float: positive.map(([low, high]) => float(low, high, { log: true })),
  int: range(fc.integer({ min: 1, max: 5000 })).map(([low, high]) => int(low, high, { log: true })),
};

/**
 * Arbitrary spaces of one to four parameters, branches within branches included.
 *
 * @param traits  kinds of domains that may occur; default: all
 */
export function spaces(traits: SpaceTraits = every): fc.Arbitrary<Space> {
  const leaves = ["float", "int", "categorical"]
    .filter((kind) => traits.has(kind as Trait))
    .flatMap((kind) => [...plainDomains[kind]!, ...(traits.has("log") ? [logDomains[kind]] : [])])
    .filter((domain) => domain !== undefined);
  const leaf = fc.oneof(...leaves);
  const space = (domain: fc.Arbitrary<Domain>, fewest: number) =>
    fc
      .array(domain, { minLength: fewest, maxLength: 4 })
      .map((domains): Space => Object.fromEntries(domains.map((d, i) => [`p${i}`, d])));
  if (!traits.has("branch")) return space(leaf, 1);
  const branchOf = (inside: fc.Arbitrary<Domain>) =>
    fc
      .array(space(inside, 0), { minLength: 1, maxLength: 3 })
      .map((cases): Domain => branch(Object.fromEntries(cases.map((c, i) => [`case${i}`, c]))));
  const often = { weight: 4, arbitrary: leaf };
  const shallow = fc.oneof(often, { weight: 1, arbitrary: branchOf(leaf) });
  return space(fc.oneof(often, { weight: 1, arbitrary: branchOf(shallow) }), 1);
}

/** Arbitrary points of the unit cube of a space, its faces included. */
export function unitPoints(space: Space): fc.Arbitrary<number[]> {
  const u = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1));
  const { length } = dimsOf(space);
  return fc.array(u, { minLength: length, maxLength: length });
}

/** Arbitrary points of a space. */
export function points(space: Space): fc.Arbitrary<Params> {
  return unitPoints(space).map((u) => decode(space, u));
}
