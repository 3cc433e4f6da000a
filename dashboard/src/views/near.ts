import {
  type Dim,
  dimsOf,
  flatten,
  fromUnit,
  type Params,
  type Scalar,
  type Space,
  toUnit,
  unflatten,
} from "../../../src/space/index.ts";

/** Points tried near one that is promising. */
const points = 5;

/** How far they lie from it, as a share of each parameter's range. */
const reach = 0.06;

/** Points around one: each number a little up or down, one choice in ten another. */
export function pointsNear(space: Space, around: Params): Params[] {
  const flat = flatten(space, around);
  return Array.from({ length: points }, () => {
    const near: Record<string, Scalar> = { ...flat };
    for (const dim of dimsOf(space)) if (dim.name in flat) near[dim.name] = nudged(dim, flat[dim.name]!);
    return unflatten(space, near) as Params;
  });
}

function nudged({ domain }: Dim, value: Scalar): Scalar {
  if (domain.kind === "branch") return value; // another case would be another model
  if (domain.kind === "categorical") {
    return Math.random() < 0.1 ? domain.choices[Math.floor(Math.random() * domain.choices.length)]! : value;
  }
  const unit = toUnit(domain, value) + reach * (2 * Math.random() - 1);
  return fromUnit(domain, Math.min(1, Math.max(0, unit)));
}
