import type { TrialView } from "./view.ts";

/**
 * The results of one slot of `optimize` on their way to whoever waits to hear that they stand: one after the other, each once it
 * is on the disk. The next trial may run meanwhile.
 */
export class Hearing<P> {
  readonly #hear: (view: TrialView<P>) => unknown;
  readonly #fail: (error: unknown) => void;
  #all: Promise<void> = Promise.resolve();

  /**
   * @param hear  may be async
   * @param fail  told what `hear` throws, and what keeps a result from the disk
   */
  constructor(hear: (view: TrialView<P>) => unknown, fail: (error: unknown) => void) {
    this.#hear = hear;
    this.#fail = fail;
  }

  /** @param durable  settled when the result is on the disk; default: it is */
  add(view: TrialView<P>, durable: Promise<void> = Promise.resolve()): void {
    const heard = this.#all.then(() => durable).then(() => this.#hear(view));
    this.#all = heard.then(() => {}, this.#fail);
  }

  /** Settled when all that was added so far is heard; never rejected. */
  get all(): Promise<void> {
    return this.#all;
  }
}
