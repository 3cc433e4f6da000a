import type { Confirmation } from "../analysis/confirmation/confirmation.ts";
import type { TunesmithError } from "../error.ts";
import type { StudyEvent, Trial } from "../history/index.ts";
import { stream } from "../math/rng.ts";
import { none } from "../pruners/index.ts";
import type { Params, Scalar } from "../space/index.ts";
import { ActiveTrial, type Advice } from "./active-trial.ts";
import { addedOf, type FinishedElsewhere } from "./added.ts";
import { Ahead } from "./ahead.ts";
import { completed } from "./complete.ts";
import { type ConfirmOptions, confirm, type RepeatAnswer } from "./confirm.ts";
import type { Accepted, ActiveNext, Handle } from "./handle.ts";
import { noTrial } from "./no-trial.ts";
import { type Limit, openTrial } from "./open-trial.ts";
import { type Ended, optimize } from "./optimize.ts";
import type { Objective, OptimizeOptions } from "./optimize-options.ts";
import { checkReport, outcomeOf, type Told, tooLate } from "./outcome.ts";
import { seedOf } from "./seed.ts";
import { Shown } from "./shown.ts";
import type { SteeredParts } from "./steered.ts";
import { Sweeps } from "./sweep.ts";
import { unfinished } from "./unfinished.ts";
import { type TrialView, viewOf } from "./view.ts";
import type { Worker } from "./worker.ts";

/** What a study is made of. Made by `createStudy` and `openStudy`. */
export interface StudyParts extends SteeredParts {
  readonly worker: Worker;
  /** Whether `close` closes the storage, too. */
  readonly ownsStorage: boolean;
}

