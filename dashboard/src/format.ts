import type { Params, Scalar } from "../../src/space/index.ts";
import { wordOf } from "../../src/space/word.ts";
import { currentLanguage } from "./text.ts";

/** A number for people: six digits at most; `2.5e-7` in place of many noughts. */
export function showNumber(x: number | null | undefined, digits = 6): string {
  if (x === null || x === undefined) return "";
  const short = Number(x.toPrecision(digits));
  const size = Math.abs(short);
  return size !== 0 && (size < 1e-3 || size >= 1e9) ? short.toExponential() : String(short);
}

/** A value of a parameter. */
export function showScalar(x: Scalar | undefined): string {
  if (x === undefined) return "";
  return typeof x === "number" ? showNumber(x) : wordOf(x);
}

/** The params by dotted names; what a branch chose stands before what it opened. */
export function flat(params: Params | null, prefix = ""): [name: string, value: Scalar][] {
  return Object.entries(params ?? {}).flatMap(([name, value]): [string, Scalar][] => {
    const dotted = `${prefix}${name}`;
    if (typeof value !== "object" || value === null) return [[dotted, value]];
    const { is, ...inner } = value;
    return [[dotted, String(is)], ...flat(inner as Params, `${dotted}.${String(is)}.`)];
  });
}

/** A duration: `0.4 s`, `12 s`, `3 min`, `2.5 h`, `4 d`. */
export function showDuration(ms: number): string {
  const s = ms / 1000;
  if (s < 10) return `${s.toFixed(1)} s`;
  if (s < 100) return `${Math.round(s)} s`;
  if (s < 6000) return `${Math.round(s / 60)} min`;
  if (s < 172_800) return `${(s / 3600).toFixed(1)} h`;
  return `${Math.round(s / 86_400)} d`;
}

/** A moment, in the reader's zone. */
export function showTime(ms: number): string {
  return new Date(ms).toLocaleString(currentLanguage() === "zh" ? "zh-CN" : "sv-SE");
}
