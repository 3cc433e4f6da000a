/** One search on one task. */
import type { Params } from "tunesmith/space";
import { searcherOf } from "./searcher.ts";
import { normal } from "./statistics.ts";
import { rescaled, taskOf } from "./tasks.ts";

/** What is run: `parallel` trials are always under way, and end in random order. */
export interface Job {
  readonly sampler: string;
  readonly task: string;
  readonly seed: number;
  readonly trials: number;
  readonly parallel: number;
  /** What is told has noise of this standard deviation, in units of the way from a random point to the optimum; 0 without. */
  readonly noise: number;
}

/** How it went. */
export interface Run extends Job {
  /** The loss of the trial that looks best after so many: with noise, the true one; of a family, on the scale of the task. */
  readonly best: { readonly [trials: string]: number };
  /** CPU seconds of the whole search, all threads together. */
  readonly cpu: number;
}

/** What tells one job from another. */
export function keyOf({ sampler, task, seed, trials, parallel, noise = 0 }: Job): string {
  return JSON.stringify([sampler, task, seed, trials, parallel, noise]);
}

/** When the best loss is noted. */
export const marks = [10, 20, 30, 50, 100, 200, 500, 1000] as const;

export async function run(job: Job): Promise<Run> {
  const task = taskOf(job.task);
  const member = task.memberOf?.(job.seed) ?? task;
  const start = process.cpuUsage();
  const searcher = await searcherOf(job.sampler, member.space, { seed: job.seed });
  const best: Record<string, number> = {};
  let [least, trueLoss] = [Infinity, Infinity];
  const sd = job.noise * (member.randomMedian - member.opt);
  const running: { number: number; params: Params }[] = [];
  let turn = job.seed;
  for (let done = 0; done < job.trials; ) {
    while (running.length < job.parallel && running.length + done < job.trials) {
      const { number, params } = await searcher.ask();
      running.push({ number, params });
    }
    turn = (turn * 1103515245 + 12345) % 2147483648; // any order will do, if it is the same each time
    const [{ number, params } = { number: 0, params: {} }] = running.splice(turn % running.length, 1);
    const loss = await member.loss(params);
    const told = sd > 0 ? loss + sd * normal(job.seed, done) : loss;
    if (told < least) [least, trueLoss] = [told, loss];
    await searcher.tell(number, told);
    done += 1;
    if ((marks as readonly number[]).includes(done)) best[done] = rescaled(trueLoss, member, task);
  }
  const elsewhere = await searcher.close();
  const { user, system } = process.cpuUsage(start);
  return { ...job, best, cpu: elsewhere ?? (user + system) / 1e6 };
}
