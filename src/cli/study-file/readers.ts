/** How values are read, from a file as they are and from flags as texts; null is what they cannot be. */
import type { FailureKind } from "../../history/index.ts";
import { durationMs } from "../duration.ts";

export const failureKinds: readonly FailureKind[] = [
  ...(["exit", "signal", "memory", "timeout", "diverged"] as const),
  ...(["arguments", "metric", "infrastructure", "preempted"] as const),
];

export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

export function booleanOf(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

export function timeOf(value: unknown): number | null {
  return durationMs(String(value));
}

export function positiveOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value);
  return Number.isFinite(number) && number > 0 && typeof value !== "boolean" ? number : null;
}

export function wholeOf(value: unknown, least: number, most: number): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return Number.isSafeInteger(number) && (number as number) >= least && (number as number) <= most
    ? (number as number)
    : null;
}

export function listOf(value: unknown): string[] | null {
  const list = typeof value === "string" ? value.split(",").map((name) => name.trim()) : value;
  return Array.isArray(list) && list.every((name) => textOf(name) !== null) ? list : null;
}

/** Names and texts: of a file as such, of flags as `name=text`; a text alone goes by `name`, where there is one. */
export function pairsOf(value: unknown, name: string | null): Record<string, string> | null {
  if (typeof value === "string" && name !== null && !value.includes("="))
    return value === "" ? null : { [name]: value };
  if (typeof value === "string" || Array.isArray(value)) {
    const parts = [value].flat().map((part) => {
      const [, key, rest] = /^([A-Za-z_][\w.]*)=(.*)$/s.exec(String(part)) ?? [];
      return key === undefined
        ? name === null
          ? null
          : ([name, String(part)] as const)
        : ([key, rest!] as const);
    });
    return parts.includes(null) ? null : Object.fromEntries(parts as (readonly [string, string])[]);
  }
  if (typeof value !== "object" || value === null) return null;
  const entries = Object.entries(value);
  if (!entries.every(([, v]) => ["string", "number", "boolean"].includes(typeof v))) return null;
  return Object.fromEntries(entries.map(([key, v]) => [key, String(v)]));
}

export function retryOf(value: unknown): { [K in FailureKind]?: number } | null {
  const pairs = pairsOf(value, null);
  if (!pairs || Object.keys(pairs).some((kind) => !(failureKinds as readonly string[]).includes(kind)))
    return null;
  const counts = Object.entries(pairs).map(([kind, n]) => [kind, wholeOf(n, 0, 2)] as const);
  return counts.some(([, n]) => n === null) ? null : Object.fromEntries(counts);
}
