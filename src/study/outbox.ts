import type { StudyEvent } from "../history/index.ts";
import type { Worker } from "./worker.ts";

/** After so many reports they are written without being asked for. */
const fullAt = 100;

/** After so long a report is not kept back; people watch curves. */
const waitMs = 1000;

/** After so long it is clear that a trial was not as quick as the one before. */
const soonMs = 20;

/** What one attempt of a trial has said and the log does not have yet, in order; reports in a row become one event. */
export class Outbox {
  readonly #worker: Pick<Worker, "append">;
  readonly #number: number;
  readonly #attempt: number;
  #events: StudyEvent[] = [];
  #steps: number[] = [];
  #values: number[] = [];
  #since = 0;
  /** Set while an event is kept back that others will want to know of. */
  #timer: NodeJS.Timeout | undefined;

  constructor(worker: Pick<Worker, "append">, number: number, attempt: number) {
    this.#worker = worker;
    this.#number = number;
    this.#attempt = attempt;
  }

  put(event: StudyEvent): void {
    this.#closeReports();
    this.#events.push(event);
  }

  /** Keeps an event back that others will want to know of if the trial takes longer than expected. */
  keep(event: StudyEvent): void {
    this.put(event);
    this.#timer = setTimeout(() => this.flush().catch(() => {}), soonMs); // a failed one is kept for the next
    this.#timer.unref();
  }

  /** Writes what `keep` has kept back, now that somebody else wants to know. */
  async tellOthers(): Promise<void> {
    if (this.#timer) await this.flush();
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

  /** Writes all that is kept. */
  async flush(): Promise<void> {
    this.#closeReports();
    if (this.#events.length > 0) await this.flushWith([], (events) => this.#worker.append(...events));
  }

  /** Writes all that is kept, and `last` after it, in one go; what could not be written is kept. */
  async flushWith<T>(
    last: readonly StudyEvent[],
    write: (events: readonly StudyEvent[]) => Promise<T>,
  ): Promise<T> {
    this.#closeReports();
    const kept = this.#events;
    this.#events = [];
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return write([...kept, ...last]).catch((error: unknown) => {
      this.#events = [...kept, ...this.#events];
      throw error;
    });
  }

  #closeReports(): void {
    if (this.#steps.length === 0) return;
    const [number, attempt, steps, values] = [this.#number, this.#attempt, this.#steps, this.#values];
    this.#events.push({ type: "trial.reported", number, attempt, steps, values });
    this.#steps = [];
    this.#values = [];
  }
}
