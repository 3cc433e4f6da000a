/** What `run` says: on the way, and at the end. */
import { bestOf, type TrialState } from "../history/index.ts";
import type { Ended, Study, TrialView } from "../study/index.ts";
import { hasResult, resultInWords } from "./result-words.ts";
import type { EventStream } from "./run/follow-events.ts";
import { showParams, showResult, showStates } from "./show-values.ts";
import { exit } from "./status.ts";
import type { Terminal } from "./terminal.ts";

/** Tells each new best and each failure as it comes; of failures that repeat, the first few. */
export function teller(study: Study, terminal: Terminal): (trial: TrialView) => void {
  const { dim, green, red } = terminal.sayPaint;
  let failures = 0;
  return (trial) => {
    if (trial.state === "failed") {
      failures += 1;
      if (failures <= 3)
        terminal.say(`${red("failed")}  trial ${trial.number}  ${showParams(trial.params)}\n  ${trial.why}`);
      if (failures === 3)
        terminal.say(dim(`  of further ones: tunesmith trials ${study.name} --state failed`));
    }
    // Each trial comes once, and others may have come between its result and this.
    if (bestOf(study.history)?.number !== trial.number) return;
    terminal.say(
      `${green("best")}  ${showResult(trial)}  trial ${trial.number}  ${dim(showParams(trial.params))}`,
    );
  };
}

/** What came of a search. */
export interface Searched {
  readonly ended: Ended;
  /** The exit status that a signal asks for, or 1 when the study was paused for its failures; null: that of the result. */
  readonly status: number | null;
  readonly events: EventStream | null;
}

/** Says the last words; returns the exit status. */
export function conclude(
  study: Study,
  { ended, status, events, terminal }: Searched & { readonly terminal: Terminal },
): number {
  const { name, best } = study;
  const { trials } = study.history;
  const { url } = study.storage;
  const front = best ? {} : { pareto: study.pareto };
  const document = {
    study: name,
    storage: url,
    ended,
    best,
    ...front,
    trials: trials.length,
    states: countsOf(trials),
  };
  terminal.say(`Ended: ${ended.why}. ${showStates(trials)}.`);
  if (events) events.end(document);
  else terminal.answer(document, resultInWords(study, terminal));

  const isInterrupted = status !== null;
  const elsewhere = url === `sqlite:${process.cwd()}/tunesmith.db` ? "" : ` --storage ${url}`;
  const next = isInterrupted
    ? "Run the same line again to go on."
    : `See more: tunesmith show ${name}${elsewhere}`;
  terminal.say(terminal.sayPaint.dim(next));
  if (isInterrupted) return status;
  return hasResult(study) ? exit.done : exit.failed;
}

function countsOf(trials: readonly { readonly state: TrialState }[]): { readonly [state: string]: number } {
  const counts: Record<string, number> = {};
  for (const { state } of trials) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
