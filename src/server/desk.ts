import { prunerInForce, type StudyEvent, type Trial } from "../history/index.ts";
import { prunerByName } from "../pruners/index.ts";
import type { Asker } from "../study/asking/asker.ts";
import { decide, type Next, openTrial, type Worker } from "../study/open-trial.ts";
import { checkReport, outcomeOf, type Told, tooLate } from "../study/outcome.ts";
import { Suggesters } from "../study/suggesters.ts";
import { sweep } from "../study/sweep.ts";
import { unfinished } from "../study/unfinished.ts";
import type { Live } from "./live.ts";

/** Who asks, and how long its silence is borne. */
export interface Caller {
  readonly by: string;
  readonly leaseMs: number;
  readonly key?: string | undefined;
}

/** How often a desk looks for lost workers. */
const sweepMs = 250;

/** Hands the trials of one study out to remote workers: each has a lease of its own, which its calls renew. */
export class Desk {
  readonly #live: Live;
  readonly #asker: Asker | null;
  #suggesters: Suggesters | null = null;
  #of: object | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #sweptAt = -Infinity;

  /** @param asker  makes the points that take long, so that nobody else waits for them; null: they are made here */
  constructor(live: Live, asker: Asker | null) {
    this.#live = live;
    this.#asker = asker;
  }

  /**
   * The next trial for a caller, or why there is none. The same key gets the same trial.
   *
   * @param limit  how many trials may be opened in all; null without end
   */
  ask(caller: Caller, limit: number | null): Promise<Next> {
    // One after the other: two guesses of the same number would only void each other.
    const turn = this.#turn.then(() => this.#ask(caller, limit));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #ask(caller: Caller, limit: number | null): Promise<Next> {
    const { study } = await this.#live.present();
    await this.#live.keepWhole(); // samplers learn from memos, and pruners from curves
    await this.renew(caller);
    const suggesters = this.#suggestersNow();
    const worker = this.#workerOf(caller);
    const done = this.#live.keys.find(caller.key);
    if (done?.number != null) return { kind: "trial", trial: await decide(worker, suggesters, done.number) };
    if (!this.#live.history.workers.has(caller.by)) {
      const { sampler, pruner } = study;
      const runtime = `node ${process.versions.node}, v8 ${process.versions.v8}`;
      await this.#live.append([{ type: "worker.joined", by: caller.by, sampler, pruner, runtime }]);
    }
    if (performance.now() - this.#sweptAt > sweepMs) {
      await sweep({ ...worker, storage: this.#live.storage, study: this.#live.study });
      this.#sweptAt = performance.now();
    }
    // The caller says its limit again with each call; the study's own counts, too, whenever it was said.
    const { budget } = this.#live.history.steering;
    const trials = limit === null ? budget : Math.min(limit, budget ?? Infinity);
    return openTrial(worker, suggesters, { trials, saidAt: this.#live.history.seq });
  }

  /** Takes or renews the lease of a caller. */
  async renew({ by, leaseMs }: Caller): Promise<void> {
    await this.#live.storage.leases.renew(this.#live.study, by, leaseMs, true);
  }

  /**
   * Says how a trial ended. The same key twice is once.
   *
   * @param attempt  of which the caller speaks; default the running one
   * @throws TunesmithError "trial", "value"
   */
  async tell(
    number: number,
    told: Told,
    { attempt, key }: { attempt?: number; key?: string },
  ): Promise<Trial> {
    const { study } = await this.#live.present();
    const outcome = outcomeOf(study.goals, told);
    if (this.#live.keys.find(key)?.number === number) return this.#live.history.trials[number]!;
    const trial = unfinished(this.#live.history, this.#live.study, number);
    const of = attempt ?? trial.attempt;
    const finished: StudyEvent = { type: "trial.finished", number, attempt: of, outcome };
    const tail = await this.#live.append([finished], key);
    const now = this.#live.history.trials[number]!;
    if (now.closedAt !== tail.at(-1)?.seq) throw tooLate(now, of);
    return now;
  }

  /**
   * Reports intermediate values, and says whether the pruner would end the trial.
   *
   * @throws TunesmithError "trial", "value", "goals"
   */
  async report(
    number: number,
    { steps, values, attempt }: { steps: readonly number[]; values: readonly number[]; attempt?: number },
    key?: string,
  ): Promise<{ readonly advice: "continue" | "prune"; readonly why: string }> {
    const { study } = await this.#live.present();
    for (const [i, step] of steps.entries()) checkReport(study.goals, step, values[i]!);
    const trial = unfinished(this.#live.history, this.#live.study, number);
    const of = attempt ?? trial.attempt;
    if (this.#live.keys.find(key) === undefined) {
      await this.#live.append([{ type: "trial.reported", number, attempt: of, steps, values }], key);
    }
    const { name, options } = prunerInForce(this.#live.history, trial.by);
    if (name !== "none") await this.#live.keepWhole();
    const pruner = prunerByName(name, options);
    const verdict = pruner.judge(this.#live.history.trials[number]!, this.#live.history);
    return verdict.kind === "stop" ? { advice: "prune", why: verdict.why } : { advice: "continue", why: "" };
  }

  /** Hands a trial back, for any worker to take up. */
  async release(number: number, why: string): Promise<void> {
    await this.#live.present();
    const { attempt } = unfinished(this.#live.history, this.#live.study, number);
    await this.#live.append([{ type: "trial.lost", number, attempt, why, isHandedBack: true }]);
  }

  /** The worker that a caller is, over the one view of the log that all callers share. */
  #workerOf({ by, key }: Caller): Worker {
    const live = this.#live;
    return {
      id: by,
      get history() {
        return live.history;
      },
      sync: () => live.sync(),
      append: async (...events) => (await live.append(events, key)).at(-1)!.seq,
    };
  }

  /** The samplers' states; new ones when the study was made anew. */
  #suggestersNow(): Suggesters {
    const { history } = this.#live;
    if (this.#suggesters === null || this.#of !== history) {
      const { storage, study } = this.#live;
      this.#suggesters = new Suggesters([], this.#asker?.of(storage, study));
      this.#of = history;
    }
    return this.#suggesters;
  }
}
