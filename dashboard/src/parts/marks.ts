/** Marks in charts: which trial a dot is, and how the others step back. */

/** A dot or line as the chart options have it. */
export type Row =
  | {
      readonly name?: string;
      readonly value: unknown;
      readonly itemStyle?: object;
      readonly lineStyle?: object;
    }
  | readonly unknown[]
  | number
  | null
  | undefined;

/** The trials that a row stands for: charts name their rows `trial 7: …`. */
export function numbersIn(row: Row): number[] {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return [];
  const found = /^trial (\d+)/.exec((row as { name?: string }).name ?? "");
  return found ? [Number(found[1])] : [];
}

/** The option with everything that is not marked in the background. */
export function dimmed(
  option: { readonly [key: string]: unknown },
  marked: ReadonlySet<number> | null,
): object {
  if (!marked) return option;
  const series = option.series as readonly { type: string; data: readonly Row[] }[];
  return {
    ...option,
    series: series.map((one) => {
      if (!["scatter", "parallel", "bar", "lines"].includes(one.type)) return one;
      return { ...one, data: one.data.map((row) => stepped(row, marked)) };
    }),
  };
}

function stepped(row: Row, marked: ReadonlySet<number>): Row {
  const [number] = numbersIn(row);
  if (number === undefined || marked.has(number)) return row;
  const { itemStyle, lineStyle, ...rest } = row as Extract<Row, { value: unknown }>;
  return { ...rest, itemStyle: { ...itemStyle, opacity: 0.07 }, lineStyle: { ...lineStyle, opacity: 0.04 } };
}
