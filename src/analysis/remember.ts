import type { History } from "../history/index.ts";

interface Remembered {
  readonly seq: number;
  readonly answers: Map<string, unknown>;
}

const byHistory = new WeakMap<History, Remembered>();

/**
 * What `make` answers, computed once for a history as long as that does not grow: several charts ask for the same model.
 *
 * @param question  its name and all its options; they must be JSON
 */
export function remember<T>(history: History, question: readonly unknown[], make: () => T): T {
  let known = byHistory.get(history);
  if (!known || known.seq !== history.seq) {
    known = { seq: history.seq, answers: new Map() };
    byHistory.set(history, known);
  }
  const key = JSON.stringify(question);
  if (!known.answers.has(key)) known.answers.set(key, make());
  return known.answers.get(key) as T;
}
