/** Whether a study is well. */
import { healthOf } from "../../analysis/index.ts";
import { isTunesmithError } from "../../error.ts";
import type { Storage } from "../../storage/index.ts";
import { readStudy, type StudyView } from "../../study/read-study.ts";
import { showStates } from "../show-values.ts";
import { type Finding, ok, problem, thrown, warning } from "./finding.ts";

/** What is found of a study; one that is not there, or cannot be read, is a problem. */
export async function studyFindings(storage: Storage, name: string): Promise<Finding[]> {
  let view: StudyView;
  try {
    view = await readStudy(storage, name);
  } catch (error) {
    if (!isTunesmithError(error)) throw error;
    return [thrown("study", error)];
  }
  const log = `${view.history.seq} events make ${view.trials.length} trials: ${showStates(view.trials)}`;
  const check = `tunesmith replay ${name} --check recomputes every suggestion`;
  return [
    ok("study", `${name}: ${log}; ${check}`),
    steering(view),
    ...(await leases(view, storage)),
    ...healthOf(view.history)
      .filter(({ level }) => level === "warning")
      .map(({ what, advice }) => warning("health", what, advice)),
  ];
}

/** A study that cannot be looked at, since its storage has nothing to look at, or is not opened. */
export function unseen(name: string): Finding {
  return problem("study", `${name} was not looked at: see what is said of the storage`, null);
}

function steering({ name, history }: StudyView): Finding {
  const { state, why, budget } = history.steering;
  const opened = history.trials.length;
  if (state !== "active") {
    const remedy = `Its workers open no trial until tunesmith resume ${name}.`;
    return warning("budget", `the study is ${state}${why ? `: ${why}` : ""}`, remedy);
  }
  if (budget === null)
    return ok("budget", `none of its own: each worker is told one; ${opened} trials are there`);
  if (opened < budget) return ok("budget", `${opened} of ${budget} trials`);
  const isDone = history.running.size + history.waiting.size === 0;
  return ok(
    "budget",
    `all ${budget} trials ${isDone ? "are done" : "are opened"}; tunesmith change ${name} --budget N`,
  );
}

/** Whether somebody is behind each trial that runs; what waits has nobody, and the next worker takes it. */
async function leases({ name, history }: StudyView, storage: Storage): Promise<Finding[]> {
  const running = [...history.running].map((number) => history.trials[number]!);
  const workers = [...new Set(running.map((trial) => trial.by))];
  const gone = new Set(await storage.leases.expired(name, workers));
  const orphans = running.filter(({ by }) => gone.has(by)).map(({ number }) => number);
  const left = [...orphans, ...history.waiting];
  const next =
    "The next worker runs them again, at the same points: tunesmith worker, or the line that began the study.";
  if (orphans.length > 0) {
    return [warning("workers", `trials ${shortList(left)} have lost their workers`, next)];
  }
  const alive = `${workers.length} ${workers.length === 1 ? "worker" : "workers"} at ${running.length} trials`;
  if (left.length > 0 && workers.length === 0) {
    return [warning("workers", `trials ${shortList(left)} wait, and no worker runs`, next)];
  }
  return [ok("workers", workers.length === 0 ? "none runs now" : alive)];
}

function shortList(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 10).join(", ");
  return numbers.length > 10 ? `${shown} and ${numbers.length - 10} more` : shown;
}
