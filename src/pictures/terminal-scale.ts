/** How the axes of an option map to [0, 1], and where the items of its series lie. */
import { type Part, shown } from "../charts/index.ts";
import type { Json } from "../json.ts";

/** An axis as a map to [0, 1]. */
export interface Scale {
  /** NaN for what has no place on it. */
  at(value: Json | undefined): number;
  /** What stands at 0 or 1. */
  label(end: 0 | 1): string;
  /** How wide a word of an axis of words is; 0 for numbers. */
  readonly cell: number;
}

/**
 * The scale of an axis.
 *
 * @param values  what is drawn on it: decides where the axis says nothing
 */
export function scaleOf(axis: Part, values: readonly (Json | undefined)[]): Scale {
  if (axis.type === "category") {
    const words = axis.data as readonly string[];
    const n = Math.max(1, words.length);
    const place = new Map(words.map((word, i) => [word, i]));
    return {
      at: (value) =>
        ((typeof value === "number" ? value : (place.get(String(value)) ?? Number.NaN)) + 0.5) / n,
      label: (end) => (end === 0 ? (words[0] ?? "") : (words.at(-1) ?? "")),
      cell: 1 / n,
    };
  }
  const bend = axis.type === "log" ? Math.log10 : (x: number) => x;
  const numbers = values.filter((v): v is number => typeof v === "number" && Number.isFinite(bend(v)));
  const least = numbers.reduce((a, b) => Math.min(a, b), Infinity);
  const most = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
  const low = typeof axis.min === "number" ? axis.min : Number.isFinite(least) ? least : 0;
  const high = typeof axis.max === "number" ? axis.max : Number.isFinite(most) ? most : 1;
  const [a, b] = [bend(low), bend(high)];
  return {
    at: (value) => (typeof value === "number" ? (b > a ? (bend(value) - a) / (b - a) : 0.5) : Number.NaN),
    label: (end) => shown(end === 0 ? low : high, 5),
    cell: 0,
  };
}

/** The place of an item that has one; the value of `{ value: [x, y, …] }`. */
export function pairOf(item: Json): readonly [Json, Json] | null {
  const value = insideOf(item);
  const isPair = Array.isArray(value) && value.length >= 2 && value[0] !== null && value[1] !== null;
  return isPair ? [value[0] as Json, value[1] as Json] : null;
}

/** All places of an item: one, or those of a line. */
export function coordsOf(item: Json): (readonly [Json, Json])[] {
  if (isPart(item) && "coords" in item) return [...(item.coords as readonly [Json, Json][])];
  const pair = pairOf(item);
  return pair ? [pair] : [];
}

/** The colour of an item on a bar of colours; undefined where there is none. */
export function colourAt(item: Json, bar: Part | undefined): string | undefined {
  const value = insideOf(item);
  if (!bar || !Array.isArray(value)) return undefined;
  const x = value[bar.dimension as number];
  if (typeof x !== "number") return undefined;
  const colours = (bar.inRange as { readonly color: readonly string[] }).color;
  const [low, high] = [bar.min as number, bar.max as number];
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return colours[Math.round(t * (colours.length - 1))];
}

function insideOf(item: Json): Json {
  return isPart(item) && "value" in item ? item.value! : item;
}

function isPart(item: Json): item is Part {
  return typeof item === "object" && item !== null && !Array.isArray(item);
}
