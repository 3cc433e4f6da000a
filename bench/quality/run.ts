/** One search on one task. */
import { createStudy } from "tunesmith";
import { samplerByName } from "tunesmith/samplers";
import type { Params } from "tunesmith/space";
import { taskOf } from "./tasks.ts";

/** What is run: `parallel` trials are always under way, and end in random order. */
export interface Job {
  readonly sampler: string;
  readonly task: string;
  readonly seed: number;
  readonly trials: number;
  readonly parallel: number;
}

/** How it went. */
export interface Run extends Job {
  /** The least loss after so many trials. */
  readonly best: { readonly [trials: string]: number };
  /** CPU seconds of the whole search, all threads together. */
  readonly cpu: number;
}

/** When the best loss is noted. */
export const marks = [10, 20, 30, 50, 100, 200, 500, 1000] as const;

/** @param job.sampler  a name, or a name with options as JSON: `gp {"effort":"fast"}` */
export async function run(job: Job): Promise<Run> {
  const task = taskOf(job.task);
  const [name, ...options] = job.sampler.split(" ");
  const start = process.cpuUsage();
  const study = await createStudy({
    space: task.space,
    sampler: samplerByName(name!, options.length > 0 ? JSON.parse(options.join(" ")) : {}),
    seed: job.seed,
  });
  const best: Record<string, number> = {};
  let least = Infinity;
  const running: { number: number; params: Params }[] = [];
  let turn = job.seed;
  for (let done = 0; done < job.trials; ) {
    while (running.length < job.parallel && running.length + done < job.trials) {
      const { number, params } = await study.ask();
      running.push({ number, params });
    }
    turn = (turn * 1103515245 + 12345) % 2147483648; // any order will do, if it is the same each time
    const [{ number, params } = { number: 0, params: {} }] = running.splice(turn % running.length, 1);
    const loss = task.loss(params);
    least = Math.min(least, loss);
    await study.tell(number, loss);
    done += 1;
    if ((marks as readonly number[]).includes(done)) best[done] = least;
  }
  await study.close();
  const { user, system } = process.cpuUsage(start);
  return { ...job, best, cpu: (user + system) / 1e6 };
}
