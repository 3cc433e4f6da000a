/**
 * The harder ones of two families: ZDT4, ZDT6, DTLZ1 and DTLZ7; the easier ones are in `tunesmith/testing`.
 *
 * Where hundreds of trials come nowhere near the front, the reference point lies far from it.
 *
 * @source Zitzler, Deb and Thiele 2000; Deb, Thiele, Laumanns and Zitzler 2002
 */

import { float, type Params } from "tunesmith/space";
import type { SeveralGoals } from "tunesmith/testing";

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** A problem over [0, 1]^d. */
function over(
  d: number,
  { name, reference, most }: Pick<SeveralGoals, "name" | "reference" | "most">,
  losses: (x: readonly number[]) => number[],
): SeveralGoals {
  const names = Array.from({ length: d }, (_, i) => `x${i}`);
  return {
    name,
    reference,
    most,
    space: Object.fromEntries(names.map((x) => [x, float(0, 1)])),
    goals: Object.fromEntries(reference.map((_, m) => [`f${m + 1}`, "minimize" as const])),
    losses: (params: Params) => losses(names.map((x) => params[x] as number)),
  };
}

/** 21 local fronts in each coordinate but the first. */
export function zdt4(d: number): SeveralGoals {
  const far = 10 * (d - 1);
  const most = 1.1 * far - 1 + 2 / 3;
  return over(d, { name: `ZDT4 ${d}`, reference: [1.1, far], most }, ([f, ...rest]) => {
    const g = 1 + sum(rest.map((v) => 10 + (10 * v - 5) ** 2 - 10 * Math.cos(4 * Math.PI * (10 * v - 5))));
    return [f!, g * (1 - Math.sqrt(f! / g))];
  });
}

/** A front that is hard to come near, and along which points lie unevenly. */
export function zdt6(d: number): SeveralGoals {
  const least = 0.2807753191; // of the first goal
  const most = 1.1 * (1.1 - least) - (1 - least) + (1 - least ** 3) / 3;
  return over(d, { name: `ZDT6 ${d}`, reference: [1.1, 1.1], most }, ([x, ...rest]) => {
    const f = 1 - Math.exp(-4 * x!) * Math.sin(6 * Math.PI * x!) ** 6;
    const g = 1 + 9 * (sum(rest) / (d - 1)) ** 0.25;
    return [f, g * (1 - (f / g) ** 2)];
  });
}

/** A plane front behind 11 local ones for each coordinate of distance. */
export function dtlz1(d: number, k: number): SeveralGoals {
  const far = 10;
  const most = far ** k - 0.5 ** k / (k === 2 ? 2 : 6);
  const name = `DTLZ1 ${d}, ${k} goals`;
  return over(d, { name, reference: Array(k).fill(far), most }, (x) => {
    const g = 100 * sum(x.slice(k - 1).map((v) => 1 + (v - 0.5) ** 2 - Math.cos(20 * Math.PI * (v - 0.5))));
    return Array.from({ length: k }, (_, i) => {
      const product = x.slice(0, k - 1 - i).reduce((a, b) => a * b, 0.5 * (1 + g));
      return i === 0 ? product : product * (1 - x[k - 1 - i]!);
    });
  });
}

/** A front in 2^(k - 1) pieces. */
export function dtlz7(d: number, k: number): SeveralGoals {
  const reference = [...Array(k - 1).fill(1.1), 2.2 * k];
  // Of the front the last goal is 2k less twice the sum of the most that each other has given up to its own value.
  const most = 1.1 ** (k - 1) * 0.2 * k + 2 * (k - 1) * 1.1 ** (k - 2) * 1.1 * mostGiven();
  return over(d, { name: `DTLZ7 ${d}, ${k} goals`, reference, most }, (x) => {
    const own = x.slice(0, k - 1);
    const g = 1 + (9 * sum(x.slice(k - 1))) / (d - k + 1);
    return [...own, (1 + g) * (k - sum(own.map((f) => 2 * given(f))) / (1 + g))];
  });
}

/** What a goal of DTLZ7 takes off the last one where g = 1, by half. */
const given = (f: number) => (f * (1 + Math.sin(3 * Math.PI * f))) / 2;

/** The mean over [0, 1.1] of the most that is given up to there. */
function mostGiven(): number {
  const steps = 110_000;
  let most = 0;
  let total = 0;
  for (let i = 0; i < steps; i++) {
    const f = ((i + 0.5) * 1.1) / steps;
    if (f <= 1) most = Math.max(most, given(f));
    total += most / steps;
  }
  return total;
}
