/**
 * The one reducer: what each event means. Everything that knows a study (library, CLI, replay, page) folds with it.
 *
 * It never throws, and the log's order settles every race: an event that comes too late, repeats a first-wins event, or
 * stems from an older attempt changes nothing but `seq`.
 */
import { changed, type Draft, defaultMaxAttempts, opened } from "./draft.ts";
import type { Logged, Outcome, StudyEvent, TrialFinished, TrialOpened } from "./event.ts";
import { steer } from "./steer.ts";
import { type Enqueued, type History, isFinished, type Trial } from "./trial.ts";

/**
 * Folds one event into a history.
 *
 * @param history  owned by the fold: it is changed in place (the trials in it are not) and returned
 * @param logged   the event after `history.seq`; one at or before it changes nothing
 */
export function apply(history: History, logged: Logged): History {
  const draft = history as Draft;
  if (logged.seq <= draft.seq) return history;
  draft.seq = logged.seq;
  // What comes before a study is of an earlier one of that name, whose worker did not know that it was deleted.
  if (draft.study || logged.event.type === "study.created") fold(draft, logged.event, logged);
  return history;
}

function fold(h: Draft, e: StudyEvent, { seq, at }: Logged): void {
  switch (e.type) {
    case "study.created": {
      if (h.study) return;
      const { type: _, maxAttempts = defaultMaxAttempts, ...facts } = e;
      h.study = { ...facts, createdAt: at, openedAt: seq };
      h.steering = { ...h.steering, maxAttempts };
      return;
    }
    case "study.changed":
      steer(h, e.change, seq);
      return;
    case "worker.joined": {
      const { sampler, pruner, runtime } = e;
      if (!h.workers.has(e.by)) h.workers.set(e.by, { sampler, pruner, runtime, joinedAt: seq });
      return;
    }
    case "trial.enqueued":
      h.queue.push({ params: e.params, suggest: e.suggest });
      return;
    case "trial.added": {
      const { by, params, memo } = e;
      const trial = opened(h, by, seq, at);
      h.trials.push(changed(trial, { ...ended(e.outcome, seq, at), params, memo }));
      h.finished.push(trial.number);
      h.added += 1;
      return;
    }
    case "trial.opened": {
      if (h.steering.state !== "active" || h.trials.length - h.added >= limitOf(h, e)) return;
      const trial = opened(h, e.by, seq, at);
      const next = h.queue.shift();
      h.running.add(trial.number);
      h.trials.push(next ? changed(trial, taken(next)) : trial);
      if (next) h.askedAt = seq;
      return;
    }
    case "trial.asked": {
      const t = h.trials[e.number];
      if (t?.state !== "running" || t.params !== null || t.by !== e.by) return;
      if ((e.strict && h.askedAt > e.seen) || h.steering.at.space > e.seen) return;
      const { spaceVersion } = h.steering;
      h.trials[e.number] = changed(t, { params: e.params, memo: e.memo, spaceVersion });
      h.askedAt = seq;
      return;
    }
    case "trial.suggested": {
      const t = running(h, e);
      if (!t?.params || t.by !== e.by || Object.hasOwn(t.params, e.name)) return;
      h.trials[e.number] = changed(t, {
        params: { ...t.params, [e.name]: e.value },
        suggested: { ...t.suggested, [e.name]: e.domain },
      });
      return;
    }
    case "trial.claimed": {
      const t = h.trials[e.number];
      if (t?.state !== "waiting" || e.attempt !== t.attempt + 1 || h.steering.state !== "active") return;
      const fresh = { state: "running", steps: [], curve: [], why: "", startedAt: at } as const;
      h.trials[e.number] = changed(t, { ...fresh, attempt: e.attempt, by: e.by });
      h.waiting.delete(e.number);
      h.running.add(e.number);
      return;
    }
    case "trial.reported": {
      const t = running(h, e);
      if (!t) return;
      const steps = [...t.steps];
      const curve = [...t.curve];
      let top = steps.reduce((max, step) => Math.max(max, step), -Infinity); // saves most searches
      e.steps.forEach((step, i) => {
        const isNew = step > top || !steps.includes(step);
        if (!isNew || e.values[i] === undefined) return;
        steps.push(step);
        curve.push(e.values[i]);
        top = Math.max(top, step);
      });
      h.trials[e.number] = changed(t, { steps, curve });
      return;
    }
    case "trial.finished": {
      const t = running(h, e);
      if (!t?.params) {
        keep(h, e);
        return;
      }
      h.trials[e.number] = changed(t, ended(e.outcome, seq, at));
      leave(h, e.number);
      h.finished.push(e.number);
      return;
    }
    case "trial.lost": {
      const t = running(h, e);
      if (!t) return;
      h.trials[e.number] = changed(t, {
        state: "waiting",
        why: e.why,
        losses: t.losses + (e.isHandedBack ? 0 : 1),
      });
      leave(h, e.number);
      h.waiting.add(e.number);
      return;
    }
    case "trial.noted": {
      const note = { [e.key]: e.value };
      const t = e.number === null ? null : h.trials[e.number];
      if (t) h.trials[t.number] = changed(t, { notes: { ...t.notes, ...note } });
      else if (e.number === null) h.notes = { ...h.notes, ...note };
      return;
    }
    case "trial.repeated": {
      const t = h.trials[e.number];
      if (t?.state !== "complete" || t.repeats.some(({ seed }) => seed === e.seed)) return;
      const repeat = { seed: e.seed, outcome: e.outcome, folds: e.folds ?? null };
      h.trials[e.number] = changed(t, { repeats: [...t.repeats, repeat] });
      return;
    }
    case "trial.invalidated":
      revise(h, e.number, { state: "failed", why: `invalidated: ${e.why}` });
      return;
    case "trial.corrected":
      revise(h, e.number, e.outcome);
      return;
    // An event of a later version: it has its place in the log, and means nothing here.
  }
}

