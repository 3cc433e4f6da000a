/** The loop that asks, evaluates and tells, several trials side by side. */
import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";
import { isTunesmithError, TunesmithError } from "../error.ts";
import { limitInForce } from "../history/index.ts";
import type { ActiveTrial } from "./active-trial.ts";
import type { Handle } from "./handle.ts";
import { Hearing } from "./hearing.ts";
import type { Limit } from "./open-trial.ts";
import { type Answer, checkOptions, type Objective, type OptimizeOptions } from "./optimize-options.ts";
import { type HandedBack, show, type Told, whyOf } from "./outcome.ts";
import { progressLine } from "./progress.ts";
import type { TrialView } from "./view.ts";

/** Why a search ended. */
export interface Ended {
  readonly reason: "trials" | "timeout" | "exhausted" | "aborted" | "stopped";
  /** The same in words. */
  readonly why: string;
}

/** How long a worker that has nothing to do waits before it looks again: at first, and at most. */
const [firstPauseMs, longestPauseMs] = [10, 500];

/** About what a wait for a disk costs. An objective that took less may well take so little again. */
const quickMs = 5;

const allDone = (n: number | null) => (n === 1 ? "its one trial is done" : `all ${n} trials are done`);

/** See `Study.optimize`. */
export async function optimize<P>(
  study: Handle<P>,
  objective: Objective<P>,
  o: OptimizeOptions<P>,
): Promise<Ended> {
  if (typeof objective !== "function") {
    const what = `optimize: the objective is ${show(objective)}`;
    throw new TunesmithError(
      "option",
      `${what}; it must be a function of a trial, and { trials: … } comes after it.`,
    );
  }
  checkOptions(o);
  const { parallel = 1, catchErrors = true, retries = 0 } = o;
  const { openAhead = !o.onTrial && !o.stopWhen && o.timeoutMs === undefined } = o;
  const startedAt = performance.now();
  const stop = new AbortController(); // aborts trial.signal
  const forward = () => stop.abort(o.signal!.reason);
  if (o.signal?.aborted) forward();
  else o.signal?.addEventListener("abort", forward, { once: true });

  await study.refresh();
  checkEnd(study, o);
  const limit = limitOf(study, o);
  const total = () => limitInForce(study.history, limit.trials, limit.saidAt);
  const line = progressLine(study, total, o.progress ?? false);
  let ended: Ended | null = null;
  let done: Ended | null = null; // as far as one slot can see: another may have to try a trial again
  let broken: { error: unknown } | null = null;

  const isOver = () => {
    if (broken || ended) return true;
    if (stop.signal.aborted) ended = { reason: "aborted", why: `aborted: ${whyOf(stop.signal.reason)}` };
    else if (o.timeoutMs !== undefined && performance.now() - startedAt >= o.timeoutMs) {
      ended = {
        reason: "timeout",
        why: `the time of ${Number((o.timeoutMs / 1000).toPrecision(3))} s is over`,
      };
    } else {
      const why = o.stopWhen?.(study.history) ?? null;
      if (why !== null) ended = { reason: "stopped", why };
    }
    return ended !== null;
  };

  // The objective begins first, and whoever waits for a trial already.
  let asking = 0;
  const foresee = () =>
    setImmediate(() => {
      if (asking === 0 && !isOver()) study.askAhead(limit);
    });

  const slot = async () => {
    const hearing = new Hearing<P>(hear, (error) => {
      broken ??= { error };
    });
    await fill(hearing).finally(() => hearing.all);
  };

  const fill = async (hearing: Hearing<P>) => {
    let pauseMs = firstPauseMs;
    while (!isOver()) {
      asking += 1;
      const next = await study.next(limit, stop.signal).finally(() => {
        asking -= 1;
      });
      if (next.kind === "trial") {
        pauseMs = firstPauseMs;
        const evaluated = evaluate(next.trial, hearing);
        if (o.askAhead) foresee();
        await evaluated;
        await breathe(); // lets timers and Ctrl-C in; an objective that never waits would keep them out for ever
        continue;
      }
      if (next.kind === "stopped") {
        ended ??= { reason: "stopped", why: `stopped: ${study.history.steering.why}` };
        return;
      }
      // Nothing to open. Trials of other workers may still be lost, and are then ours to finish.
      if (next.kind !== "wait" && next.kind !== "paused" && !isOthersRunning(study)) {
        done ??= next.kind === "exhausted" ? exhausted : { reason: "trials", why: allDone(total()) };
        return;
      }
      await sleep(pauseMs, undefined, { signal: stop.signal }).catch(() => {});
      pauseMs = Math.min(2 * pauseMs, longestPauseMs);
    }
  };

  const hear = async (view: TrialView<P>) => {
    await o.onTrial?.(view);
    line.update();
  };

  const evaluate = async (trial: ActiveTrial<P>, hearing: Hearing<P>) => {
    try {
      const answer = await objective(trial);
      const isQuick = performance.now() - trial.begunAt <= quickMs;
      const { verdict } = trial;
      const told = verdict.kind === "stop" ? ({ state: "pruned", why: verdict.why } as const) : answer;
      if (isHandedBack(told)) return await study.release(trial.number, told.why, { isToBlame: true });
      if (openAhead && isQuick && !isFailure(told) && !isOver()) {
        const { view, durable } = await study.tellAndOpen(trial.number, told as Told, limit);
        const before = hearing.all;
        hearing.add(view, durable);
        if (o.onTrial) await before; // it hears of a result before the next one but one begins
        return;
      }
      hearing.add(await study.tell(trial.number, told as Told));
    } catch (error) {
      if (isTunesmithError(error, "trial")) return; // another worker has taken it over
      if (isTunesmithError(error) && error.code.startsWith("storage")) throw error;
      if (stop.signal.aborted) return study.release(trial.number, "handed back when its worker was stopped");
      const why = whyOf(error);
      if (trial.attempt <= retries) return study.release(trial.number, `failed, and is tried again: ${why}`);
      const view = await study.tell(trial.number, { state: "failed", why });
      if (!catchErrors) throw error;
      hearing.add(view);
    }
    await hearing.all;
  };

  const guarded = () =>
    slot().catch((error: unknown) => {
      broken ??= { error };
    });
  await Promise.all(Array.from({ length: parallel }, guarded));
  line.end();
  o.signal?.removeEventListener("abort", forward);
  if (broken) {
    await study.handBack().catch(() => {}); // what went wrong before counts
    throw (broken as { error: unknown }).error;
  }
  await study.handBack();
  return (ended ?? done)!;
}

