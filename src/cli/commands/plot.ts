import { drawChart, kindNames, kinds } from "../../charts/index.ts";
import { readStudy } from "../../study/read-study.ts";
import { type CommandSpec, collect } from "../command.ts";
import { inText } from "../in-text.ts";
import { type PictureOptions, pictureFlags, pictureOf } from "../picture-file.ts";
import { withStorage } from "../with-storage.ts";

interface Options extends PictureOptions {
  readonly goal?: string;
  readonly param?: readonly string[];
  readonly with?: readonly string[];
}

const longest = Math.max(...kindNames.map((name) => name.length));

/** `tunesmith plot STUDY KIND`. */
export const plot: CommandSpec<Options> = {
  usage: "plot <study> <kind>",
  summary: "draw a study: in the terminal, or as an svg, png or html file",
  details: `The kinds:\n${kindNames.map((name) => `  ${name.padEnd(longest)}  ${kinds[name].summary}`).join("\n")}`,
  flags: [
    { flags: "--goal <name>", help: "the goal to look at (default the first that is optimised)" },
    { flags: "-p, --param <name>", help: "only this parameter; may come several times", read: collect },
    { flags: "--with <study>", help: "another study beside it; may come several times", read: collect },
    ...pictureFlags,
  ],
  examples: [
    "tunesmith plot demo-bayes history",
    "tunesmith plot demo-bayes importance -o importance.png",
    "tunesmith plot demo-bayes slice -p C -p penalty -o slice.svg --theme dark",
    "tunesmith plot demo-bayes history --with demo-random -o both.html",
  ],
  async run({ args: [name, kind], options, storage: url, terminal }) {
    const { look, write } = pictureOf(options);
    const studies = await withStorage(url, (storage) =>
      Promise.all([name!, ...(options.with ?? [])].map((one) => readStudy(storage, one))),
    );
    const chart = drawChart(kind!, studies, { ...look, goal: options.goal, params: options.param });
    if (write) {
      await write(chart);
      terminal.say(`${options.output}: ${chart.note}`);
    }
    if (!write || terminal.isJson) terminal.answer(chart, await inText(chart));
    return 0;
  },
};
