import { type Theme, themes } from "../charts/index.ts";
import { escaped } from "./svg.ts";

/**
 * A page that needs nothing but itself: no script, no font, no address; light or dark as its reader has it, light on paper.
 *
 * @param body      HTML; the pictures in it are drawn in the light theme, and turn dark with the page
 * @param ownStyle  CSS beside that of all pages
 */
export function toHtml(title: string, body: string, ownStyle = ""): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escaped(title)}</title>
<style>
:root{${variables(themes.light)}}
${style}
${ownStyle}
@media screen and (prefers-color-scheme:dark){
:root{${variables(themes.dark)}}
${repainted()}
}
</style>
<body>
${body}
</body>
</html>
`;
}

/** The colours of a theme by name; those of the series are `series-0` and so on. */
function entries({ series, ...others }: Theme): [name: string, colour: string][] {
  return [...Object.entries(others), ...series.map((colour, i): [string, string] => [`series-${i}`, colour])];
}

function variables(theme: Theme): string {
  return entries(theme)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(";");
}

/** Rules that give each colour of a picture the one of the same name: a rule is stronger than an attribute. */
function repainted(): string {
  return entries(themes.light)
    .flatMap(([name, colour]) =>
      ["fill", "stroke"].map((what) => `svg [${what}="${colour}"]{${what}:var(--${name})}`),
    )
    .join("\n");
}

const style = `body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:56rem;background:var(--background);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
svg{display:block;width:100%;height:auto}
svg :has(>title):hover{stroke:var(--ink);stroke-opacity:1}
svg :has(>title):not([fill=none]):hover{stroke-width:2px;vector-effect:non-scaling-stroke}`;
