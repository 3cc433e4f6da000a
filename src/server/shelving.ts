import { apply, emptyHistory, type History, type StudyEvent, type Trial } from "../history/index.ts";
import { Shelf } from "../history/shelf.ts";
import type { Storage } from "../storage/index.ts";

/** From so many trials on, those that have ended are kept as columns. */
export const largeFrom = 20_000;

/** Events read at a time. */
const page = 5_000;

/** Lays the ended trials of a large study on a shelf, as they end. */
export class Shelving {
  #shelf: Shelf | null = null;
  #isOver = false;

  /** Whether the study is large. */
  isLarge({ trials }: History): boolean {
    return trials.length >= largeFrom;
  }

  /** After an event. */
  see(event: StudyEvent, history: History): void {
    if (this.#isOver || !this.isLarge(history)) return;
    const { space, goals } = history.study!;
    if (this.#shelf?.space !== space) {
      this.#shelf = new Shelf(space, Object.keys(goals), { isThin: true });
      for (const trial of history.trials) this.#put(trial, history);
    } else if (event.type === "trial.finished") this.#put(history.trials[event.number], history);
    else if (event.type === "trial.added") this.#put(history.trials.at(-1), history);
  }

  /** The shelf, where there is one. */
  get shelf(): Shelf | null {
    return this.#shelf;
  }

  /** Takes all trials back, whole, out of the log. */
  async end(of: {
    readonly history: History;
    readonly storage: Storage;
    readonly study: string;
  }): Promise<void> {
    this.#isOver = true;
    if (this.#shelf === null) return;
    const { history, storage, study } = of;
    const fresh = emptyHistory();
    while (fresh.seq < history.seq) {
      const most = Math.min(page, history.seq - fresh.seq);
      const events = await storage.read(study, fresh.seq, most);
      if (events.length === 0) return; // it was dropped meanwhile
      for (const logged of events) apply(fresh, logged);
    }
    (history as { trials: readonly Trial[] }).trials = fresh.trials;
    this.#shelf = null;
  }

  #put(trial: Trial | undefined, history: History): void {
    const kept = trial && this.#shelf!.take(trial);
    if (kept) (history.trials as Trial[])[kept.number] = kept;
  }
}
