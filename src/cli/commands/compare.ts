import { type Comparison, compareGroups } from "../../analysis/index.ts";
import { drawChart, type Named } from "../../charts/index.ts";
import { didYouMean, TunesmithError } from "../../error.ts";
import type { Storage } from "../../storage/index.ts";
import { readStudy } from "../../study/read-study.ts";
import type { CommandSpec } from "../command.ts";
import { inText } from "../in-text.ts";
import { type PictureOptions, pictureFlags, pictureOf } from "../picture-file.ts";
import { showNumber } from "../show-values.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { withStorage } from "../with-storage.ts";

interface Options extends PictureOptions {
  readonly goal?: string;
}

/** `tunesmith compare STUDY…`. */
export const compare: CommandSpec<Options> = {
  usage: "compare <studies...>",
  summary: "compare studies, or groups of repeated ones: which is better, and how sure that is",
  details:
    "A name with * in it, in quotes, stands for all studies that match, as repetitions of one thing: their bests are compared. " +
    "Studies with one run each are compared by the results of all their trials.",
  flags: [
    { flags: "--goal <name>", help: "the goal to look at (default the first that is optimised)" },
    ...pictureFlags,
  ],
  examples: [
    "tunesmith compare demo-bayes demo-random",
    "tunesmith compare 'tpe-*' 'random-*' -o compare.svg",
  ],
  async run({ args, options, storage: url, terminal }) {
    const { look, write } = pictureOf(options);
    const studies = await withStorage(url, async (storage) =>
      (await Promise.all(args.map((word) => groupOf(storage, word)))).flat(),
    );
    const groups = [...new Set(studies.map((s) => s.group))].map((name) => ({
      name,
      runs: studies.filter((s) => s.group === name).map((s) => s.history),
    }));
    const found = compareGroups(groups, { goal: options.goal });
    const chart = drawChart("compare", studies, { ...look, goal: options.goal });
    if (write) {
      await write(chart);
      terminal.say(`${options.output}: ${chart.note}`);
    }
    const picture = write ? "" : `${await inText({ ...chart, note: "" })}\n`;
    terminal.answer(found, `${picture}${inWords(found, terminal)}`);
    return 0;
  },
};

/** The studies that a word stands for. */
async function groupOf(storage: Storage, word: string): Promise<(Named & { readonly group: string })[]> {
  const names = word.includes("*") ? await matching(storage, word) : [word];
  return Promise.all(names.map(async (name) => ({ ...(await readStudy(storage, name)), group: word })));
}

async function matching(storage: Storage, pattern: string): Promise<string[]> {
  const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const regex = new RegExp(`^${pattern.split("*").map(literally).join(".*")}$`);
  const all = await storage.studies();
  const found = all.filter((name) => regex.test(name)).sort();
  if (found.length > 0) return found;
  throw new TunesmithError("study-missing", `no study matches "${pattern}"; ${didYouMean(pattern, all)}.`);
}

function inWords({ goal, groups, pairs }: Comparison, terminal: Terminal): string {
  const trials = Math.min(...groups.map((g) => g.trials));
  const rows = groups.map(({ name, runs, bests, curve }) => {
    const { mean = Number.NaN, error = 0 } = curve[trials - 1] ?? {};
    const best = bests.includes(null)
      ? "none"
      : `${showNumber(mean)}${runs > 1 ? ` ± ${showNumber(Number(error.toPrecision(2)))}` : ""}`;
    return [name, String(runs), best];
  });
  const verdicts = pairs.map(({ a, b, by, better, p }) => {
    const [winner, loser, chance] = better >= 0.5 ? [a, b, better] : [b, a, 1 - better];
    const sure = p < 0.05 ? "" : ": that may be chance";
    return `One of the ${by} of ${winner} is better than one of ${loser} with a chance of ${Math.round(chance * 100)} % (p = ${showNumber(Number(p.toPrecision(2)))})${sure}.`;
  });
  const heads = ["study", "runs", `best ${goal} after ${trials} trials`];
  return [table(heads, rows, terminal), "", ...verdicts].join("\n");
}
