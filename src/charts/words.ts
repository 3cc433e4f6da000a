/** Numbers and points in words, as tooltips and notes say them. */
import { type Scalar, wordOf } from "../space/index.ts";

/** A number for people: as many digits as tell it from its neighbours, six at most; `2.5e-7` in place of many noughts. */
export function shown(x: number, digits = 6): string {
  const short = Number(x.toPrecision(digits));
  const size = Math.abs(short);
  return size !== 0 && (size < 1e-3 || size >= 1e9) ? short.toExponential() : String(short);
}

/** A share as a percentage without decimals. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `trial 7: 0.93`, and a line for each parameter. */
export function pointWords(
  number: number,
  value: number,
  params: readonly { readonly name: string }[],
  values: readonly (Scalar | null)[],
): string {
  const lines = params.flatMap(({ name }, j) => {
    const x = values[j] ?? null;
    return x === null ? [] : [`${name} = ${typeof x === "number" ? shown(x) : wordOf(x)}`];
  });
  return [`trial ${number}: ${shown(value)}`, ...lines].join("\n");
}

/** `1 trial`, `2 trials`. */
export function many(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}
