import { changed, type StudyEvent, type Trial, type TrialAsked } from "../history/index.ts";
import { askedFor, decide, type Limit, opensAny } from "./open-trial.ts";
import type { Outbox } from "./outbox.ts";
import type { Suggesters } from "./suggesters.ts";
import type { Worker } from "./worker.ts";

/**
 * The trials of one handle that were opened in the same append as the result before them: where objectives are quick, the
 * point of such a trial goes into the log with its result, too, so that a trial costs one wait for the disk instead of two.
 */
export class Ahead {
  readonly #worker: Worker;
  readonly #numbers: number[] = [];

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** What opens the next trial; nothing where that needs a closer look first. */
  opening(suggesters: Suggesters, limit: Limit): StudyEvent[] {
    const { history, id } = this.#worker;
    const total = opensAny(history, suggesters.of(history, id), limit);
    return total === false ? [] : [{ type: "trial.opened", by: id, limit: total, seen: history.seq }];
  }

  /** Begins to make the point of the next trial, where there is to be one and all that run have theirs. */
  plan(suggesters: Suggesters, limit: Limit): void {
    const { history, id } = this.#worker;
    const isDecided = [...history.running].every((number) => history.trials[number]!.params !== null);
    if (!isDecided || history.queue.length > 0) return;
    if (opensAny(history, suggesters.of(history, id), limit) === false) return;
    suggesters.plan(history, id, history.trials.length);
  }

  /** Keeps the trial that was opened at that place of the log; none when the budget was spent. */
  keep(place: number): void {
    const trial = this.#worker.history.trials.findLast((t) => t.openedAt === place);
    if (trial) this.#numbers.push(trial.number);
  }

  /**
   * The next of them, with its point; null when there is none.
   *
   * @param held  the trials of this handle that run: points of theirs that are kept back come into the log first, since the next
   *   one is to lie elsewhere
   * @returns `asked`  what the log lacks: it may come with the result when nobody else looks at it, or it at nobody else
   */
  async begin(
    suggesters: Suggesters,
    held: Iterable<{ readonly outbox: Outbox }>,
  ): Promise<{ trial: Trial; asked?: TrialAsked } | null> {
    const { history, id } = this.#worker;
    const isBlind = suggesters.of(history, id).isBlind(history);
    if (!isBlind) for (const { outbox } of held) await outbox.tellOthers();
    const trial = this.#take();
    if (!trial || trial.params !== null) return trial && { trial };
    const isAlone = history.running.size === 1 && history.waiting.size === 0;
    if (!isAlone && !isBlind) return { trial: await decide(this.#worker, suggesters, trial.number) };
    const asked = await askedFor(this.#worker, suggesters, trial.number, false);
    return { trial: changed(trial, { params: asked.params, memo: asked.memo }), asked };
  }

  /** The next one that is still ours. */
  #take(): Trial | null {
    for (;;) {
      const number = this.#numbers.shift();
      if (number === undefined) return null;
      const trial = this.#worker.history.trials[number]!;
      if (trial.state === "running" && trial.by === this.#worker.id) return trial;
    }
  }

  has(number: number): boolean {
    return this.#numbers.includes(number);
  }

  /** Hands back those that nobody has taken. */
  async handBack(): Promise<void> {
    for (let trial = this.#take(); trial; trial = this.#take()) {
      const { number, attempt } = trial;
      const why = "handed back before it was begun";
      await this.#worker.append({ type: "trial.lost", number, attempt, why, isHandedBack: true });
    }
  }
}
