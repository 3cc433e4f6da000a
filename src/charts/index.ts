/** Charts of studies as plain data for Apache ECharts; nothing here loads it, and all of it runs in a browser. */
export type { Chart, ChartOption, Look, Part, Series } from "./chart.ts";
export { type DrawOptions, drawChart } from "./draw.ts";
export { hydrated } from "./hydrate.ts";
export type { Kind, Named } from "./kind.ts";
export { type KindName, kindNames, kinds } from "./kinds.ts";
export { type Theme, type ThemeName, themes } from "./theme.ts";
export { shown } from "./words.ts";
