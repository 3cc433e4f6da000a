import type { History } from "../history/index.ts";

/**
 * When a study ends: asked before a trial is opened, it gives the reason, in words, or null to go on.
 *
 * A pure function of the history: for `study.optimize(objective, { stopWhen })`.
 */
export type Stopper = (history: History) => string | null;
