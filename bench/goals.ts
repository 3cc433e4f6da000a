/**
 * How much of a known front samplers of several goals cover: the share of its hypervolume, the median over seeds, and Optuna's
 * beside them where Python has it. Where there are bounds, only points that keep them count.
 *
 *   npm run bench -- goals [--trials 300] [--seeds 20] [--samplers auto,tpe,nsga2,live:optuna-gp,…] [--problems "ZDT1 6;…"]
 *                          [--processes 2] [--fresh]
 *
 * Runs are appended to `bench/results/goals.jsonl`, and those in it are not run again unless `--fresh`. The table has all that is
 * on file, so what takes long may be asked for alone: `--samplers live:optuna-gp --trials 100`.
 */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chosen } from "./chosen.ts";
import { problems } from "./goals/problems.ts";
import { type Job, keyOf, type Run } from "./goals/run.ts";
import { readRuns, runAll } from "./pool.ts";
import { liveAmong, samplersIn } from "./quality/searcher.ts";
import { median } from "./quality/statistics.ts";
import { type Row, report } from "./report.ts";

const usual = ["auto", "tpe", "nsga2", "random"];
const { values: flags } = parseArgs({
  options: {
    trials: { type: "string", default: "300" },
    seeds: { type: "string", default: "20" },
    samplers: { type: "string" },
    problems: { type: "string" },
    processes: { type: "string", default: String(availableParallelism()) },
    file: { type: "string", default: fileURLToPath(new URL("results/goals.jsonl", import.meta.url)) },
    fresh: { type: "boolean", default: false },
  },
});
const samplers = samplersIn(
  flags.samplers ?? [...usual, ...liveAmong(["optuna-tpe", "optuna-nsga2"])].join(),
);
const asked = flags.problems === undefined ? problems : chosen(problems, flags.problems);
const jobs: Job[] = Array.from({ length: Number(flags.seeds) }, (_, seed) => seed).flatMap((seed) =>
  asked.flatMap(({ name }) =>
    samplers.map((sampler) => ({ problem: name, sampler, seed, trials: Number(flags.trials) })),
  ),
);
await runAll<Job, Run>(jobs, {
  worker: new URL("goals/worker.ts", import.meta.url),
  file: flags.file,
  processes: Number(flags.processes),
  isFresh: flags.fresh,
  keyOf,
});

const all = readRuns<Run>(flags.file);
const rows: Row[] = problems.flatMap(({ name }) => {
  const here = all.filter(({ problem }) => problem === name);
  return [...new Set(here.map(({ sampler }) => sampler))].flatMap((sampler) => {
    const runs = here.filter((run) => run.sampler === sampler);
    const marks = [...new Set(runs.flatMap(({ shares }) => Object.keys(shares)))];
    return marks.map((mark) => {
      const bySeed = new Map(runs.map(({ seed, shares }) => [seed, shares[mark]]));
      const shares = [...bySeed.values()].filter((share) => share !== undefined);
      const [least, most] = [Math.min(...shares), Math.max(...shares)];
      return {
        problem: name,
        sampler,
        seeds: shares.length,
        trials: Number(mark),
        median: median(shares),
        least,
        most,
      };
    });
  });
});
report("goals", rows);
