import {
  type Domain,
  dimsOf,
  type Float,
  fromUnit,
  type Int,
  type Space,
  toUnit,
} from "../../space/index.ts";

/** The part of a space around a point, as a space of its own. */
export interface Box {
  readonly space: Space;
  /** Whether a point of the whole space lies in it; `u` as `encode` gives it. */
  holds(u: Float64Array): boolean;
}

/** What rounding may do to a coordinate. */
const rounding = 1e-12;

/**
 * The box around a point: of each number a stretch of its range, on its scale, with the values next to the point's own at
 * least; of each branch the point's case alone; categories whole.
 *
 * @param middle  as `encode` gives it: shape [d], NaN where inactive
 * @param length  of its edges, as a share of the ranges, in (0, 1]
 */
export function boxAround(space: Space, middle: Float64Array, length: number): Box {
  const places = new Map(dimsOf(space).map(({ name }, j) => [name, j]));
  const low = new Float64Array(middle.length).fill(-Infinity);
  const high = new Float64Array(middle.length).fill(Infinity);

  function narrowed(domain: Domain, name: string): Domain {
    const j = places.get(name)!;
    const u = middle[j]!;
    if (domain.kind === "categorical") return domain;
    if (domain.kind === "branch") {
      const is = fromUnit(domain, u) as string;
      [low[j], high[j]] = [u, u];
      return { ...domain, cases: { [is]: part(domain.cases[is]!, `${name}.${is}.`) } };
    }
    const [from, to] = stretch(domain, u, length);
    [low[j], high[j]] = [toUnit(domain, from) - rounding, toUnit(domain, to) + rounding];
    return { ...domain, low: from, high: to };
  }
  const part = (of: Space, prefix: string): Space =>
    Object.fromEntries(Object.entries(of).map(([key, domain]) => [key, narrowed(domain, prefix + key)]));

  // A coordinate that is inactive is NaN, which lies nowhere: the case that it hangs under says no before.
  return { space: part(space, ""), holds: (u) => u.every((x, j) => !(x < low[j]! || x > high[j]!)) };
}

/** The ends of a stretch around a coordinate. */
function stretch(domain: Float | Int, u: number, length: number): readonly [from: number, to: number] {
  const [from, to] = [u - length / 2, u + length / 2].map((end) => fromUnit(domain, end) as number);
  if (domain.step === undefined) return [from!, to!];
  const value = fromUnit(domain, u) as number;
  return [
    Math.max(domain.low, Math.min(from!, value - domain.step)),
    Math.min(domain.high, Math.max(to!, value + domain.step)),
  ];
}
