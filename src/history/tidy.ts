import type { Draft } from "./draft.ts";
import { Shelf } from "./shelf.ts";
import type { History } from "./trial.ts";

/** So many trials that ended last stay objects, which are faster to read: all of a study of the usual size. */
const wholeUpTo = 2000;

/** Keeps a history small: its older ended trials go on a shelf, and nothing of them is lost. */
export class Tidy {
  readonly #wholeUpTo: number;
  #shelf: Shelf | null = null;
  /** How many of those that have ended were looked at. */
  #seen = 0;

  constructor(atMost = wholeUpTo) {
    this.#wholeUpTo = atMost;
  }

  /** After events were folded. */
  tidy(history: History): void {
    const { study, finished, trials } = history as Draft;
    const end = finished.length - this.#wholeUpTo;
    if (end <= this.#seen && this.#shelf?.space === study?.space) return;
    if (!study || end <= 0) return;
    if (this.#shelf?.space !== study.space) {
      this.#shelf = new Shelf(study.space, Object.keys(study.goals)); // a change of the space made them whole
      this.#seen = 0;
    }
    for (; this.#seen < end; this.#seen++) {
      const number = finished[this.#seen]!;
      trials[number] = this.#shelf.take(trials[number]!) ?? trials[number]!;
    }
  }
}
