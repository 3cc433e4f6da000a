import { sampled } from "../analysis/index.ts";
import { changed } from "../history/draft.ts";
import { apply, emptyHistory, type History, type Trial } from "../history/index.ts";
import type { Live } from "./live.ts";

/** Trials that an analysis is made of at most: people wait for it, and all of a study crosses to a thread. */
const mostLooked = 2_000;

/** ms for which a part of a large study is looked at before another is taken: what is computed of it serves all who ask. */
const lastsMs = 2_000;

/** Events of a log that are read for one trial at most. */
const mostRead = 20_000;

/** A study as analyses see it, and what to say where that is not all of it. */
export interface Looked {
  readonly history: History;
  /** "" where it is the whole study. */
  readonly note: string;
}

interface Known extends Looked {
  readonly of: History;
  readonly seq: number;
  /** When, as `performance.now` has it. */
  readonly at: number;
}

const known = new WeakMap<Live, Map<number, Known>>();

/**
 * A study of at most so many trials that looks like all of it.
 *
 * The same object as long as nothing happens; where it is a part of a large study, for two seconds more.
 */
export function lookAt(live: Live, most = mostLooked): Looked {
  const { history: of } = live;
  const sizes = known.get(live) ?? new Map<number, Known>();
  known.set(live, sizes);
  const before = sizes.get(most);
  const isPart = before !== undefined && before.history !== of;
  const isFresh = before?.seq === of.seq || (isPart && performance.now() - before.at < lastsMs);
  if (before?.of === of && isFresh) return before;
  const { milestones, front } = live.tally.see(of);
  const keep = [...milestones.map(({ number }) => number), ...front.slice(0, most)];
  const history = sampled(of, most, keep);
  const note =
    history === of ? "" : ` Computed from ${history.finished.length} of ${of.finished.length} ended trials.`;
  const found = { history, note, of, seq: of.seq, at: performance.now() };
  sizes.set(most, found);
  return found;
}

/** A trial with all that the log says of it, also where the server has but a row. */
export async function wholeTrial(live: Live, trial: Trial): Promise<Trial> {
  if (!live.shelf?.has(trial)) return trial;
  const from = trial.openedAt - 1;
  const events = await live.storage.read(live.study, from, Math.min(mostRead, trial.closedAt! - from));
  return changed(trial, refolded(live.history, trial, events));
}

/** The events of one trial, folded by the reducer as if the study had no other. */
function refolded(
  { study }: History,
  { number, openedAt, closedAt }: Trial,
  events: Awaited<ReturnType<Live["storage"]["read"]>>,
) {
  const own = { ...emptyHistory(), seq: openedAt - 1, study } as History;
  const place = own.trials.length;
  for (const logged of events) {
    const { event } = logged;
    const isOwn =
      logged.seq === openedAt ||
      ("number" in event && event.number === number && event.type !== "trial.noted");
    if (!isOwn || logged.seq > closedAt!) continue;
    const seen = "seen" in event ? { seen: Number.MAX_SAFE_INTEGER } : {};
    const limit = event.type === "trial.opened" ? { limit: null } : {};
    apply(own, {
      ...logged,
      event: { ...event, ...seen, ...limit, ...("number" in event ? { number: place } : {}) } as typeof event,
    });
  }
  const { memo = null, params = null, steps = [], curve = [] } = own.trials[place] ?? {};
  return { memo: params === null ? { why: "enqueued" } : memo, steps, curve };
}
