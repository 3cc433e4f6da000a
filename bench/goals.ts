/**
 * How much of a known front samplers of several goals cover: the share of its hypervolume, the median over seeds.
 *
 *   npm run bench -- goals [TRIALS] [SEEDS] [SAMPLER,…]
 */
import { createStudy } from "tunesmith";
import { hypervolume } from "../src/math/hypervolume.ts";
import { dtlz2, type SeveralGoals, zdt1, zdt2, zdt3 } from "../src/testing/several-goals.ts";
import { type Row, report } from "./report.ts";

const [trials = "100", seeds = "3", samplers = "gp,tpe,nsga2,random"] = process.argv.slice(2);

async function shareOf(problem: SeveralGoals, sampler: string, seed: number): Promise<number> {
  const { space, goals, losses, reference, most } = problem;
  const study = await createStudy({ space, goals, sampler, seed });
  const names = Object.keys(goals);
  await study.optimize(
    ({ params }) => Object.fromEntries(losses(params).map((loss, j) => [names[j]!, loss])),
    { trials: Number(trials) },
  );
  const front = study.pareto.map(({ values }) => names.map((name) => values![name]!));
  await study.close();
  return hypervolume(front, reference) / most;
}

const rows: Row[] = [];
for (const problem of [zdt1(6), zdt2(6), zdt3(6), dtlz2(6, 2)]) {
  for (const sampler of samplers.split(",")) {
    const shares: number[] = [];
    for (let seed = 0; seed < Number(seeds); seed++) shares.push(await shareOf(problem, sampler, seed));
    shares.sort((a, b) => a - b);
    rows.push({
      problem: problem.name,
      sampler,
      trials: Number(trials),
      median: shares[shares.length >> 1]!,
      least: shares[0]!,
      most: shares.at(-1)!,
    });
  }
}
report("goals", rows);
