import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { type Chart, drawChart, kindNames, kinds, type ThemeName } from "../../charts/index.ts";
import { TunesmithError } from "../../error.ts";
import { readStudy } from "../../study/index.ts";
import { type CommandSpec, collect, oneOf, wholeFrom } from "../command.ts";
import { paintOf } from "../paint.ts";
import { withStorage } from "../with-storage.ts";

interface Options {
  readonly output?: string;
  readonly goal?: string;
  readonly param?: readonly string[];
  readonly with?: readonly string[];
  readonly theme?: ThemeName;
  readonly width?: number;
}

const longest = Math.max(...kindNames.map((name) => name.length));

/** `tunesmith plot STUDY KIND`. */
export const plot: CommandSpec<Options> = {
  usage: "plot <study> <kind>",
  summary: "draw a study: in the terminal, or as an svg, png or html file",
  details: `The kinds:\n${kindNames.map((name) => `  ${name.padEnd(longest)}  ${kinds[name].summary}`).join("\n")}`,
  flags: [
    {
      flags: "-o, --output <file>",
      help: "a file that ends in .svg, .png or .html; without it, the terminal",
    },
    { flags: "--goal <name>", help: "the goal to look at (default the first that is optimised)" },
    { flags: "-p, --param <name>", help: "only this parameter; may come several times", read: collect },
    { flags: "--with <study>", help: "another study beside it; may come several times", read: collect },
    {
      flags: "--theme <name>",
      help: "light (default) or dark; an html file has both",
      read: oneOf(["light", "dark"]),
    },
    { flags: "--width <px>", help: "of the file (default 800)", read: wholeFrom(240) },
  ],
  examples: [
    "tunesmith plot demo-bayes history",
    "tunesmith plot demo-bayes importance -o importance.png",
    "tunesmith plot demo-bayes slice -p C -p penalty -o slice.svg --theme dark",
    "tunesmith plot demo-bayes history --with demo-random -o both.html",
  ],
  async run({ args: [name, kind], options, storage: url, terminal }) {
    const write = options.output === undefined ? null : writerFor(options.output);
    const studies = await withStorage(url, (storage) =>
      Promise.all([name!, ...(options.with ?? [])].map((one) => readStudy(storage, one))),
    );
    const { goal, param: params, theme = "light", width = 800 } = options;
    const isPage = options.output !== undefined && extname(options.output) === ".html";
    const chart = drawChart(kind!, studies, {
      goal,
      params,
      width,
      theme: isPage ? "light" : theme,
      isTitled: write !== null,
    });
    if (write) {
      await write(chart, width);
      terminal.say(`${options.output}: ${chart.note}`);
    }
    if (write === null || terminal.isJson) {
      terminal.answer(chart, await inText(chart));
    }
    return 0;
  },
};

async function inText(chart: Chart): Promise<string> {
  const { toText } = await import("../../pictures/index.ts");
  return toText(chart, {
    width: Math.min(100, process.stdout.columns || 80),
    paint: paintOf(process.stdout),
  });
}

/**
 * What writes a file of that name.
 *
 * @throws TunesmithError "usage" for a name that says no format
 */
function writerFor(path: string): (chart: Chart, width: number) => Promise<void> {
  const format = extname(path);
  if (![".svg", ".png", ".html"].includes(format)) {
    throw new TunesmithError("usage", `"${path}" is no picture: its name must end in .svg, .png or .html.`);
  }
  return async (chart, width) => {
    const { toHtml, toPng, toSvg } = await import("../../pictures/index.ts");
    const svg = await toSvg(chart, width);
    const content = format === ".svg" ? svg : format === ".png" ? await toPng(svg) : toHtml(chart.title, svg);
    await writeFile(path, content).catch((e: unknown) => {
      throw new TunesmithError(
        "file",
        `${path} cannot be written: ${e instanceof Error ? e.message : String(e)}`,
        { cause: e },
      );
    });
  };
}
