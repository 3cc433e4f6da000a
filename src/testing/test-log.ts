import {
  apply,
  emptyHistory,
  type History,
  type Logged,
  type Outcome,
  type StudyEvent,
} from "../history/index.ts";
import type { Problem, Suggestion } from "../samplers/index.ts";
import type { Params } from "../space/index.ts";

const worker = "w";
const none = { name: "none", options: {} };

/** A log in the making, and its history. */
export class TestLog {
  readonly log: Logged[] = [];
  readonly history: History = emptyHistory();
  /** What the clock has gone on beside a millisecond an event. */
  #passed = 0;

  /** Begins with the study of a problem. */
  constructor({ space, goals, seed }: Problem) {
    this.append({ type: "study.created", space, goals, seed, sampler: none, pruner: none });
  }

  /** Adds events, in order. */
  append(...events: readonly StudyEvent[]): void {
    for (const event of events) {
      const logged = { seq: this.log.length + 1, at: this.log.length + this.#passed, event };
      this.log.push(logged);
      apply(this.history, logged);
    }
  }

  /** Lets so many ms pass. */
  pass(ms: number): void {
    this.#passed += ms;
  }

  /** Opens a trial, at a point if one is given; one that was enqueued goes before. Returns its number. */
  open(params: Params | null = null): number {
    this.append({ type: "trial.opened", by: worker, limit: null });
    const number = this.history.trials.length - 1;
    if (params && this.history.trials[number]!.params === null) this.ask(number, params, { why: "by hand" });
    return number;
  }

  /** Gives an open trial its point. */
  ask(number: number, params: Params, memo: Suggestion["memo"]): void {
    const seen = this.history.seq;
    this.append({ type: "trial.asked", number, by: worker, params, memo, seen, strict: false });
  }

  /** Reports a curve from step 0 on, or at given steps. */
  report(
    number: number,
    values: readonly number[],
    steps: readonly number[] = values.map((_, i) => i),
  ): void {
    const { attempt } = this.history.trials[number]!;
    this.append({ type: "trial.reported", number, attempt, steps, values });
  }

  /** Ends a trial; a number is the value of the first goal. */
  finish(number: number, end: number | Outcome): void {
    const { attempt } = this.history.trials[number]!;
    const name = Object.keys(this.history.study!.goals)[0]!;
    const outcome = typeof end === "number" ? { state: "complete" as const, values: { [name]: end } } : end;
    this.append({ type: "trial.finished", number, attempt, outcome });
  }
}
