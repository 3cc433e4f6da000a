/** How a worker comes to its next trial: it takes over a waiting one, or opens a new one and asks for a point. */
import type { StudyEvent, Trial } from "../history/index.ts";
import type { Suggester } from "./suggest.ts";
import type { Worker as Hand } from "./worker.ts";

/** What this needs of a worker; a server has one for each of its callers. */
export type Worker = Pick<Hand, "id" | "history" | "append" | "sync">;

/** A trial to run, or why there is none: the budget is spent, the space exhausted, or others hold what is left. */
export type Next =
  | { readonly kind: "trial"; readonly trial: Trial }
  | { readonly kind: "spent" | "exhausted" | "wait" };

/** A trial that lost its worker this often takes its workers down with it: it fails and is not tried again. */
export const maxAttempts = 3;

/** How often a worker asks again when another suggestion came between; then it keeps what it has. */
const maxRetries = 3;

/**
 * The next trial of a worker.
 *
 * @param limit  how many trials may be opened in all, by whomever; null without end
 */
export async function openTrial(worker: Worker, suggester: Suggester, limit: number | null): Promise<Next> {
  await worker.sync();
  const taken = await takeOver(worker, suggester);
  if (taken) return { kind: "trial", trial: taken };

  for (;;) {
    const { history } = worker;
    const opened = history.trials.length - history.added;
    if (limit !== null && opened >= limit) return { kind: "spent" };

    let atMost = limit;
    const events: StudyEvent[] = [];
    if (history.queue.length === 0) {
      const left = suggester.left(history);
      if (left === 0) return { kind: isUndecided(worker) ? "wait" : "exhausted" };
      if (left !== Infinity) atMost = Math.min(limit ?? Infinity, opened + left);
      events.push(askedFor(worker, suggester, history.trials.length, true));
    }
    // Both at once: the guess of the number holds unless another worker was faster.
    const last = await worker.append({ type: "trial.opened", by: worker.id, limit: atMost }, ...events);
    const place = last - events.length;
    const trial = worker.history.trials.findLast((t) => t.openedAt === place);
    if (trial) return { kind: "trial", trial: await decide(worker, suggester, trial.number) };
  }
}

/** Takes over the first waiting trial that nobody else takes first. */
async function takeOver(worker: Worker, suggester: Suggester): Promise<Trial | null> {
  for (;;) {
    const number = Math.min(...worker.history.waiting);
    if (number === Infinity) return null;
    const attempt = worker.history.trials[number]!.attempt + 1;
    await worker.append({ type: "trial.claimed", number, attempt, by: worker.id });
    const now = worker.history.trials[number]!;
    if (now.by !== worker.id || now.attempt !== attempt) continue;
    const trial = await decide(worker, suggester, number);
    if (attempt <= maxAttempts) return trial;
    const why = `its worker was lost ${maxAttempts} times while it ran`;
    await worker.append({ type: "trial.finished", number, attempt, outcome: { state: "failed", why } });
  }
}

/** Gives a trial its point, if it has none yet. */
export async function decide(worker: Worker, suggester: Suggester, number: number): Promise<Trial> {
  for (let retry = 1; ; retry++) {
    const trial = worker.history.trials[number]!;
    if (trial.params !== null) return trial;
    // Where points run out, a point is never given twice, however often it takes.
    const strict = retry < maxRetries || suggester.left(worker.history) !== Infinity;
    await worker.append(askedFor(worker, suggester, number, strict));
  }
}

function askedFor(worker: Worker, suggester: Suggester, number: number, strict: boolean): StudyEvent {
  const { params, memo } = suggester.point(worker.history, number);
  return { type: "trial.asked", number, by: worker.id, params, memo, seen: worker.history.seq, strict };
}

/** Whether some worker has opened a trial and not yet asked for its point. */
function isUndecided(worker: Worker): boolean {
  return [...worker.history.running].some((n) => worker.history.trials[n]!.params === null);
}
