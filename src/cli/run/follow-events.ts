/** A run as it goes, for a machine: one JSON event a line on standard output. */
import type { Study } from "../../study/index.ts";
import { viewOfTrial } from "./trial-event.ts";

/** How often the log is looked at, in ms. */
const everyMs = 200;

/** Tells what is new in the history since it looked last. */
export class EventStream {
  readonly #study: Pick<Study, "name" | "history" | "goals">;
  readonly #write: (line: string) => void;
  readonly #timer: NodeJS.Timeout;
  /** What was told of each trial that has not ended: its attempt, and how many of its reports. */
  readonly #open = new Map<number, { attempt: number; reports: number }>();
  #seen: number;
  #ended: number;

  constructor(study: Pick<Study, "name" | "history" | "goals">, write: (line: string) => void) {
    this.#study = study;
    this.#write = write;
    this.#seen = study.history.trials.length;
    this.#ended = study.history.finished.length;
    this.tell("study", { name: study.name, goals: study.goals, trials: this.#seen });
    this.#timer = setInterval(() => this.look(), everyMs);
    this.#timer.unref();
  }

  tell(event: string, data: object): void {
    this.#write(`${JSON.stringify({ event, ...data })}\n`);
  }

  /** Tells trials that have started, what they reported, and those that have ended, in this order. */
  look(): void {
    const { trials, finished } = this.#study.history;
    for (; this.#seen < trials.length; this.#seen++) this.#open.set(this.#seen, { attempt: 0, reports: 0 });
    for (const [number, told] of this.#open) {
      const { attempt, params, steps, curve } = trials[number]!;
      if (params === null) continue;
      if (attempt > told.attempt) this.#begin(number, attempt); // one that is quick may have ended by now
      const { reports } = this.#open.get(number)!;
      for (let i = reports; i < steps.length; i++)
        this.tell("report", { number, step: steps[i], value: curve[i] });
      this.#open.get(number)!.reports = steps.length;
    }
    for (; this.#ended < finished.length; this.#ended++) {
      const number = finished[this.#ended]!;
      if (this.#open.delete(number)) this.tell("finished", viewOfTrial(trials[number]!, this.#study.goals));
    }
  }

  #begin(number: number, attempt: number): void {
    this.#open.set(number, { attempt, reports: 0 });
    this.tell("started", { number, attempt, params: this.#study.history.trials[number]!.params });
  }

  /** Looks once more, and tells the last event. */
  end(document: object): void {
    clearInterval(this.#timer);
    this.look();
    this.tell("ended", document);
  }
}
