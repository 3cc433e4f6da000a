import { isTunesmithError } from "../../error.ts";
import type { EstimatorParams } from "../../ml/index.ts";
import type { Storage } from "../../storage/index.ts";
import { openStorage } from "../../storage/open.ts";
import type { TrialView } from "../../study/index.ts";
import { type CommandSpec, wholeFrom } from "../command.ts";
import { type DemoCase, demoCases, randomScore } from "../demo-cases.ts";
import { watchInterrupts } from "../interrupt.ts";
import { programName } from "../program-name.ts";
import { showNumber } from "../show-values.ts";
import { convergence } from "../sparkline.ts";
import { exit } from "../status.ts";
import { pairs, table } from "../table.ts";
import type { Terminal } from "../terminal.ts";

interface Options {
  readonly seed?: number;
}

/** What one case found. */
interface Found {
  readonly name: DemoCase["name"];
  readonly study: string;
  readonly data: string;
  readonly method: string;
  readonly trials: number;
  readonly bestScore: number;
  readonly bestParams: EstimatorParams;
  readonly seconds: number;
  /** What random search of the same budget found, the median of `randomSeeds`; null where this is random search. */
  readonly randomScore: number | null;
  readonly firstScore: number;
  /** The best score so far, drawn. */
  readonly curve: string;
}

/** Random search is luck: so many of them, and their median. */
const randomSeeds = [1, 2, 3, 4, 5];

/** `tunesmith demo`. */
export const demo: CommandSpec<Options> = {
  usage: "demo",
  summary: "run grid, random and Bayesian search on real data",
  details:
    "Logistic regression, judged by 5-fold cross-validation: 12 candidates on a grid and 100 at random for iris, and 40 by " +
    "Bayesian optimization for 1000 rows of 20 features. The studies demo-grid, demo-random and demo-bayes are made anew.",
  flags: [{ flags: "--seed <n>", help: "of all three searches (default 3)", read: wholeFrom(0) }],
  examples: ["tunesmith demo", "tunesmith demo --json", "tunesmith demo --storage sqlite:/tmp/demo.db"],
  async run({ options: { seed = 3 }, storage: url, terminal }) {
    const interrupts = watchInterrupts(() => terminal.say("\nEnding."));
    const storage = await openStorage(url);
    try {
      terminal.say(
        `Tuning a logistic regression three ways, by 5-fold accuracy.\nEach trial is kept in ${url}.\n`,
      );
      const cases: Found[] = [];
      for (const one of demoCases)
        cases.push(await runCase(one, { storage, seed, signal: interrupts.signal, terminal }));
      const documents = cases.map(({ curve: _, ...rest }) => rest);
      terminal.answer(
        { storage: storage.url, seed, randomSeeds, cases: documents },
        inWords(cases, url, terminal),
      );
      return exit.done;
    } catch (e) {
      if (interrupts.signal.aborted) return exit.interrupted;
      throw isTunesmithError(e) ? e : new Error("the demo failed", { cause: e });
    } finally {
      interrupts.end();
      await storage.close();
    }
  },
};

async function runCase(
  one: DemoCase,
  o: {
    readonly storage: Storage;
    readonly seed: number;
    readonly signal: AbortSignal;
    readonly terminal: Terminal;
  },
): Promise<Found> {
  const { storage, seed, signal, terminal } = o;
  const study = `demo-${one.name}`;
  const dataset = one.load();
  const startedAt = performance.now();
  const search = one.search({ name: study, storage, ifExists: "replace", seed, signal, progress: true });
  await search.fit(dataset.data, dataset.target);
  const seconds = (performance.now() - startedAt) / 1000;
  signal.throwIfAborted();
  const { dim } = terminal.sayPaint;
  terminal.say(
    `${one.method.padEnd(14)} ${String(search.trials.length).padStart(3)} trials  ${dim(`${seconds.toFixed(1)} s`)}`,
  );
  return {
    name: one.name,
    study,
    data: one.data,
    method: one.method,
    trials: search.trials.length,
    bestScore: search.bestScore,
    bestParams: search.bestParams,
    seconds,
    randomScore: await randomScore(one, dataset, { seeds: randomSeeds, signal }),
    firstScore: firstOf(search.trials),
    curve: convergence(search.trials, { accuracy: "maximize" }, 40),
  };
}

/** What the trial with the lowest number scored. */
function firstOf(trials: readonly TrialView[]): number {
  return trials.reduce((first, t) => (t.number < first.number ? t : first)).value ?? Number.NaN;
}

function inWords(cases: readonly Found[], url: string, terminal: Terminal): string {
  const { bold, dim, green } = terminal.paint;
  const rows = cases.map((c) => [
    c.data,
    c.method,
    String(c.trials),
    green(c.bestScore.toFixed(3)),
    Object.entries(c.bestParams)
      .map(([name, value]) => `${name}=${typeof value === "number" ? showNumber(value) : value}`)
      .join(" "),
    c.seconds.toFixed(1),
    c.randomScore === null ? "itself" : c.randomScore.toFixed(3),
  ]);
  const head = ["case", "method", "trials", "best", "parameters", "s", "random*"];
  const curves = cases.map((c) => [
    c.method,
    `${green(c.curve)}  ${dim(`${c.firstScore.toFixed(3)} to ${c.bestScore.toFixed(3)}`)}`,
  ]) as [string, string][];
  const program = programName();
  const where = url === "sqlite:tunesmith.db" ? "" : ` --storage ${url}`;
  const next = [
    [`show demo-bayes 17${where}`, "one trial, and why this point"],
    [`trials demo-bayes --sort value${where}`, "all of them, the best first"],
    [`replay demo-bayes --check${where}`, "recompute each suggestion"],
  ];
  const width = Math.max(...next.map(([line]) => `${program} ${line}`.length));
  return [
    "",
    table(head, rows, terminal),
    dim(`* random search with the same number of trials: the median of ${randomSeeds.length} searches`),
    "",
    bold("Best accuracy so far, trial after trial"),
    pairs(curves, terminal),
    "",
    bold("Look next"),
    ...next.map(([line, what]) => `  ${`${program} ${line}`.padEnd(width)}  ${dim(what!)}`),
  ].join("\n");
}
