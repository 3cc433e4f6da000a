/** Charts as files: SVG, PNG and HTML, and as text for a terminal. */
export { toHtml } from "./html.ts";
export type { Page } from "./page.ts";
export { toPng } from "./png.ts";
export { toReport } from "./report.ts";
export { escaped, toSvg } from "./svg.ts";
export { toText } from "./terminal.ts";
