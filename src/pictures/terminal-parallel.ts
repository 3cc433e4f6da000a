import type { ChartOption, Part } from "../charts/index.ts";
import type { Json } from "../json.ts";
import { Braille } from "./braille.ts";
import type { Page } from "./page.ts";
import { colourAt, scaleOf } from "./terminal-scale.ts";

/** Lines across upright axes, with the names of the axes over and under them, in turns. */
export function parallelLines(option: ChartOption, { width, paint }: Page, rows: number): string[] {
  const axes = option.parallelAxis as readonly Part[];
  const items = option.series.flatMap((s) => s.data as readonly Part[]);
  const rowsOf = items.map((item) => item.value as readonly Json[]);
  const scales = axes.map((axis, j) =>
    scaleOf(
      axis,
      rowsOf.map((row) => row[j]),
    ),
  );
  const canvas = new Braille(width, rows);
  const x = (j: number) => (axes.length > 1 ? (j / (axes.length - 1)) * (2 * width - 1) : 0);
  const y = (j: number, value: Json | undefined) => {
    const t = scales[j]!.at(value);
    return (axes[j]!.inverse === true ? t : 1 - t) * (4 * rows - 1);
  };
  for (const item of items) {
    const row = item.value as readonly Json[];
    const colour = colourAt(item, option.visualMap as Part | undefined);
    const seen = axes.map((_, j) => [x(j), y(j, row[j])] as const).filter(([, v]) => Number.isFinite(v));
    for (let k = 1; k < seen.length; k++) canvas.line(seen[k - 1]!, seen[k]!, colour);
  }
  const names = axes.map((axis) => String(axis.name));
  const line = (texts: readonly string[]) => spread(texts, width);
  const ends = (end: 0 | 1) =>
    line(scales.map((s, j) => s.label(axes[j]!.inverse === true ? ((1 - end) as 0 | 1) : end)));
  return [line(names), ends(1), ...canvas.lines(paint), ends(0)];
}

/** Texts at equal distances, the first at the left end and the last at the right; cut where they would touch. */
export function spread(texts: readonly string[], width: number): string {
  const room = Math.max(3, Math.floor(width / texts.length) - 1);
  const line = Array<string>(width).fill(" ");
  texts.forEach((text, j) => {
    const cut = text.length > room ? `${text.slice(0, room - 1)}…` : text;
    const centre = texts.length > 1 ? (j / (texts.length - 1)) * (width - 1) : 0;
    const from = Math.min(width - cut.length, Math.max(0, Math.round(centre - cut.length / 2)));
    [...cut].forEach((letter, i) => {
      line[from + i] = letter;
    });
  });
  return line.join("").trimEnd();
}
