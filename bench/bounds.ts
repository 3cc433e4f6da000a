/**
 * How near samplers come to the best point that keeps bounds: how much more its loss is than the least that keeps them, as a
 * share of that; the median over seeds, and Optuna's beside them where Python has it.
 *
 *   npm run bench -- bounds [--trials 100] [--seeds 5] [--samplers auto,tpe,live:optuna-gp,…] [--problems "beam 4;…"]
 */
import { parseArgs } from "node:util";
import { type BoundedProblem, coordinates, problems } from "./bounds/problems.ts";
import { chosen } from "./chosen.ts";
import { liveAmong, samplersIn, searcherOf } from "./quality/searcher.ts";
import { type Row, report } from "./report.ts";

const { values: flags } = parseArgs({
  options: {
    trials: { type: "string", default: "100" },
    seeds: { type: "string", default: "5" },
    samplers: { type: "string", default: ["auto", "tpe", "random", ...liveAmong(["optuna-tpe"])].join() },
    problems: { type: "string", default: problems.map(({ name }) => name).join(";") },
  },
});
const [trials, seeds] = [Number(flags.trials), Number(flags.seeds)];
const marks = [20, 50, 100].filter((mark) => mark < trials).concat(trials);

/** How much too much the best loss is after so many trials as the marks say; Infinity while nothing keeps the bounds. */
async function excessOf(problem: BoundedProblem, sampler: string, seed: number): Promise<number[]> {
  const { space, loss, margins, optimum, at } = problem;
  const searcher = await searcherOf(sampler, space, { seed, bounds: margins(at).length });
  let best = Number.POSITIVE_INFINITY;
  const found: number[] = [];
  for (let done = 1; done <= trials; done++) {
    const { number, params } = await searcher.ask();
    const x = coordinates(problem, params);
    const broken = margins(x);
    if (broken.every((margin) => margin <= 0)) best = Math.min(best, loss(x));
    await searcher.tell(number, loss(x), broken);
    if (marks.includes(done)) found.push((best - optimum) / Math.abs(optimum));
  }
  await searcher.close();
  return found;
}

const rows: Row[] = [];
for (const problem of chosen(problems, flags.problems)) {
  for (const sampler of samplersIn(flags.samplers)) {
    const runs: number[][] = [];
    for (let seed = 0; seed < seeds; seed++) runs.push(await excessOf(problem, sampler, seed));
    const row: Record<string, string | number> = { problem: problem.name, sampler, seeds };
    for (const [m, mark] of marks.entries()) {
      const sorted = runs.map((run) => run[m]!).sort((a, b) => a - b);
      row[`excess@${mark}`] = Number(sorted[seeds >> 1]!.toPrecision(3));
    }
    rows.push(row);
  }
}
report("bounds", rows);
