/** One search of a front. */
import { hypervolume } from "../../src/math/hypervolume.ts";
import { searcherOf } from "../quality/searcher.ts";
import { problems } from "./problems.ts";

/** What is run. */
export interface Job {
  readonly problem: string;
  readonly sampler: string;
  readonly seed: number;
  readonly trials: number;
}

/** How it went: the share of the front's hypervolume after so many trials; where there are bounds, of points that keep them. */
export interface Run extends Job {
  readonly shares: { readonly [trials: string]: number };
}

/** What tells one job from another. */
export function keyOf({ problem, sampler, seed, trials }: Job): string {
  return JSON.stringify([problem, sampler, seed, trials]);
}

/** When the share is noted, besides the end. */
const marks: readonly number[] = [100, 300];

export async function run(job: Job): Promise<Run> {
  const { space, losses, reference, most, margins, goals } = problems.find(
    ({ name }) => name === job.problem,
  )!;
  const bounds = Object.keys(goals).length - reference.length;
  const searcher = await searcherOf(job.sampler, space, { seed: job.seed, goals: reference.length, bounds });
  const found: number[][] = [];
  const shares: Record<string, number> = {};
  for (let done = 1; done <= job.trials; done++) {
    const { number, params } = await searcher.ask();
    const loss = losses(params);
    const broken = margins?.(params);
    if (!broken?.some((margin) => margin > 0)) found.push(loss);
    await searcher.tell(number, loss, broken);
    if (marks.includes(done) || done === job.trials) shares[done] = hypervolume(found, reference) / most;
  }
  await searcher.close();
  return { ...job, shares };
}
