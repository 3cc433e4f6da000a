import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import type { Chart } from "../charts/index.ts";
import { TunesmithError } from "../error.ts";
import type { Flag } from "./command.ts";
import { oneOf, wholeFrom } from "./command.ts";

/** How a picture shall be. */
export interface PictureOptions {
  readonly output?: string;
  readonly theme?: "light" | "dark";
  readonly width?: number;
}

/** The flags that ask for a picture. */
export const pictureFlags: readonly Flag[] = [
  { flags: "-o, --output <file>", help: "a file that ends in .svg, .png or .html; without it, the terminal" },
  {
    flags: "--theme <name>",
    help: "light (default) or dark; an html file has both",
    read: oneOf(["light", "dark"]),
  },
  { flags: "--width <px>", help: "of the file (default 800)", read: wholeFrom(240) },
];

/** How charts are drawn for a file of that name, or for the terminal; and what writes the file. */
export interface Picture {
  readonly look: { readonly theme: "light" | "dark"; readonly width: number; readonly isTitled: boolean };
  /** Null for the terminal. */
  readonly write: ((chart: Chart) => Promise<void>) | null;
}

/**
 * Reads what picture is wanted.
 *
 * @throws TunesmithError "usage" for a name that says no format
 */
export function pictureOf({ output, theme = "light", width = 800 }: PictureOptions): Picture {
  if (output === undefined) return { look: { theme, width, isTitled: false }, write: null };
  const format = extname(output);
  if (![".svg", ".png", ".html"].includes(format)) {
    throw new TunesmithError("usage", `"${output}" is no picture: its name must end in .svg, .png or .html.`);
  }
  const write = async (chart: Chart) => {
    const { toHtml, toPng, toSvg } = await import("../pictures/index.ts");
    const svg = await toSvg(chart, width);
    await writeText(
      output,
      format === ".svg" ? svg : format === ".png" ? await toPng(svg) : toHtml(chart.title, svg),
    );
  };
  return { look: { theme: format === ".html" ? "light" : theme, width, isTitled: true }, write };
}

/**
 * Writes a file.
 *
 * @throws TunesmithError "file" when it cannot be written
 */
export async function writeText(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TunesmithError("file", `${path} cannot be written: ${why}`, { cause });
  });
}
