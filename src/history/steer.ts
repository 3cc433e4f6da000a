/** What a change of a living study means; a part of the reducer. */
import type { Params } from "../space/index.ts";
import { migrated } from "../space/migrate.ts"; // by itself: a page that folds a log needs no parser of domains
import { changed, type Draft } from "./draft.ts";
import type { Change, Seq } from "./event.ts";
import type { Enqueued, Steering, Trial } from "./trial.ts";

/** Folds a change. */
export function steer(h: Draft, change: Change, seq: Seq): void {
  h.steering = { ...h.steering, ...steered(h, change, seq) };
  const study = h.study!;
  if (change.what === "sampler") h.study = { ...study, sampler: change.sampler };
  if (change.what === "pruner") h.study = { ...study, pruner: change.pruner };
}

function steered(h: Draft, change: Change, seq: Seq): Partial<Steering> {
  const { at, spaceVersion } = h.steering;
  switch (change.what) {
    case "state":
      return { state: change.state, why: change.state === "active" ? "" : change.why };
    case "budget":
      return { budget: change.trials, at: { ...at, budget: seq } };
    case "sampler":
    case "pruner":
      return { at: { ...at, [change.what]: seq } };
    case "maxAttempts":
      return { maxAttempts: change.maxAttempts };
    case "archived":
      return { isArchived: change.isArchived };
    case "space":
      if (change.from !== spaceVersion) return {};
      move(h, change);
      return { spaceVersion: spaceVersion + 1, at: { ...at, space: seq } };
    default:
      return {}; // a change of a later version
  }
}

/** Takes a study into a new space. */
function move(h: Draft, { space, migration, constraints }: Extract<Change, { what: "space" }>): void {
  const study = h.study!;
  const into = (params: Params) => migrated(study.space, space, migration, params);
  h.trials = h.trials.map((t) => moved(t, into));
  h.queue = h.queue.flatMap((next): Enqueued[] => {
    const params = into(next.params);
    return params ? [{ ...next, params }] : [];
  });
  h.study = { ...study, space, ...(constraints ? { constraints } : {}) };
  h.revision += 1;
}

/** A trial in the new space. One that is outside stays so: nobody knows what it would have been. */
function moved(t: Trial, into: (params: Params) => Params | null): Trial {
  if (t.params === null || t.isOutside) return t;
  const params = into(t.params);
  if (params === null) return changed(t, { isOutside: true });
  const own = Object.keys(t.suggested).map((name) => [name, t.params![name]!]);
  return changed(t, { params: { ...params, ...Object.fromEntries(own) } });
}
