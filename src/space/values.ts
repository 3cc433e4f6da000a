import type { Domain, Float, Int, Scalar, Space } from "./domain.ts";

/** How many values a domain has; Infinity for a float without step. A branch counts its cases. */
export function count(domain: Domain): number {
  switch (domain.kind) {
    case "categorical":
      return domain.choices.length;
    case "branch":
      return Object.keys(domain.cases).length;
    case "int":
      return Math.floor((domain.high - domain.low) / domain.step) + 1;
    case "float": {
      if (domain.low === domain.high) return 1;
      if (domain.step === undefined) return Infinity;
      // 1e-9: (0.3 - 0) / 0.1 is 2.9999999999999996, and 0.3 is meant to be in
      return Math.floor((domain.high - domain.low) / domain.step + 1e-9) + 1;
    }
  }
}

/** The k-th value of a domain with countable values, k = 0 … count - 1; the name of the case for a branch. */
export function valueAt(domain: Domain, k: number): Scalar {
  switch (domain.kind) {
    case "categorical":
      return domain.choices[k]!;
    case "branch":
      return Object.keys(domain.cases)[k]!;
    case "int":
      return domain.low + k * domain.step;
    case "float":
      if (k === 0 || domain.step === undefined) return domain.low;
      return Math.min(domain.high, tidy(domain.low + k * domain.step, largestOf(domain)));
  }
}

/** The index of a value; the inverse of {@link valueAt}. */
export function indexOf(domain: Domain, value: Scalar): number {
  switch (domain.kind) {
    case "categorical":
      return domain.choices.indexOf(value);
    case "branch":
      return Object.keys(domain.cases).indexOf(value as string);
    default:
      if (count(domain) === 1) return 0;
      return Math.round(((value as number) - domain.low) / domain.step!);
  }
}

/**
 * A sum of decimal numbers as people would write it: 0.1 + 2 * 0.1 is 0.3, and -0.3 + 3 * 0.1 is 0.
 *
 * @param x        the sum, as binary numbers have it
 * @param largest  the largest magnitude among the numbers: 15 digits of it are kept, which is what a binary number has
 */
export function tidy(x: number, largest: number): number {
  const decimals = 14 - Math.floor(Math.log10(largest));
  if (decimals < 0) return x; // a large number's last digits are whole, and not dirt
  return decimals > 100 ? Number(x.toPrecision(15)) : Number(x.toFixed(decimals)) + 0;
}

/** The largest magnitude in a range. */
export function largestOf({ low, high }: Float | Int): number {
  return Math.max(Math.abs(low), Math.abs(high));
}

/** How many points a space has; Infinity with a float without step. */
export function size(space: Space): number {
  let n = 1;
  for (const domain of Object.values(space)) {
    if (domain.kind !== "branch") n *= count(domain);
    else n *= Object.values(domain.cases).reduce((sum, inner) => sum + size(inner), 0);
  }
  return n;
}
