/**
 * The one reducer: what each event means. Everything that knows a study (library, CLI, replay, page) folds with it.
 *
 * It never throws, and the log's order settles every race: an event that comes too late, repeats a first-wins event, or
 * stems from an older attempt changes nothing but `seq`.
 */
import type { Logged, Outcome, StudyEvent } from "./event.ts";
import type { Enqueued, History, StudyFacts, Trial } from "./trial.ts";

/** `History` for the one who makes it. */
interface Draft {
  seq: number;
  study: StudyFacts | null;
  trials: Trial[];
  added: number;
  queue: Enqueued[];
  running: Set<number>;
  waiting: Set<number>;
  finished: number[];
  askedAt: number;
  workers: Map<string, { sampler: StudyFacts["sampler"]; pruner: StudyFacts["pruner"]; runtime: string }>;
}

/** The history of an empty log. */
export function emptyHistory(): History {
  return {
    seq: 0,
    study: null,
    trials: [],
    added: 0,
    queue: [],
    running: new Set(),
    waiting: new Set(),
    finished: [],
    askedAt: 0,
    workers: new Map(),
  };
}

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
  fold(draft, logged.event, logged);
  return history;
}

function fold(h: Draft, e: StudyEvent, { seq, at }: Logged): void {
  switch (e.type) {
    case "study.created": {
      if (h.study) return;
      const { type: _, ...facts } = e;
      h.study = { ...facts, createdAt: at };
      return;
    }
    case "worker.joined": {
      const { sampler, pruner, runtime } = e;
      if (!h.workers.has(e.by)) h.workers.set(e.by, { sampler, pruner, runtime });
      return;
    }
    case "trial.enqueued":
      h.queue.push({ params: e.params, suggest: e.suggest });
      return;
    case "trial.added": {
      const { by, params, memo } = e;
      const trial = opened(h.trials.length, by, seq, at);
      h.trials.push(changed(trial, { ...ended(e.outcome, seq, at), params, memo }));
      h.finished.push(trial.number);
      h.added += 1;
      return;
    }
    case "trial.opened": {
      if (e.limit !== null && h.trials.length - h.added >= e.limit) return;
      const trial = opened(h.trials.length, e.by, seq, at);
      const next = h.queue.shift();
      h.running.add(trial.number);
      h.trials.push(next ? changed(trial, taken(next)) : trial);
      if (next) h.askedAt = seq;
      return;
    }
    case "trial.asked": {
      const t = h.trials[e.number];
      if (t?.state !== "running" || t.params !== null || t.by !== e.by) return;
      if (e.strict && h.askedAt > e.seen) return;
      h.trials[e.number] = changed(t, { params: e.params, memo: e.memo });
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
      if (t?.state !== "waiting" || e.attempt !== t.attempt + 1) return;
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
      if (!t?.params) return;
      h.trials[e.number] = changed(t, ended(e.outcome, seq, at));
      h.running.delete(e.number);
      h.finished.push(e.number);
      return;
    }
    case "trial.lost": {
      const t = running(h, e);
      if (!t) return;
      h.trials[e.number] = changed(t, { state: "waiting", why: e.why });
      h.running.delete(e.number);
      h.waiting.add(e.number);
      return;
    }
    // An event of a later version: it has its place in the log, and means nothing here.
  }
}

/** A trial that has just been opened. */
function opened(number: number, by: string, openedAt: number, startedAt: number): Trial {
  return {
    number,
    state: "running",
    attempt: 1,
    by,
    params: null,
    memo: null,
    suggested: nothing,
    fixed: nothing,
    steps: [],
    curve: [],
    values: null,
    why: "",
    failure: null,
    openedAt,
    closedAt: null,
    startedAt,
    finishedAt: null,
  };
}

const nothing = Object.freeze({});

/**
 * A trial with some fields changed; the trial given stays as it is.
 *
 * Spelt out, since a spread makes Node 20 read a study of 100,000 trials ten times slower.
 */
function changed(t: Trial, change: Partial<Trial>): Trial {
  const copy: Trial = {
    number: t.number,
    state: t.state,
    attempt: t.attempt,
    by: t.by,
    params: t.params,
    memo: t.memo,
    suggested: t.suggested,
    fixed: t.fixed,
    steps: t.steps,
    curve: t.curve,
    values: t.values,
    why: t.why,
    failure: t.failure,
    openedAt: t.openedAt,
    closedAt: t.closedAt,
    startedAt: t.startedAt,
    finishedAt: t.finishedAt,
  };
  return Object.assign(copy, change);
}

/** What an enqueued point gives to the trial that takes it. */
function taken(next: Enqueued): Partial<Trial> {
  return { params: next.params, fixed: next.suggest, memo: { why: "enqueued" } };
}

/** What the end of a trial says. */
function ended(outcome: Outcome, closedAt: number, finishedAt: number): Partial<Trial> {
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
