import type { Json } from "../json.ts";
import type { Theme, ThemeName } from "./theme.ts";

/** A piece of an option. */
export interface Part {
  readonly [key: string]: Json;
}

/**
 * What Apache ECharts is given: plain JSON without a function in it, so that the page, a file and the terminal draw the
 * same, and a server may send it.
 */
export interface ChartOption extends Part {
  readonly grid: readonly Part[];
  readonly xAxis: readonly Part[];
  readonly yAxis: readonly Part[];
  readonly series: readonly Series[];
}

/** One series of a chart; those that the charts here use. */
export interface Series extends Part {
  readonly type: "line" | "scatter" | "bar" | "lines" | "heatmap" | "parallel";
  readonly data: readonly Json[];
}

/** A chart, ready to be drawn. */
export interface Chart {
  readonly kind: string;
  readonly title: string;
  /** One sentence that says what the picture shows, for those who do not see it, too. */
  readonly note: string;
  /** px, at the width that was asked for. */
  readonly height: number;
  readonly option: ChartOption;
}

/** How a chart shall look. */
export interface Look {
  readonly theme: ThemeName;
  /** px */
  readonly width: number;
  /** Whether title and note stand in the picture. */
  readonly isTitled: boolean;
}

/** What every kind of chart is drawn with. */
export interface Canvas {
  readonly theme: Theme;
  readonly width: number;
  /** A phone: legends go below, panels stand in one column. */
  readonly isNarrow: boolean;
  /** px, the room above the first panel. */
  readonly top: number;
}

/** What a kind of chart draws: a chart, but for its frame. */
export interface Drawing {
  readonly note: string;
  readonly height: number;
  readonly option: Partial<ChartOption> & { readonly series: readonly Series[] };
}
