import { sampled } from "../analysis/index.ts";
import { apply, emptyHistory, type History, type Trial } from "../history/index.ts";
import type { Live } from "./live.ts";

/** Trials that an analysis is made of at most: it runs in the server's thread, and workers wait meanwhile. */
const mostLooked = 2_000;

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
}

const known = new WeakMap<Live, Map<number, Known>>();

/** A study of at most so many trials that looks like all of it; the same object as long as nothing happens. */
export function lookAt(live: Live, most = mostLooked): Looked {
  const { history: of } = live;
  const sizes = known.get(live) ?? new Map<number, Known>();
  known.set(live, sizes);
  const before = sizes.get(most);
  if (before?.of === of && before.seq === of.seq) return before;
  const { milestones, front } = live.tally.see(of);
  const keep = [...milestones.map(({ number }) => number), ...front.slice(0, most)];
  const history = sampled(of, most, keep);
  const note =
    history === of ? "" : ` Computed from ${history.finished.length} of ${of.finished.length} ended trials.`;
  const found = { history, note, of, seq: of.seq };
  sizes.set(most, found);
  return found;
}

/** A trial with all that the log says of it, also where the server has but a row. */
export async function wholeTrial(live: Live, trial: Trial): Promise<Trial> {
  if (!live.shelf?.has(trial)) return trial;
  const from = trial.openedAt - 1;
  const events = await live.storage.read(live.study, from, Math.min(mostRead, trial.closedAt! - from));
  const { memo, steps, curve } = refolded(live.history, trial, events);
  const { number, state, attempt, losses, by, params, spaceVersion, isOutside, suggested, fixed } = trial;
  const { values, why, failure, openedAt, closedAt, startedAt, finishedAt, notes, late, repeats } = trial;
  return {
    ...{ number, state, attempt, losses, by, params, spaceVersion, isOutside, suggested, fixed },
    ...{ values, why, failure, openedAt, closedAt, startedAt, finishedAt, notes, late, repeats },
    ...{ memo, steps, curve },
  };
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
