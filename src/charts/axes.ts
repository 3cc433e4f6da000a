/** Axes and panels in the one style of all charts. */
import { count, type Domain, type Scalar, valueAt, wordOf } from "../space/index.ts";
import type { Canvas, Part } from "./chart.ts";

/** An axis of numbers. */
export function valueAxis(canvas: Canvas, name: string, more: Part = {}): Part {
  return { type: "value", scale: true, ...dress(canvas, name), ...more };
}

/** px between an upright axis and its name: the labels stand between. */
const upright = 46;

/** An upright axis of numbers. */
export function uprightAxis(canvas: Canvas, name: string, more: Part = {}): Part {
  return valueAxis(canvas, name, { nameGap: upright, ...more });
}

/** The least round range that holds all values; for axes of several panels that shall be the same. */
export function roundRange(values: readonly number[]): Part {
  let [low, high] = [Infinity, -Infinity];
  for (const x of values) {
    if (x < low) low = x;
    if (x > high) high = x;
  }
  if (!(high > low)) return {};
  const rough = (high - low) / 5;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = size * ([1, 2, 5].find((k) => k * size >= rough) ?? 10);
  const round = (x: number) => Number(x.toPrecision(12));
  return {
    min: round(Math.floor(low / step) * step),
    max: round(Math.ceil(high / step) * step),
    interval: round(step),
  };
}

/**
 * The range worth looking at: without the tail of bad values where it would flatten all others.
 *
 * @returns what an axis takes; nothing where all values fit
 */
export function usefulRange(values: readonly number[], isMaximised: boolean): Part {
  const losses = values.map((v) => (isMaximised ? -v : v)).sort((a, b) => a - b);
  const n = losses.length;
  if (n < 10) return {};
  const [least, most] = [losses[0]!, losses[n - 1]!];
  const span = losses[Math.floor(0.9 * (n - 1))]! - least;
  if (!(span > 0) || most - least <= 3 * span) return {};
  const kept = losses.filter((l) => l <= least + 1.5 * span).map((l) => (isMaximised ? -l : l));
  return roundRange(kept);
}

/** An axis of words. */
export function wordAxis(canvas: Canvas, name: string, words: readonly string[], more: Part = {}): Part {
  return { type: "category", data: words, ...dress(canvas, name), splitLine: { show: false }, ...more };
}

/** A grid that leaves room at its left for words, as far as there is room. */
export function gridBesideWords(canvas: Canvas, words: readonly string[]): Part {
  const longest = Math.max(0, ...words.map((word) => word.length));
  const left = Math.min(canvas.width * 0.4, 24 + longest * 8); // px a letter
  return { left, right: 28, top: canvas.top, bottom: 52 };
}

/** How words stand beside an upright axis: cut where `gridBesideWords` has no more room. */
export function wordsBeside(canvas: Canvas): Part {
  const axisLabel = {
    color: canvas.theme.ink,
    fontSize: 12,
    overflow: "truncate",
    width: canvas.width * 0.4 - 14,
  };
  return { axisLabel };
}

/** The axis of a parameter, over its whole domain. */
export function paramAxis(canvas: Canvas, name: string, domain: Domain, more: Part = {}): Part {
  if (isWord(domain)) return wordAxis(canvas, name, wordsOf(domain), more);
  const { low, high, log } = domain as Extract<Domain, { kind: "float" | "int" }>;
  if (low === high) return valueAxis(canvas, name, more);
  return { ...valueAxis(canvas, name), type: log ? "log" : "value", min: low, max: high, ...more };
}

/** The axis of a parameter whose values are cells: it ends at the edges of the first and the last one. */
export function cellAxis(canvas: Canvas, name: string, domain: Domain, more: Part = {}): Part {
  if (isWord(domain)) return paramAxis(canvas, name, domain, more);
  const { low, high, step = 0 } = domain as Extract<Domain, { kind: "float" | "int" }>;
  return { ...paramAxis(canvas, name, domain), min: low - step / 2, max: high + step / 2, ...more };
}

/** A value of a parameter as its axis takes it; null where there is none. */
export function onAxis(domain: Domain, value: Scalar | null): number | string | null {
  if (isWord(domain)) return value === null && !hasNull(domain) ? null : wordOf(value);
  return value as number | null;
}

/** Whether a parameter's axis has words and not numbers. */
export function isWord(domain: Domain): boolean {
  return domain.kind === "categorical" || domain.kind === "branch";
}

/** All words of a domain. */
export function wordsOf(domain: Domain): string[] {
  return Array.from({ length: count(domain) }, (_, k) => wordOf(valueAt(domain, k)));
}

/**
 * Panels in rows, as many beside each other as are readable.
 *
 * @param n     how many
 * @param size  px: the least width of each, and its height without labels; `isShared` when one vertical axis serves a row
 * @returns a grid for each, and the height that all need together
 */
export function panels(
  canvas: Canvas,
  n: number,
  size: {
    readonly least: number;
    readonly height: number;
    readonly right?: number;
    readonly isShared?: boolean;
  },
): { readonly grids: readonly Part[]; readonly height: number; readonly columns: number } {
  const right = size.right ?? 20;
  const left = 64; // px, for the labels of the first column
  const between = size.isShared ? 22 : left;
  const columns = Math.max(1, Math.min(n, Math.floor((canvas.width - right) / size.least)));
  const width = (canvas.width - left - right - (columns - 1) * between) / columns;
  const names = 58; // px, below a panel
  const grids = Array.from({ length: n }, (_, i) => ({
    left: Math.round(left + (i % columns) * (width + between)),
    top: canvas.top + Math.floor(i / columns) * (size.height + names),
    width: Math.round(width),
    height: size.height,
  }));
  return { grids, columns, height: canvas.top + Math.ceil(n / columns) * (size.height + names) + 4 };
}

function dress({ theme, isNarrow }: Canvas, name: string): Part {
  return {
    name,
    nameLocation: "middle",
    nameGap: 26,
    nameTextStyle: { color: theme.muted, fontSize: 12 },
    axisLine: { show: true, lineStyle: { color: theme.rule } },
    axisTick: { show: false },
    axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true },
    splitLine: { show: true, lineStyle: { color: theme.rule, width: 1 } },
    splitNumber: isNarrow ? 4 : 5,
  };
}

function hasNull(domain: Domain): boolean {
  return domain.kind === "categorical" && domain.choices.includes(null);
}
