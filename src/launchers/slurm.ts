import { mkdirSync } from "node:fs";
import { runProgram } from "./cluster-program.ts";
import { commentOf, type SlurmOptions, slurmScript } from "./slurm-script.ts";
import type { StudyMark } from "./study-mark.ts";
import type { PlacedWorker, WorkerLauncher } from "./worker-launcher.ts";

const where = "run this where Slurm's commands are (a login node)";

/** What of Slurm's states is waiting and running; the others are on their way out. */
const states: { readonly [state: string]: PlacedWorker["state"] } = {
  PENDING: "waiting",
  CONFIGURING: "waiting",
  REQUEUED: "waiting",
  REQUEUE_HOLD: "waiting",
  REQUEUE_FED: "waiting",
  SUSPENDED: "waiting",
  RUNNING: "running",
};

/** What squeue says of a task: its id, its array's, and as named. */
const columns = "%i|%F|%T|%M|%N|%r|%k";

/** Starts workers by Slurm, one task of an array each. */
export function slurm(mark: StudyMark, options: SlurmOptions): WorkerLauncher {
  const run = (program: string, args: readonly string[]) => runProgram(program, args, { where });
  const comment = commentOf(mark);

  async function tasks(): Promise<(PlacedWorker & { readonly job: string })[]> {
    const user = String(process.getuid?.() ?? process.env.USER);
    const shown = await run("squeue", ["--user", user, "--array", "--noheader", "--format", columns]);
    return shown.split("\n").flatMap((line) => {
      const [id, job, state, ran, node, why, ...rest] = line.trim().split("|");
      if (rest.join("|") !== comment) return [];
      const placed = states[state!] ?? "ending";
      const isWaiting = placed === "waiting";
      return {
        ...{ id: id!, job: job!, state: placed, node: node || null },
        ran: isWaiting ? null : ran!,
        why: isWaiting ? why! : null,
      };
    });
  }

  return {
    draft: (order) => slurmScript(mark, order, options),
    async start(order) {
      const input = slurmScript(mark, order, options);
      await run("sbatch", ["--version"]); // without it nothing is made
      mkdirSync(options.logs, { recursive: true }); // Slurm makes none, and a job without its file fails
      const env = { TUNESMITH_STORAGE: order.storage.url };
      const said = await runProgram("sbatch", ["--parsable", "--export=ALL"], { where, env, input });
      return said.trim().split(";")[0]!; // behind it stands the cluster, where there are several
    },
    list: async () => (await tasks()).map(({ job: _, ...worker }) => worker),
    async cancel(isNow) {
      const found = await tasks();
      const of = (state: PlacedWorker["state"], all = found) => all.filter((task) => task.state === state);
      const jobs = [...new Set(found.map(({ job }) => job))];
      if (isNow && jobs.length > 0) await run("scancel", jobs);
      if (!isNow && of("waiting").length > 0) await run("scancel", ["--state=PENDING", ...jobs]);
      const running = isNow ? [] : of("running", await tasks()); // what waited may have begun
      // To the worker alone: it ends its commands itself, and so knows that nothing was wrong with their trials.
      if (running.length > 0)
        await run("scancel", ["--batch", "--signal=TERM", ...running.map(({ id }) => id)]);
      return found.map(({ job: _, ...worker }) => worker);
    },
  };
}