/**
 * Takes a trial from those that run; a set that is left empty is made anew.
 *
 * A set that others come and go in leaves its outgrown tables behind, each of which holds the next: in a log of a million
 * trials tens of MB that only a full collection takes away.
 */
function leave(h: Draft, number: number): void {
  h.running.delete(number);
  if (h.running.size === 0) h.running = new Set();
}

/** What an enqueued point gives to the trial that takes it. */
function taken(next: Enqueued): Partial<Trial> {
  return { params: next.params, fixed: next.suggest, memo: { why: "enqueued" } };
}

/** How many trials may be opened in all: the limit, or a lower budget that its worker had not read of. */
function limitOf(h: Draft, { limit, seen = Infinity }: TrialOpened): number {
  const isNews = h.steering.at.budget > seen;
  return Math.min(limit ?? Infinity, (isNews ? h.steering.budget : null) ?? Infinity);
}

/** Keeps a result that came after its attempt was lost. */
function keep(h: Draft, { number, attempt, outcome }: TrialFinished): void {
  const t = h.trials[number];
  const isLate = t && (attempt < t.attempt || (t.state === "waiting" && attempt === t.attempt));
  if (isLate) h.trials[number] = changed(t, { late: [...t.late, { attempt, outcome }] });
}

/** Gives a trial that has ended another end, in the place that it has among those that have ended. */
function revise(h: Draft, number: number, outcome: Outcome): void {
  const t = h.trials[number];
  if (!t || !isFinished(t)) return;
  h.trials[number] = changed(t, { values: null, ...ended(outcome, t.closedAt, t.finishedAt) });
  h.revision += 1;
}

/** What the end of a trial says. */
function ended(outcome: Outcome, closedAt: number | null, finishedAt: number | null): Partial<Trial> {
  const { state } = outcome;
  if (state === "complete") return { state, values: outcome.values, why: "", closedAt, finishedAt };
  const failure = (state === "failed" && outcome.kind) || null;
  return { state, why: outcome.why, failure, closedAt, finishedAt };
}

/** The trial that an event speaks of, if that attempt of it is running. */
function running(h: Draft, e: { number: number; attempt: number }): Trial | undefined {
  const t = h.trials[e.number];
  return t?.state === "running" && t.attempt === e.attempt ? t : undefined;
}
