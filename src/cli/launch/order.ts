import { fileURLToPath } from "node:url";
import { TunesmithError } from "../../error.ts";
import { checkCommand } from "../../executors/command.ts";
import { defined } from "../../json.ts";
import { leadMs, type WorkerOrder, workerStorage } from "../../launchers/index.ts";
import type { StudyView } from "../../study/read-study.ts";
import type { Call } from "../command.ts";
import type { Plan } from "../study-file/plan.ts";
import { isStudyFile, planFor } from "../study-file/plan-for.ts";
import { settingsOf } from "../study-file/plan-of.ts";
import type { ClusterName, LaunchOptions } from "./flags.ts";
import { isNeed, needKeys, needsOf, workerWords } from "./worker-words.ts";

/**
 * What a cluster is asked for. The workers' own words are checked here, and not after they have waited for their turn.
 *
 * @param words  behind the study's name: a study file, or a command
 * @throws TunesmithError as `worker` does for such words; "usage" for a time in which no trial can be run
 */
export async function orderOf(
  { options, storage }: Pick<Call<LaunchOptions>, "options" | "storage">,
  cluster: ClusterName,
  { name, facts }: StudyView,
  words: readonly string[],
): Promise<WorkerOrder> {
  const flags = options as LaunchOptions & { readonly [key: string]: unknown };
  const given = Object.entries(settingsOf(flags));
  const needs = Object.fromEntries(given.filter(([key]) => isNeed(key)));
  const rest = Object.fromEntries(given.filter(([key]) => !isNeed(key)));
  const { space, goals } = facts;
  const plan = await planFor({ name, space, goals }, words, rest);
  const settings = { ...plan.settings, ...needs };
  if (cluster === "slurm") checkObjective({ ...plan, space, settings }); // what an image has, only the image knows
  // A worker holds its commands to what they need; for functions the cluster alone is told of it.
  const without = typeof plan.objective === "function" ? needKeys : [];
  const theirs = workerWords(name, words, flags, { isFile: isStudyFile(words), without });
  const order = {
    workers: options.workers ?? 1,
    atOnce: options.atOnce ?? null,
    argv: [...programOf(cluster, options), ...theirs],
    storage: workerStorage(options.workerStorage ?? storage),
    needs: needsOf(settings),
    timeMs: options.time ?? null,
    graceMs: settings.grace ?? usualGraceMs,
  };
  checkTime(order);
  return order;
}

/** What a command has between SIGTERM and SIGKILL, when nothing else is said. */
const usualGraceMs = 5000;

/** The first words of a worker. */
function programOf(cluster: ClusterName, { tunesmith }: LaunchOptions): string[] {
  if (tunesmith !== undefined) return [tunesmith];
  if (cluster !== "slurm") return ["tunesmith"];
  return [process.execPath, fileURLToPath(new URL("../../../bin/tunesmith", import.meta.url))];
}

function checkObjective({ objective, space, settings }: Plan): void {
  if (typeof objective === "function") return;
  const { cwd, template: templates, metricsFile } = settings;
  checkCommand(objective.argv, { space, ...defined({ cwd, templates, metricsFile }) });
}

function checkTime(order: WorkerOrder): void {
  const lead = leadMs(order);
  if (order.timeMs === null || order.timeMs > lead) return;
  const least = Math.ceil(lead / 60_000) + 1;
  const why = `a worker is told to end ${Math.ceil(lead / 1000)} s before its time is over`;
  throw new TunesmithError("usage", `--time is too short: ${why}. Give ${least}m or more.`);
}
