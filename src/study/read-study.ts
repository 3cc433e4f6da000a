import { didYouMean, TunesmithError } from "../error.ts";
import { apply, bestOf, emptyHistory, type History, paretoOf, type StudyFacts } from "../history/index.ts";
import type { Storage } from "../storage/index.ts";
import { type TrialView, viewOf } from "./view.ts";

/** How many events are read at a time. */
const page = 20_000;

/** A study as its log has it, for those who only look. */
export interface StudyView {
  readonly name: string;
  readonly facts: StudyFacts;
  readonly history: History;
  /** By number. */
  readonly trials: readonly TrialView[];
  /** The best feasible complete trial; null while there is none, and with several optimised goals (see `pareto`). */
  readonly best: TrialView | null;
  /** The feasible complete trials that no other beats in all goals. */
  readonly pareto: readonly TrialView[];
}

/**
 * Reads a study; nothing is written, and no worker joins.
 *
 * @throws TunesmithError "study-missing"; "storage…" for the storage
 */
export async function readStudy(storage: Storage, name: string): Promise<StudyView> {
  const history = emptyHistory();
  for (;;) {
    const events = await storage.read(name, history.seq, page);
    for (const event of events) apply(history, event);
    if (events.length < page) break;
  }
  const facts = history.study;
  if (!facts) throw await missing(storage, name);
  const best = bestOf(history);
  return {
    name,
    facts,
    history,
    trials: history.trials.map((t) => viewOf(facts.goals, t)),
    best: best && viewOf(facts.goals, best),
    pareto: paretoOf(history).map((t) => viewOf(facts.goals, t)),
  };
}

/** The error for a study that is not there, with the names of those that are. */
export async function missing(storage: Storage, name: string): Promise<TunesmithError> {
  const names = await storage.studies();
  const found = names.length === 0 ? "it is empty" : didYouMean(name, names);
  return new TunesmithError("study-missing", `there is no study "${name}" in ${storage.url}; ${found}.`);
}
