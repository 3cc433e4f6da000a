/** Define-by-run parameters that are asked for together, and how they read as a space. */
import type { Trial } from "../history/index.ts";
import type { Domain, Params, Scalar, Space } from "../space/index.ts";

/** A parameter, and what only some of its choices bring along. */
export interface Relative {
  readonly name: string;
  readonly domain: Domain;
  /** For each choice those that come with it; absent where none does. */
  readonly cases?: readonly Family[];
}

export type Family = readonly Relative[];

/** The same as a space: a parameter with cases is a branch, whose cases bear the numbers of the choices. */
export function spaceOf(family: Family): Space {
  const domainOf = ({ domain, cases }: Relative): Domain =>
    cases ? { kind: "branch", cases: Object.fromEntries(cases.map((c, i) => [i, spaceOf(c)])) } : domain;
  return Object.fromEntries(family.map((one) => [one.name, domainOf(one)]));
}

/** What a trial had, as a point of that space; null where it had not all of it, or in other domains. */
export function pointOf(family: Family, trial: Trial): Params | null {
  const { params, suggested } = trial;
  if (params === null) return null;
  const point: Record<string, Scalar | Params> = {};
  for (const { name, domain, cases } of family) {
    if (JSON.stringify(suggested[name]) !== JSON.stringify(domain)) return null;
    const value = params[name] as Scalar;
    if (!cases) point[name] = value;
    else {
      const choice = choicesOf(domain).indexOf(value);
      const inner = pointOf(cases[choice]!, trial);
      if (inner === null) return null;
      point[name] = { is: String(choice), ...inner };
    }
  }
  return point;
}

/** The parameters that a point of that space has, by name. */
export function valuesOf(family: Family, point: Params): Map<string, { domain: Domain; value: Scalar }> {
  return new Map(
    family.flatMap(({ name, domain, cases }) => {
      if (!cases) return [[name, { domain, value: point[name] as Scalar }] as const];
      const inner = point[name] as Params;
      const choice = Number(inner.is);
      return [
        [name, { domain, value: choicesOf(domain)[choice]! }] as const,
        ...valuesOf(cases[choice]!, inner),
      ];
    }),
  );
}

function choicesOf(domain: Domain): readonly Scalar[] {
  return domain.kind === "categorical" ? domain.choices : [];
}
