/**
 * How good the points are that samplers find: any sampler × tasks × seeds, in parallel processes, beside the recorded runs
 * of other systems, or live beside them: `--samplers gp,live:optuna-gp,live:hebo` runs what `TUNESMITH_PYTHON` (or python3) has
 * the modules for, see `quality/peer.py`.
 *
 *   npm run bench -- quality [--samplers auto,gp,tpe,random] [--tasks recorded|synthetic|hpo|mixint|live|more|bbob|bbob20|NAME,…]
 *                            [--trials 200] [--seeds 20] [--parallel 1] [--noise 0] [--processes 2] [--fresh]
 *
 * Runs are appended to `bench/results/quality.jsonl`, and those in it are not run again unless `--fresh`. The summary is
 * `bench/results/quality.json` of the recorded tasks one by one, `quality-more.json` of those in `tasks/more`, `quality-bbob.json`
 * and `quality-bbob20.json` of BBOB's in 5 and 20 dimensions.
 */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runAll } from "./pool.ts";
import { writePictures } from "./quality/picture.ts";
import { type Job, keyOf, marks, type Run } from "./quality/run.ts";
import { samplersIn } from "./quality/searcher.ts";
import { beside, byTask, type Entry, meanRanks, summary, worse } from "./quality/tables.ts";
import { peerRuns, taskNames, taskOf } from "./quality/tasks.ts";
import { report } from "./report.ts";

const { values: flags } = parseArgs({
  options: {
    samplers: { type: "string", default: "auto,gp,tpe,random" },
    tasks: { type: "string", default: "recorded" },
    trials: { type: "string", default: "200" },
    seeds: { type: "string", default: "20" },
    parallel: { type: "string", default: "1" },
    noise: { type: "string", default: "0" },
    processes: { type: "string", default: String(availableParallelism()) },
    file: { type: "string", default: fileURLToPath(new URL("results/quality.jsonl", import.meta.url)) },
    fresh: { type: "boolean", default: false },
  },
});
const [trials, seeds, parallel] = [Number(flags.trials), Number(flags.seeds), Number(flags.parallel)];
const noise = Number(flags.noise);
const recordedKinds = "synthetic,hpo";
const wanted = (flags.tasks === "recorded" ? recordedKinds : flags.tasks).split(",");
const known = taskNames().map(taskOf);
const unknown = wanted.find((word) => !known.some(({ kind, name }) => word === kind || word === name));
if (unknown !== undefined) {
  const kinds = [...new Set(known.map(({ kind }) => kind))];
  throw new Error(
    `there is no task or group "${unknown}"; groups are ${kinds.join(", ")}, tasks ${taskNames().join(", ")}.`,
  );
}
const tasks = known.filter((t) => wanted.includes(t.kind) || wanted.includes(t.name));

const samplers = samplersIn(flags.samplers);
const jobs: Job[] = Array.from({ length: seeds }, (_, seed) => seed).flatMap((seed) =>
  tasks.flatMap(({ name }) =>
    samplers.map((sampler) => ({ sampler, task: name, seed, trials, parallel, noise })),
  ),
);
const runs = await runAll<Job, Run>(jobs, {
  worker: new URL("quality/worker.ts", import.meta.url),
  file: flags.file,
  processes: Number(flags.processes),
  isFresh: flags.fresh,
  keyOf,
});

const entries: Entry[] = runs.map((r) => ({
  ...r,
  who: parallel > 1 ? `${r.sampler} ×${parallel}` : r.sampler,
}));
const isLive = ({ who }: Entry) => who.startsWith("live:");
const ours = entries.filter((e) => !isLive(e));
const recorded = noise > 0 ? [] : peerRuns(); // they saw no noise
const peers: Entry[] = [...recorded.map((r) => ({ ...r, who: r.peer })), ...entries.filter(isLive)];
const shown = marks.filter((m) => m >= 20 && m !== 30 && m <= trials);
for (const mark of shown.filter((m) => m <= 200)) {
  console.log(`\nBy task, log10 of the normalised regret after ${mark} trials:`);
  const all = beside(tasks, { ours, peers }, mark);
  console.table(byTask(all));
  console.table(worse(all));
  console.table(meanRanks(tasks, [...ours, ...peers], mark));
}
for (const sampler of samplers) {
  const cpu = runs.filter((r) => r.sampler === sampler).reduce((sum, r) => sum + r.cpu, 0);
  console.log(`${sampler}: ${((cpu / jobs.length) * samplers.length).toFixed(2)} CPU seconds a run`);
}
const isTheTable = flags.tasks === "recorded" && noise === 0 && parallel === 1;
const group = ["more", "bbob", "bbob20"].find((kind) => kind === flags.tasks);
const name = isTheTable ? "quality" : group ? `quality-${group}` : "quality-last"; // the last is not kept
report(name, summary(tasks, [...ours, ...peers], shown));
if (isTheTable) {
  await writePictures(fileURLToPath(new URL("../docs/images/quality", import.meta.url)), tasks, [
    ...ours,
    ...peers,
  ]);
}
