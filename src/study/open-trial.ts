/** How a worker comes to its next trial: it takes over a waiting one, or opens a new one and asks for a point. */
import {
  type History,
  limitInForce,
  type StudyEvent,
  type StudyState,
  type Trial,
  type TrialAsked,
} from "../history/index.ts";
import type { Suggester } from "./suggest.ts";
import type { Suggesters } from "./suggesters.ts";
import type { Worker as Hand } from "./worker.ts";

/** What this needs of a worker; a server has one for each of its callers. */
export type Worker = Pick<Hand, "id" | "history" | "append" | "sync">;

/**
 * A trial to run, or why there is none: the budget is spent, the space exhausted, others hold what is left, or somebody
 * has paused or stopped the study.
 */
export type Next =
  | { readonly kind: "trial"; readonly trial: Trial }
  | { readonly kind: "spent" | "exhausted" | "wait" | Exclude<StudyState, "active"> };

/** A budget as a worker was told it: null without end; and where the log stood then. */
export interface Limit {
  readonly trials: number | null;
  readonly saidAt: number;
}

/** How often a worker asks again when another suggestion came between; then it keeps what it has. */
const maxRetries = 3;

/** The next trial of a worker, within a limit on how many are opened in all, by whomever. */
export async function openTrial(worker: Worker, suggesters: Suggesters, limit: Limit): Promise<Next> {
  await worker.sync();
  const taken = await takeOver(worker, suggesters);
  if (taken) return { kind: "trial", trial: taken };

  for (;;) {
    const { history } = worker;
    const { seq: seen } = history; // it may go on while a point is made
    const { state } = history.steering;
    if (state !== "active") return { kind: state };
    const total = limitInForce(history, limit.trials, limit.saidAt);
    const opened = history.trials.length - history.added;
    if (total !== null && opened >= total) return { kind: "spent" };

    let atMost = total;
    const events: StudyEvent[] = [];
    if (history.queue.length === 0) {
      const left = suggesters.of(history, worker.id).left(history);
      if (left === 0) return { kind: isUndecided(worker) ? "wait" : "exhausted" };
      if (left !== Infinity) atMost = Math.min(total ?? Infinity, opened + left);
      events.push(await askedFor(worker, suggesters, history.trials.length, true));
    }
    // Both at once: the guess of the number holds unless another worker was faster.
    const open: StudyEvent = { type: "trial.opened", by: worker.id, limit: atMost, seen };
    const last = await worker.append(open, ...events);
    const place = last - events.length;
    const trial = worker.history.trials.findLast((t) => t.openedAt === place);
    if (trial) return { kind: "trial", trial: await decide(worker, suggesters, trial.number) };
  }
}

/**
 * Whether the next trial may be opened without a look at the log, and up to which number of them; false where trials wait
 * to be taken over, points may run out, or all that is known says no.
 */
export function opensAny(history: History, suggester: Suggester, limit: Limit): number | null | false {
  if (history.steering.state !== "active" || history.waiting.size > 0) return false;
  const total = limitInForce(history, limit.trials, limit.saidAt);
  if (total !== null && history.trials.length - history.added >= total) return false;
  return suggester.left(history) === Infinity ? total : false;
}

/** Takes over the first waiting trial that nobody else takes first. */
async function takeOver(worker: Worker, suggesters: Suggesters): Promise<Trial | null> {
  for (;;) {
    const number = Math.min(...worker.history.waiting);
    if (number === Infinity || worker.history.steering.state !== "active") return null;
    const attempt = worker.history.trials[number]!.attempt + 1;
    await worker.append({ type: "trial.claimed", number, attempt, by: worker.id });
    const now = worker.history.trials[number]!;
    if (now.by !== worker.id || now.attempt !== attempt) continue;
    const trial = await decide(worker, suggesters, number);
    const why = whyNot(trial, worker.history.steering.maxAttempts);
    if (why === null) return trial;
    await worker.append({ type: "trial.finished", number, attempt, outcome: { state: "failed", why } });
  }
}

/** Why a trial is not to be tried again; null when it is. */
function whyNot({ losses, isOutside }: Trial, maxAttempts: number): string | null {
  if (losses >= maxAttempts) return `its worker was lost ${losses} times while it ran`;
  return isOutside ? "the space was changed, and its point lies outside" : null;
}

/** Gives a trial its point, if it has none yet. */
export async function decide(worker: Worker, suggesters: Suggesters, number: number): Promise<Trial> {
  for (let retry = 1; ; retry++) {
    const trial = worker.history.trials[number]!;
    if (trial.params !== null) return trial;
    // Where points run out, a point is never given twice, however often it takes.
    const mayRunOut = suggesters.of(worker.history, worker.id).left(worker.history) !== Infinity;
    await worker.append(await askedFor(worker, suggesters, number, retry < maxRetries || mayRunOut));
  }
}

/** @param isStrict  whether it is void when another suggestion comes between; one that looks at no other never is */
export async function askedFor(
  worker: Worker,
  suggesters: Suggesters,
  number: number,
  isStrict: boolean,
): Promise<TrialAsked> {
  const { history, id: by } = worker;
  const strict = isStrict && !suggesters.of(history, by).isBlind(history);
  const { params, memo, seen } = await suggesters.point(history, by, number);
  return { type: "trial.asked", number, by, params, memo, seen, strict };
}

/** Whether some worker has opened a trial and not yet asked for its point. */
function isUndecided(worker: Worker): boolean {
  return [...worker.history.running].some((n) => worker.history.trials[n]!.params === null);
}
