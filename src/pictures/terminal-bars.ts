import { type Part, type Series, shown } from "../charts/index.ts";
import type { Page } from "./page.ts";

/** Eighths of a block. */
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A line for each bar: its name, the bar, and its number; the last of the data on top, as the axis goes up. */
export function bars(series: readonly Series[], axis: Part, { width, paint }: Page): string[] {
  const bar = series.find((s) => s.type === "bar")!;
  const names = (axis.data as readonly string[]).map((name) =>
    name.length > 30 ? `${name.slice(0, 29)}…` : name,
  );
  const values = bar.data.map((item) => Number((item as Part).value));
  const gutter = Math.max(0, ...names.map((name) => name.length));
  const room = Math.max(5, width - gutter - 10);
  const most = Math.max(...values, 1e-300);
  const colour = String((bar.itemStyle as Part).color);
  return values
    .map((value, i) => {
      const length = Math.max(0, Math.round((value / most) * room * 8));
      const block = "█".repeat(length >> 3) + eighths[length & 7];
      return `${names[i]!.padEnd(gutter)}  ${paint(block, colour)} ${shown(value, 3)}`;
    })
    .reverse();
}
