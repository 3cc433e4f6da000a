import { type Chart, hydrated } from "../charts/index.ts";

/**
 * A chart as an SVG document.
 *
 * @param width  px; the one the chart was drawn for
 */
export async function toSvg(chart: Chart, width: number): Promise<string> {
  const echarts = await import("echarts"); // megabytes: only for those who draw
  const drawn = echarts.init(null, null, { renderer: "svg", ssr: true, width, height: chart.height });
  try {
    drawn.setOption(hydrated(chart.option) as never);
    return accessible(drawn.renderToSVGString(), chart);
  } finally {
    drawn.dispose();
  }
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
