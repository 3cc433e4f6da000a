import type { StudyEvent } from "../history/index.ts";
import type { Worker } from "./worker.ts";

/** After so many reports they are written without being asked for. */
const fullAt = 100;

/** After so long a report is not kept back; people watch curves. */
const waitMs = 1000;

/** What one attempt of a trial has said and the log does not have yet, in order; reports in a row become one event. */
export class Outbox {
  readonly #worker: Pick<Worker, "history" | "append">;
  readonly #number: number;
  readonly #attempt: number;
  #events: StudyEvent[] = [];
  #steps: number[] = [];
  #values: number[] = [];
  #since = 0;

  constructor(worker: Pick<Worker, "history" | "append">, number: number, attempt: number) {
    this.#worker = worker;
    this.#number = number;
    this.#attempt = attempt;
  }

  put(event: StudyEvent): void {
    this.#closeReports();
    this.#events.push(event);
  }

  report(step: number, value: number): void {
    if (this.#steps.length === 0) this.#since = performance.now();
    this.#steps.push(step);
    this.#values.push(value);
  }

  get isDue(): boolean {
    return (
      this.#steps.length >= fullAt || (this.#steps.length > 0 && performance.now() - this.#since > waitMs)
    );
  }

  /** Writes all that is kept, and `last` after it, in one go. Returns the place of the last event written. */
  async flush(...last: readonly StudyEvent[]): Promise<number> {
    this.#closeReports();
    const events = [...this.#events, ...last];
    this.#events = [];
    return events.length === 0 ? this.#worker.history.seq : this.#worker.append(...events);
  }

  #closeReports(): void {
    if (this.#steps.length === 0) return;
    const [number, attempt, steps, values] = [this.#number, this.#attempt, this.#steps, this.#values];
    this.#events.push({ type: "trial.reported", number, attempt, steps, values });
    this.#steps = [];
    this.#values = [];
  }
}