function isHandedBack(answer: Answer): answer is HandedBack {
  return typeof answer === "object" && answer !== null && "state" in answer && answer.state === "lost";
}

function isFailure(told: Answer): boolean {
  return typeof told === "object" && told !== null && "state" in told && told.state === "failed";
}

const exhausted: Ended = { reason: "exhausted", why: "every point of the space was tried" };

/** How many trials may be opened in all: as told, or else the study's budget. */
function limitOf<P>({ history }: Handle<P>, { trials, moreTrials }: OptimizeOptions<P>): Limit {
  const opened = history.trials.length - history.added;
  const told = Math.min(trials ?? Infinity, moreTrials === undefined ? Infinity : opened + moreTrials);
  const isTold = trials !== undefined || moreTrials !== undefined;
  const limit = isTold ? told : (history.steering.budget ?? Infinity);
  return { trials: limit === Infinity ? null : limit, saidAt: history.seq };
}

/** Whether a trial of another worker is running, or waiting to be taken over. */
function isOthersRunning<P>(study: Handle<P>): boolean {
  return study.history.waiting.size > 0 || [...study.history.running].some((number) => !study.holds(number));
}

function checkEnd<P>({ history }: Handle<P>, o: OptimizeOptions<P>): void {
  const isTold =
    o.trials !== undefined || o.moreTrials !== undefined || o.timeoutMs !== undefined || o.signal;
  if (!isTold && history.steering.budget === null) {
    throw new TunesmithError(
      "option",
      "optimize: no end is in sight; give trials, moreTrials, timeoutMs or signal (trials: Infinity until the space is exhausted).",
    );
  }
}
