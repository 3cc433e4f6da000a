import { defined } from "../../json.ts";
import {
  isOfThisMachine,
  kubernetes,
  ray,
  rayAddress,
  type StudyMark,
  slurm,
  studyMark,
  type WorkerLauncher,
  type WorkerOrder,
  workerStorage,
} from "../../launchers/index.ts";
import { missing, readStudy, type StudyView } from "../../study/read-study.ts";
import type { Call, CommandSpec } from "../command.ts";
import {
  type ClusterName,
  checkFlags,
  clusterOf,
  type LaunchOptions,
  launchFlags,
  usualLogs,
} from "../launch/flags.ts";
import { orderOf } from "../launch/order.ts";
import { countOf, showWorkers } from "../launch/show-workers.ts";
import { exit } from "../status.ts";
import type { Terminal } from "../terminal.ts";
import { withStorage } from "../with-storage.ts";

/** `tunesmith launch slurm|kubernetes|ray STUDY …`. */
export const launch: CommandSpec<LaunchOptions> = {
  usage: "launch <cluster> <study> [file] [command...]",
  summary: "start workers of a study on a cluster, list and cancel them",
  details:
    `The cluster is slurm, kubernetes or ray. Each worker is a tunesmith worker STUDY with what you say here, and ends when ` +
    "the study's budget is spent. The study is there already (tunesmith run … --create makes it), in postgres://… or on a server, http://…. " +
    "--cpus, --memory and --gpus are what one trial needs: the cluster is asked for as much as --parallel trials need " +
    "together, and for 512 MB of memory more. Before its time is over a worker hands its trials back.",
  flags: launchFlags,
  examples: [
    "tunesmith launch slurm iris --workers 8 --time 4h --gpus 1 -- python train.py --lr {lr}",
    "tunesmith launch slurm iris --list",
    "tunesmith launch kubernetes iris --workers 8 --image registry/train:1 --secret tuner -- python train.py {--lr}",
    "tunesmith launch ray iris --workers 8 --address http://head:8265 -- python train.py --lr {lr}",
  ],
  async run(call) {
    const [where, name, ...words] = call.args;
    const { options, storage: url, terminal } = call;
    const cluster = clusterOf(where!);
    checkFlags(cluster, options, words);
    workerStorage(url);
    if (options.list || options.cancel) return look(call, cluster, name!);
    const { view, mark } = await withStorage(url, async (storage) => ({
      view: await readStudy(storage, name!),
      mark: studyMark(name!, storage.url),
    }));
    const order = await orderOf(call, cluster, view, words);
    const launcher = launcherOf(cluster, mark, options);
    warn(order, view, terminal);
    if (options.dryRun) {
      const draft = launcher.draft(order);
      terminal.answer({ study: name, cluster, draft }, draft);
      return exit.done;
    }
    const job = await launcher.start(order);
    const { workers } = order;
    const logs = cluster === "slurm" ? `; they print into ${options.logs ?? usualLogs}/` : "";
    terminal.answer(
      { study: name, cluster, job, workers },
      `${workers} ${workers === 1 ? "worker" : "workers"} of ${name} in job ${job}${logs}`,
    );
    terminal.say(terminal.sayPaint.dim(`See more: tunesmith launch ${cluster} ${name} --list`));
    return exit.done;
  },
};

/** `--list` and `--cancel`. */
async function look(
  { options, storage: url, terminal }: Call<LaunchOptions>,
  cluster: ClusterName,
  name: string,
): Promise<number> {
  return withStorage(url, async (storage) => {
    const launcher = launcherOf(cluster, studyMark(name, storage.url), options);
    const workers = options.cancel ? await launcher.cancel(options.now === true) : await launcher.list();
    // Of a study that was dropped there may still be workers.
    const isThere = workers.length > 0 || (await storage.read(name, 0, 1)).length > 0;
    if (!isThere) throw await missing(storage, name);
    const told = options.now ? "ended" : "told to hand their trials back and end";
    const words =
      workers.length === 0
        ? `No worker of ${name} waits or runs there.`
        : options.cancel
          ? `Of ${workers.length} workers ${countOf(workers, "waiting")} that waited are cancelled, and ${countOf(workers, "running")} that ran are ${told}.`
          : showWorkers(workers, terminal);
    terminal.answer({ study: name, cluster, workers, isCancelled: options.cancel === true }, words);
    return exit.done;
  });
}

function launcherOf(cluster: ClusterName, mark: StudyMark, o: LaunchOptions): WorkerLauncher {
  if (cluster === "slurm") {
    const { partition, account, qos, jobName, logs = usualLogs, setup = [], sbatch = [] } = o;
    return slurm(mark, { logs, setup, sbatch, ...defined({ partition, account, qos, jobName }) });
  }
  if (cluster === "ray") {
    return ray(mark, rayAddress(o.address), { hasNodeSecrets: o.nodeSecrets === true });
  }
  const { context, namespace, image, secret, serviceAccount } = o;
  const options = image === undefined ? null : { image, ...defined({ secret, serviceAccount }) };
  return kubernetes(mark, defined({ context, namespace }), options);
}

/** Says what would make workers end or wait at once, for nothing. */
function warn(order: WorkerOrder, { name, history }: StudyView, { say }: Terminal): void {
  const { state, why, budget } = history.steering;
  if (isOfThisMachine(order.storage.url)) {
    say(
      "Note: the storage's address is that of this machine alone; workers on others will not find it there.",
    );
  }
  if (state !== "active")
    say(`Note: the study is ${state} (${why}); its workers run nothing until it is resumed.`);
  if (budget !== null && history.trials.length >= budget) {
    say(`Note: the budget of ${budget} trials is spent; tunesmith change ${name} gives it another one.`);
  }
}
