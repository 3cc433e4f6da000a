import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * An SVG document as a PNG file, at twice its size, so that it is sharp on today's screens.
 *
 * Brings its font: the machine may have none.
 */
export async function toPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import("@resvg/resvg-js");
  const fonts = join(dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json")), "ttf");
  const family = "DejaVu Sans Condensed";
  const drawn = new Resvg(svg, {
    fitTo: { mode: "zoom", value: 2 },
    font: {
      fontFiles: ["DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"].map((file) => join(fonts, file)),
      loadSystemFonts: true, // for scripts that ours does not have
      defaultFontFamily: family,
      sansSerifFamily: family,
    },
  });
  return drawn.render().asPng();
}
