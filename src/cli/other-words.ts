/** What other tools call a flag or a command, and what it is here: who comes from them types theirs first. */
const theirs: { readonly [ours: string]: readonly string[] } = {
  "--maximize or --minimize": ["metric", "metrics", "objective", "objectives", "direction", "goal", "mode"],
  "--trials": ["n-trials", "num-trials", "max-trials", "num-samples", "n-iter", "max-evals", "count"],
  "--budget": ["trials", "n-trials", "num-trials", "max-trials"],
  "--parallel": [
    "n-jobs",
    "jobs",
    "workers",
    "num-workers",
    "concurrency",
    "max-concurrent",
    "trial-concurrency",
  ],
  "--name": ["study-name", "study", "experiment", "experiment-name"],
  "--storage": ["db", "database", "storage-url"],
  "--param": ["params", "space", "search-space", "parameter"],
  "--sampler": ["algorithm", "algo", "method", "tuner", "search-alg"],
  "--pruner": ["scheduler", "early-stopping"],
  "--seed": ["random-state", "random-seed"],
  run: ["optimize", "tune", "start", "sweep", "create-study"],
  studies: ["list", "ls"],
  launch: ["submit", "sbatch", "slurm", "cluster"],
  doctor: ["check", "diagnose", "health"],
  serve: ["dashboard", "ui", "server"],
  "--timeout": ["max-time", "time-limit", "time-budget", "max-runtime"],
};

/**
 * What somebody means who types a flag or command of another tool.
 *
 * @param typed  a flag with its dashes; `_` is as good as `-`
 * @param known  the flags there are, with their dashes, or the commands
 * @returns ours, in words; null where it is none, or there is none here
 */
export function oursFor(typed: string, known: readonly string[]): string | null {
  const word = typed.replace(/^--?/, "").replaceAll("_", "-").toLowerCase();
  const [ours] =
    Object.entries(theirs).find(
      ([ours, words]) => words.includes(word) && ours.split(" or ").every((one) => known.includes(one)),
    ) ?? [];
  return ours ?? null;
}
