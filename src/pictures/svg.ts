import { createRequire } from "node:module";
import { type Chart, hydrated } from "../charts/index.ts";

/**
 * A chart as an SVG document. What has a tooltip on the page has a title here, which browsers show likewise, without a script.
 *
 * @param width  px; the one the chart was drawn for
 * @param hasTips  whether it has these titles
 */
export async function toSvg(chart: Chart, width: number, hasTips = true): Promise<string> {
  // Only for those who draw; and as the one file that `require` finds, which loads six times faster than its modules.
  const echarts = createRequire(import.meta.url)("echarts") as typeof import("echarts");
  const drawn = echarts.init(null, null, { renderer: "svg", ssr: true, width, height: chart.height });
  try {
    drawn.setOption(hydrated(chart.option) as never);
    const svg = drawn.renderToSVGString();
    return accessible(withoutMarks(hasTips ? withTips(svg, chart) : svg), chart);
  } finally {
    drawn.dispose();
  }
}

/** The words of each item in the item itself; ECharts says which one a shape is. What has no words leaves the mouse to what lies below. */
function withTips(svg: string, { option: { series } }: Chart): string {
  return svg
    .replaceAll(' pointer-events="visible"', ' pointer-events="none"')
    .replace(
      /<\w+ [^>]*ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)"[^>]*[^/]>/g,
      (shape, i: string, j: string) => {
        const item = (series[Number(i)]?.data as readonly unknown[] | undefined)?.[Number(j)];
        const name = typeof item === "object" && item !== null && "name" in item ? item.name : "";
        if (typeof name !== "string" || name === "") return shape;
        return `${shape.replace('pointer-events="none"', 'pointer-events="stroke"')}<title>${escaped(name)}</title>`;
      },
    );
}

/** Without what ECharts leaves for scripts of its own. */
function withoutMarks(svg: string): string {
  return svg.replace(/ ecmeta_\w+="[^"]*"/g, "");
}

/** With the title and the note, for those who hear a picture. */
function accessible(svg: string, { title, note }: Chart): string {
  const words = `<title>${escaped(title)}</title><desc>${escaped(note)}</desc>`;
  return svg.replace(/^<svg([^>]*)>/, (_, attributes: string) => `<svg role="img"${attributes}>${words}`);
}

/** A text that is safe within XML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
