/** Charts as text: the option that a browser draws, in braille dots and blocks. */
import type { Chart, ChartOption, Part, Series } from "../charts/index.ts";
import { Braille } from "./braille.ts";
import type { Page } from "./page.ts";
import { bars } from "./terminal-bars.ts";
import { parallelLines, spread } from "./terminal-parallel.ts";
import { colourAt, coordsOf, pairOf, type Scale, scaleOf } from "./terminal-scale.ts";

/** Lines of a panel. */
const rows = 14;

/**
 * A chart as lines of text.
 *
 * @returns title, picture and note, without a last line break
 */
export function toText(chart: Chart, page: Page): string {
  const { option } = chart;
  const picture = option.parallelAxis ? parallelLines(option, page, rows) : panelsOf(option, page);
  return [chart.title, "", ...picture, "", ...legend(option, page), chart.note].join("\n");
}

function panelsOf(option: ChartOption, page: Page): string[] {
  return option.grid.flatMap((_, i) => {
    const series = option.series.filter((s) => panelOf(option, s) === i && s.stack === undefined);
    const isBars = series.some((s) => s.type === "bar");
    const yAxis = option.yAxis.find((axis) => (axis.gridIndex ?? 0) === i);
    if (!yAxis) return [];
    return [...(i > 0 ? [""] : []), ...(isBars ? bars(series, yAxis, page) : panel(option, series, i, page))];
  });
}

/** The panel that a series stands in. */
function panelOf(option: ChartOption, series: Series): number {
  return (option.xAxis[(series.xAxisIndex as number) ?? 0]?.gridIndex as number) ?? 0;
}

/** One panel, with the ends of its axes beside it. */
function panel(option: ChartOption, all: readonly Series[], index: number, page: Page): string[] {
  const isShown = (axis: Part) => (axis.gridIndex ?? 0) === index && axis.show !== false;
  const [xAxis, yAxis] = [option.xAxis.find(isShown)!, option.yAxis.find(isShown)!];
  const scales = all.map((s) => scalesOf(option, s, all));
  const main = scales[all.findIndex((s) => option.xAxis[(s.xAxisIndex as number) ?? 0] === xAxis)];
  const x = main?.x ?? scaleOf(xAxis, []);
  const y = main?.y ?? scaleOf(yAxis, []);
  const labels = [y.label(1), ...Array(rows - 2).fill(""), y.label(0)];
  const gutter = Math.min(20, Math.max(...labels.map((label) => label.length)));
  const canvas = new Braille(Math.max(10, page.width - gutter - 2), rows);
  all.forEach((one, i) => {
    draw(canvas, one, scales[i]!);
  });
  const drawn = canvas
    .lines(page.paint)
    .map((line, i) => `${labels[i]!.slice(0, gutter).padStart(gutter)} ┤${line}`);
  const below = spread([x.label(0), String(xAxis.name ?? ""), x.label(1)], canvas.columns);
  return [...(yAxis.name ? [String(yAxis.name)] : []), ...drawn, `${" ".repeat(gutter + 2)}${below}`];
}

/** The scales of the axes that a series stands on, over all series that stand on the same. */
function scalesOf(option: ChartOption, series: Series, all: readonly Series[]): Scales {
  const indexOf = (s: Series, key: "xAxisIndex" | "yAxisIndex") => (s[key] as number) ?? 0;
  const over = (key: "xAxisIndex" | "yAxisIndex", place: 0 | 1) =>
    all
      .filter((s) => indexOf(s, key) === indexOf(series, key))
      .flatMap((s) => s.data.flatMap(coordsOf).map((p) => p[place]));
  const bar = option.visualMap as Part | undefined;
  const isColoured =
    !bar?.seriesIndex || (bar.seriesIndex as readonly number[]).includes(option.series.indexOf(series));
  return {
    x: scaleOf(option.xAxis[indexOf(series, "xAxisIndex")]!, over("xAxisIndex", 0)),
    y: scaleOf(option.yAxis[indexOf(series, "yAxisIndex")]!, over("yAxisIndex", 1)),
    colours: isColoured ? bar : undefined,
  };
}

interface Scales {
  readonly x: Scale;
  readonly y: Scale;
  readonly colours: Part | undefined;
}

function draw(canvas: Braille, series: Series, { x, y, colours }: Scales): void {
  const at = ([u, v]: readonly [Part[string], Part[string]]): [number, number] => [
    x.at(u) * (2 * canvas.columns - 1),
    (1 - y.at(v)) * (4 * canvas.rows - 1),
  ];
  const plain = String(series.color ?? (series.itemStyle as Part | undefined)?.color ?? "");
  let before: [number, number] | null = null;
  for (const item of series.data) {
    const pair = pairOf(item);
    const colour = colourAt(item, colours) ?? plain;
    if (series.type === "lines") {
      const ends = coordsOf(item).map(at);
      for (let k = 1; k < ends.length; k++) canvas.line(ends[k - 1]!, ends[k]!, lineColour(series));
    } else if (!pair) before = null;
    else if (series.type === "line") {
      const here = at(pair);
      if (before && series.step === "end") canvas.line(before, [here[0], before[1]], colour);
      if (before) canvas.line(series.step === "end" ? [here[0], before[1]] : before, here, colour);
      else canvas.dot(...here, colour);
      before = here;
    } else if (series.type === "heatmap") shade(canvas, pair, { x, y, colour });
    else canvas.dot(...at(pair), colour);
  }
}

/** A cell of a heat map, over all letters that it covers. */
function shade(
  canvas: Braille,
  [u, v]: readonly [Part[string], Part[string]],
  { x, y, colour }: { readonly x: Scale; readonly y: Scale; readonly colour: string },
): void {
  const [w, h] = [x.cell / 2, y.cell / 2];
  const span = (low: number, high: number, n: number) =>
    [Math.floor(low * n), Math.max(Math.floor(low * n), Math.ceil(high * n) - 1)] as const;
  const [left, right] = span(x.at(u) - w, x.at(u) + w, canvas.columns);
  const [top, bottom] = span(1 - y.at(v) - h, 1 - y.at(v) + h, canvas.rows);
  for (let i = left; i <= right; i++) for (let j = top; j <= bottom; j++) canvas.letter(i, j, "█", colour);
}

function lineColour(series: Series): string {
  return String((series.lineStyle as Part | undefined)?.color ?? series.color ?? "");
}

/** The names of the series in their colours. */
function legend(option: ChartOption, page: Page): string[] {
  const shown = option.legend as Part | undefined;
  if (!shown || shown.show === false) return [];
  const colours = new Map(
    option.series.map((s) => [
      s.name,
      String(s.color ?? (s.itemStyle as Part | undefined)?.color ?? lineColour(s)),
    ]),
  );
  return [[...colours].map(([name, colour]) => `${page.paint("■", colour)} ${name}`).join("   ")];
}
