import { objectivesOf } from "../history/index.ts";
import type { Handle } from "./handle.ts";
import type { TrialView } from "./view.ts";

/** How far a search has come. */
export interface Progress<P> {
  /** Trials that have ended, by whomever. */
  readonly done: number;
  /** The budget; null without one. */
  readonly total: number | null;
  readonly running: number;
  readonly failed: number;
  readonly best: TrialView<P> | null;
  readonly elapsedMs: number;
  /** How long it will still take at the pace so far; null while unknown. */
  readonly etaMs: number | null;
}

/** What draws the progress. */
export interface ProgressLine {
  update(): void;
  end(): void;
}

const silent: ProgressLine = { update: () => {}, end: () => {} };

/**
 * Follows a search.
 *
 * @param totalNow  the budget, which may change; null without one
 * @param to     true: one line on standard error where that is a terminal; a function: called at each update
 */
export function progressLine<P>(
  study: Handle<P>,
  totalNow: () => number | null,
  to: boolean | ((progress: Progress<P>) => void),
): ProgressLine {
  const startedAt = performance.now();
  const doneBefore = doneOf(study);
  const progress = (): Progress<P> => {
    const [done, total] = [doneOf(study), totalNow()];
    const elapsedMs = performance.now() - startedAt;
    const paceMs = done > doneBefore ? elapsedMs / (done - doneBefore) : null;
    const etaMs = total === null || paceMs === null ? null : Math.max(0, total - done) * paceMs;
    const failed = study.history.finished.filter((n) => study.history.trials[n]!.state === "failed").length;
    return { done, total, running: study.history.running.size, failed, best: study.best, elapsedMs, etaMs };
  };
  if (typeof to === "function") return { update: () => to(progress()), end: () => {} };
  if (!to || !process.stderr.isTTY) return silent;
  let drawnAt = -Infinity;
  return {
    update: () => {
      if (performance.now() - drawnAt < 50) return;
      drawnAt = performance.now();
      process.stderr.write(
        `\r\u001b[2K${wordsOf(study, progress()).slice(0, (process.stderr.columns ?? 80) - 1)}`,
      );
    },
    end: () => process.stderr.write("\r\u001b[2K"),
  };
}

/** Progress as one line: `iris  37/100  best 0.98  3 failed  eta 12 s`. */
export function wordsOf<P>(study: Handle<P>, p: Progress<P>): string {
  const parts = [study.name, p.total === null ? `${p.done} trials` : `${p.done}/${p.total}`];
  if (p.best?.value != null) parts.push(`best ${Number(p.best.value.toPrecision(6))}`);
  else if (objectivesOf(study.goals).length > 1) parts.push(`${study.pareto.length} on the front`);
  if (p.running > 1) parts.push(`${p.running} running`);
  if (p.failed > 0) parts.push(`${p.failed} failed`);
  if (p.etaMs !== null) parts.push(`eta ${duration(p.etaMs)}`);
  return parts.join("  ");
}

/** A duration for people: `0.4 s`, `12 s`, `3 min`, `2.5 h`. */
export function duration(ms: number): string {
  const s = ms / 1000;
  if (s < 10) return `${s.toFixed(1)} s`;
  if (s < 100) return `${Math.round(s)} s`;
  if (s < 6000) return `${Math.round(s / 60)} min`;
  return `${(s / 3600).toFixed(1)} h`;
}

function doneOf<P>(study: Handle<P>): number {
  return study.history.finished.length - study.history.added;
}