/** One search: its trials so far, and the means to go on. A handle on a log; many may be open at once. */
export class Study<P = Params> extends Shown<P> implements Handle<P> {
  readonly #worker: Worker;
  readonly #ownsStorage: boolean;
  readonly #held = new Map<number, ActiveTrial<P>>();
  readonly #ahead: Ahead;
  readonly #sweep: Sweeps;
  readonly #never = new AbortController().signal;
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ worker, ownsStorage, ...parts }: StudyParts) {
    super(worker, parts);
    this.#worker = worker;
    this.#ahead = new Ahead(worker);
    this.#sweep = new Sweeps(worker);
    this.#ownsStorage = ownsStorage;
  }

  /**
   * The next trial to evaluate: one that lost its worker, one that was enqueued, or one of the sampler's.
   *
   * @throws TunesmithError "exhausted" when every point was tried; "budget" when the study's budget is spent; "stopped"
   */
  async ask(): Promise<ActiveTrial<P>> {
    for (let pauseMs = 10; ; pauseMs = Math.min(2 * pauseMs, 500)) {
      const next = await this.next({ trials: null, saidAt: 0 }, this.#never);
      if (next.kind === "trial") return next.trial;
      if (next.kind !== "wait") throw noTrial(this, next.kind);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** `ask` for those who have a budget: says so when there is no trial to be had. For `optimize`. */
  next(limit: Limit, signal: AbortSignal): Promise<ActiveNext<P>> {
    // One after the other: two guesses of the same number would only void each other.
    const turn = this.#queue.then(() => this.#next(limit, signal));
    this.#queue = turn.catch(() => {});
    return turn;
  }

  async #next(limit: Limit, signal: AbortSignal): Promise<ActiveNext<P>> {
    await this.#worker.join(this.inForce);
    await this.#sweep.now();
    const ahead = await this.#ahead.begin(this.suggesters, this.#held.values());
    if (ahead) return { kind: "trial", trial: this.#hold(ahead.trial, signal, ahead.asked) };
    const next = await openTrial(this.#worker, this.suggesters, limit);
    return next.kind === "trial" ? { ...next, trial: this.#hold(next.trial, signal) } : next;
  }

  /** Whether this handle has that trial in hand. For `optimize`. */
  holds(number: number): boolean {
    return this.#held.has(number) || this.#ahead.has(number);
  }

  #hold(trial: Trial, signal: AbortSignal, unsaid?: StudyEvent): ActiveTrial<P> {
    const { space, goals, suggesters } = this;
    const seed = seedOf(this.seed, "trial", trial.number);
    const bench = { worker: this.#worker, suggesters, pruner: () => this.pruner, space, goals, seed };
    const active = new ActiveTrial<P>(trial, bench, signal);
    if (unsaid) active.outbox.keep(unsaid);
    this.#held.set(trial.number, active);
    return active;
  }

  /**
   * Says how a trial ended.
   *
   * @param told  the value, the values by goal, or `{ state: "failed" | "pruned", why }`; a NaN makes a failed trial
   * @param of    the attempt that it comes from; default: the one held here, or the one that runs
   * @returns the trial as it now stands
   * @throws TunesmithError "value" for what is no result, "trial" for one that is unknown, ended, or was taken over by another worker
   */
  async tell(number: number, told: Told, of: { readonly attempt?: number } = {}): Promise<TrialView<P>> {
    return (await this.#tell(number, told, of.attempt)).view;
  }

  /** `tell`, and opens the next trial in the same append: `next` begins it. For `optimize`, which waits for the disk itself. */
  tellAndOpen = (number: number, told: Told, limit: Limit) => this.#tell(number, told, undefined, limit);

  async #tell(number: number, told: Told, of?: number, limit?: Limit): Promise<Accepted<P>> {
    const outcome = outcomeOf(this.goals, told);
    const trial = await this.#running(number);
    const held = this.#held.get(number);
    const attempt = of ?? held?.attempt ?? trial.attempt;
    const opening = limit ? this.#ahead.opening(this.suggesters, limit) : [];
    const events: StudyEvent[] = [{ type: "trial.finished", number, attempt, outcome }, ...opening];
    const write = (all: readonly StudyEvent[]) => this.#worker.commit(all, { isPatient: !limit });
    const { place, durable } = await (held ? held.outbox.flushWith(events, write) : write(events));
    this.#held.delete(number);
    if (opening.length > 0) this.#ahead.keep(place);
    const now = this.history.trials[number]!;
    if (now.closedAt !== place - opening.length) throw await this.#refused(now, attempt);
    return { view: viewOf<P>(this.goals, now), durable };
  }

  /** Why a result was not accepted. A trial whose point is of an earlier space is still ours, and is handed back. */
  async #refused(now: Trial, attempt: number): Promise<TunesmithError> {
    const isOurs = now.state === "running" && now.attempt === attempt && now.by === this.#worker.id;
    if (isOurs && now.params === null)
      await this.release(now.number, "the space was changed under its point");
    return tooLate(now, attempt);
  }

  /** Reports an intermediate value of a running trial by number; see `trial.report`. */
  async report(number: number, step: number, value: number): Promise<Advice> {
    const held = this.#held.get(number);
    if (held) return held.report(step, value);
    checkReport(this.goals, step, value);
    const { attempt } = await this.#running(number);
    await this.#worker.append({ type: "trial.reported", number, attempt, steps: [step], values: [value] });
    const verdict = this.pruner.judge(this.history.trials[number]!, this.history);
    return verdict.kind === "stop" ? "prune" : "continue";
  }

  /**
   * Hands a running trial back, for any worker to take up: same number, same point, next attempt.
   *
   * @param o.isToBlame  whether the trial took its worker down; after `maxAttempts` of that it fails. Default false
   */
  async release(
    number: number,
    why = "handed back by its worker",
    { isToBlame = false }: { readonly isToBlame?: boolean } = {},
  ): Promise<void> {
    const { attempt } = this.#held.get(number) ?? (await this.#running(number));
    this.#held.delete(number);
    await this.#worker.append({ type: "trial.lost", number, attempt, why, isHandedBack: !isToBlame });
  }

  /**
   * Puts a point in the queue of what is tried before the sampler is asked again.
   *
   * @param params  a point of the space, or part of one: what is missing is drawn at random
   * @throws TunesmithError "params", also where it breaks a constraint
   */
  async enqueue(params: { readonly [name: string]: unknown }): Promise<void> {
    // Where nothing is declared, names are chosen as the objective runs.
    const isOpen = Object.keys(this.space).length === 0;
    const rng = stream(this.seed, "enqueue", this.history.seq);
    const point = isOpen
      ? { params: {}, suggest: params as Record<string, Scalar> }
      : { params: completed(this.history.study!, params, rng), suggest: {} };
    await this.#worker.append({ type: "trial.enqueued", ...point });
  }

  /**
   * Adds a finished trial from elsewhere; samplers learn from it, budgets do not count it.
   *
   * @throws TunesmithError "params", "value"
   */
  async add(finished: FinishedElsewhere): Promise<TrialView<P>> {
    const place = await this.#worker.append(addedOf(this, this.#worker.id, finished));
    return viewOf<P>(this.goals, this.history.trials.findLast((t) => t.openedAt === place)!);
  }

  /**
   * Evaluates the best trials again, with other seeds, to learn whether the winner is one: a race in which those that fall behind
   * are left out. What comes out stands in the log beside the trials, changes no result, and no sampler sees it.
   *
   * @param objective  as that of `optimize`; its randomness should follow `trial.seed`, or be its own
   * @throws TunesmithError "goals", "option"; "trial" when no trial is complete
   */
  confirm(
    objective: (trial: ActiveTrial<P>) => RepeatAnswer | Promise<RepeatAnswer>,
    options: ConfirmOptions = {},
  ): Promise<Confirmation> {
    const bench = { suggesters: this.suggesters, space: this.space, goals: this.goals, pruner: () => none() };
    return confirm(
      this.#worker,
      async (trial, seed, signal) => {
        const worker = { id: this.#worker.id, history: this.history, append: async () => this.history.seq };
        return await objective(new ActiveTrial<P>(trial, { ...bench, worker, seed }, signal));
      },
      options,
    );
  }

  /**
   * Evaluates trials until the budget is spent, the space exhausted, the time over, or `signal` aborted.
   *
   * @param objective  gets a trial; returns a number, or a record of the goals' values
   * @returns why it ended
   */
  optimize(objective: Objective<P>, options: OptimizeOptions<P>): Promise<Ended> {
    return optimize(this, objective, options);
  }

  /** `close` for a process that ends while its trials go on elsewhere: until `leaseMs` from now nobody takes them over. */
  async detach(): Promise<void> {
    await this.asker?.close();
    await this.#worker.detach();
    if (this.#ownsStorage) await this.storage.close();
  }

  /** Begins to make the point of the next trial, for who is free next. For `optimize`. */
  askAhead = (limit: Limit): void => this.#ahead.plan(this.suggesters, limit);

  /** Hands back what `tellAndOpen` opened and nobody began. For `optimize`. */
  handBack = (): Promise<void> => this.#ahead.handBack();

  /** Hands back the trials still held, and, also where that fails, gives the lease up and closes what was opened for this study. */
  async close(): Promise<void> {
    await this.asker?.close();
    try {
      for (const number of [...this.#held.keys()]) {
        if (this.history.trials[number]?.state === "running") await this.release(number);
      }
      await this.handBack();
    } finally {
      await this.#worker.leave().finally(() => this.#ownsStorage && this.storage.close());
    }
  }

  async #running(number: number): Promise<Trial> {
    if (!this.history.trials[number]) await this.#worker.sync();
    return unfinished(this.history, this.name, number);
  }
}
