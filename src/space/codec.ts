/**
 * Parameters <-> points of the unit cube [0, 1]^d, one coordinate per dim (see `dimsOf`).
 *
 * Every value has its fair share of its coordinate, the end values too: n discrete values share [0, 1] in n cells, of
 * equal width, or on a log scale of the width that the integer has there (v - 1/2 to v + 1/2). `encode` answers the
 * middle of the cell, and `decode` gives the value back: exactly up to 2^51 values, a log integer up to 10^13. A
 * coordinate that is inactive (another case of its branch was chosen) is NaN; `decode` never reads it.
 */
import { dimsOf } from "./dims.ts";
import type { Branch, Categorical, Domain, Int, Params, Scalar, Space } from "./domain.ts";
import { count, indexOf, valueAt } from "./values.ts";

/** A value as its coordinate in [0, 1]. */
export function toUnit(domain: Domain, value: Scalar): number {
  if (isLogInt(domain)) {
    const [a, b] = logEdges(domain);
    return clip((Math.log(value as number) - a) / (b - a));
  }
  const n = count(domain);
  if (n !== Infinity) return (indexOf(domain, value) + 0.5) / n;
  const { low, high, log } = domain as Exclude<Domain, Branch | Categorical>;
  const x = value as number;
  if (log) return clip((Math.log(x) - Math.log(low)) / (Math.log(high) - Math.log(low)));
  return clip((x / 2 - low / 2) / (high / 2 - low / 2)); // halves: high - low may overflow
}

/** A coordinate in [0, 1] as a value; what lies outside is taken to the end. */
export function fromUnit(domain: Domain, u: number): Scalar {
  const t = clip(u);
  if (isLogInt(domain)) {
    const [a, b] = logEdges(domain);
    return Math.min(domain.high, Math.max(domain.low, Math.round(Math.exp(a + t * (b - a)))));
  }
  const n = count(domain);
  if (n !== Infinity) return valueAt(domain, Math.min(n - 1, Math.floor(t * n)));
  const { low, high, log } = domain as Exclude<Domain, Branch | Categorical>;
  if (t === 0 || t === 1) return t === 0 ? low : high; // exp and log err in the last digits
  const x = log ? Math.exp(Math.log(low) * (1 - t) + Math.log(high) * t) : low * (1 - t) + high * t;
  return Math.min(high, Math.max(low, x));
}

/**
 * The cell of the value at a coordinate: the stretch of [0, 1] that decodes to it.
 *
 * @returns its ends; null for a continuum
 */
export function cellOf(domain: Domain, u: number): readonly [low: number, high: number] | null {
  if (isLogInt(domain)) {
    const value = fromUnit(domain, u) as number;
    const [a, b] = logEdges(domain);
    return [(Math.log(value - 0.5) - a) / (b - a), (Math.log(value + 0.5) - a) / (b - a)];
  }
  const n = count(domain);
  if (n === Infinity) return null;
  const k = Math.min(n - 1, Math.floor(clip(u) * n));
  return [k / n, (k + 1) / n];
}

/**
 * The point of the unit cube of `params`.
 *
 * @param params  a point of the space, as `checkParams` returns it
 * @returns shape [d]; NaN where a coordinate is inactive
 */
export function encode(space: Space, params: Params): Float64Array {
  const dims = dimsOf(space);
  const u = new Float64Array(dims.length).fill(Number.NaN);
  const inside: Params[] = []; // of each branch dim, the params of its case
  dims.forEach((dim, j) => {
    const here = dim.parent < 0 ? params : inside[dim.parent];
    if (!here || (dim.parent >= 0 && here.is !== dim.is)) return;
    const value = here[lastName(dim.name)]!;
    if (dim.domain.kind === "branch") {
      inside[j] = value as Params;
      u[j] = toUnit(dim.domain, (value as Params).is as string);
    } else {
      u[j] = toUnit(dim.domain, value as Scalar);
    }
  });
  return u;
}

/**
 * The params at a point of the unit cube; every point gives some.
 *
 * @param u  shape [d]; a coordinate is read only when it is active, and NaN counts as 1/2
 */
export function decode(space: Space, u: ArrayLike<number>): Params {
  const dims = dimsOf(space);
  const params: Record<string, Scalar | Params> = {};
  const inside: Record<string, Scalar | Params>[] = [];
  dims.forEach((dim, j) => {
    const here = dim.parent < 0 ? params : inside[dim.parent];
    if (!here || (dim.parent >= 0 && here.is !== dim.is)) return;
    const value = fromUnit(dim.domain, u[j] ?? 0.5);
    if (dim.domain.kind === "branch") {
      const inner = { is: value };
      inside[j] = inner;
      here[lastName(dim.name)] = inner;
    } else {
      here[lastName(dim.name)] = value;
    }
  });
  return params;
}

function isLogInt(domain: Domain): domain is Int {
  return domain.kind === "int" && domain.log && domain.low < domain.high;
}

/** The logarithms of the outer edges of the first and the last cell. */
function logEdges({ low, high }: Int): [number, number] {
  return [Math.log(low - 0.5), Math.log(high + 0.5)];
}

function clip(u: number): number {
  return u >= 0 ? Math.min(1, u) : u < 0 ? 0 : 0.5;
}

function lastName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
