/**
 * How much of a known front samplers of several goals cover: the share of its hypervolume, the median over seeds, and Optuna's
 * beside them where Python has it. Where there are bounds, only points that keep them count.
 *
 *   npm run bench -- goals [--trials 300] [--seeds 3] [--samplers auto,tpe,nsga2,live:optuna-gp,…] [--problems "ZDT1 6;…"]
 *
 * What takes long may be asked for alone: `--samplers live:optuna-gp --trials 100 --seeds 2`.
 */
import { parseArgs } from "node:util";
import { hypervolume } from "../src/math/hypervolume.ts";
import { dtlz2, type SeveralGoals, zdt1, zdt2, zdt3 } from "../src/testing/several-goals.ts";
import { chosen } from "./chosen.ts";
import { type BoundedGoals, c2dtlz2, tanaka } from "./goals/bounded.ts";
import { moved } from "./goals/moved.ts";
import { wfg4, wfg9 } from "./goals/wfg.ts";
import { dtlz1, dtlz7, zdt4, zdt6 } from "./goals/zdt-dtlz.ts";
import { liveAmong, samplersIn, searcherOf } from "./quality/searcher.ts";
import { type Row, report } from "./report.ts";

const { values: flags } = parseArgs({
  options: {
    trials: { type: "string", default: "300" },
    seeds: { type: "string", default: "3" },
    samplers: {
      type: "string",
      default: ["auto", "tpe", "nsga2", "random", ...liveAmong(["optuna-tpe", "optuna-nsga2"])].join(),
    },
    problems: { type: "string" },
  },
});
const [trials, seeds] = [Number(flags.trials), Number(flags.seeds)];
const marks = [100, 300].filter((mark) => mark < trials).concat(trials);

type Problem = SeveralGoals & Partial<Pick<BoundedGoals, "margins">>;

/** The share of the front's volume after so many trials as the marks say. */
async function sharesOf(problem: Problem, sampler: string, seed: number): Promise<number[]> {
  const { space, losses, reference, most, margins } = problem;
  const bounds = Object.keys(problem.goals).length - reference.length;
  const searcher = await searcherOf(sampler, space, { seed, goals: reference.length, bounds });
  const found: number[][] = [];
  const shares: number[] = [];
  for (let done = 1; done <= trials; done++) {
    const { number, params } = await searcher.ask();
    const loss = losses(params);
    const broken = margins?.(params);
    if (!broken?.some((margin) => margin > 0)) found.push(loss);
    await searcher.tell(number, loss, broken);
    if (marks.includes(done)) shares.push(hypervolume(found, reference) / most);
  }
  await searcher.close();
  return shares;
}

const all: Problem[] = [
  ...[zdt1(6), zdt2(6), zdt3(6), dtlz2(6, 2), dtlz2(6, 3)],
  ...[zdt4(6), zdt6(6), dtlz1(6, 2), dtlz1(6, 3), dtlz7(6, 2), dtlz7(6, 3)],
  ...[zdt4(6), dtlz1(6, 2), dtlz2(6, 2), dtlz2(6, 3)].map(moved),
  ...[wfg4(6, 2), wfg9(6, 2), wfg9(6, 3), c2dtlz2(6), tanaka],
];
const rows: Row[] = [];
for (const problem of flags.problems === undefined ? all : chosen(all, flags.problems)) {
  for (const sampler of samplersIn(flags.samplers)) {
    const runs: number[][] = [];
    for (let seed = 0; seed < seeds; seed++) runs.push(await sharesOf(problem, sampler, seed));
    for (const [m, mark] of marks.entries()) {
      const shares = runs.map((run) => run[m]!).sort((a, b) => a - b);
      const [least, median, most] = [shares[0]!, shares[shares.length >> 1]!, shares.at(-1)!];
      rows.push({ problem: problem.name, sampler, seeds, trials: mark, median, least, most });
    }
  }
}
report("goals", rows);
