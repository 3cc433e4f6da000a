import type { History, Logged, StudyEvent } from "../history/index.ts";

/** An event with the idempotency key of the request that wrote it; the reducer passes over the key. */
export type KeyedEvent = StudyEvent & { readonly once?: string };

/** So many keys are remembered for a study: a request is repeated within seconds. */
const most = 20_000;

/** What was written under a key. */
export interface Written {
  /** Where its first event stands. */
  readonly seq: number;
  /** The trial that came of it; null for none. */
  readonly number: number | null;
}

/**
 * What was done under which idempotency key. It is read from the log, where the keys stand: a server that was killed
 * between doing and answering knows it when it is asked again.
 */
export class Keys {
  readonly #written = new Map<string, Written>();

  /** Takes note of an event that `history` has just taken in. */
  see({ seq, event }: Logged, history: History): void {
    const { once: key } = event as KeyedEvent;
    if (typeof key !== "string") return;
    const before = this.#written.get(key);
    const number = trialOf(event, seq, history) ?? before?.number ?? null;
    this.#written.delete(key); // the newest stands last
    this.#written.set(key, { seq: before?.seq ?? seq, number });
    if (this.#written.size > most) this.#written.delete(this.#written.keys().next().value!);
  }

  find(key: string | undefined): Written | undefined {
    return key === undefined ? undefined : this.#written.get(key);
  }
}

/** An event as it was before it got a key. */
export function withoutKey(logged: Logged): Logged {
  if (!("once" in logged.event)) return logged;
  const { once: _, ...event } = logged.event as KeyedEvent;
  return { ...logged, event: event as StudyEvent };
}

/** The trial that an event has made its writer's, or ended; null when it came too late. */
function trialOf(event: StudyEvent, seq: number, { trials }: History): number | null {
  switch (event.type) {
    case "trial.opened":
    case "trial.added":
      return trials.at(-1)?.openedAt === seq ? trials.length - 1 : null;
    case "trial.claimed": {
      const trial = trials[event.number];
      return trial?.by === event.by && trial.attempt === event.attempt ? event.number : null;
    }
    case "trial.finished":
      return trials[event.number]?.closedAt === seq ? event.number : null;
    default:
      return null;
  }
}
