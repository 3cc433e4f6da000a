/** Recomputes every suggestion of a study from its log alone. */
import {
  apply,
  emptyHistory,
  type History,
  type Logged,
  type TrialAsked,
  type TrialSuggested,
} from "../history/index.ts";
import type { Json } from "../json.ts";
import { type Sampler, type Step, stepsOf } from "../samplers/index.ts";
import type { Storage } from "../storage/index.ts";
import { missing } from "./read-study.ts";
import type { Drawn } from "./suggest.ts";
import { Suggesters } from "./suggesters.ts";

/** A suggestion that came out otherwise. */
export interface Difference {
  readonly number: number;
  /** The define-by-run parameter; null for the declared space. */
  readonly name: string | null;
  readonly recorded: Json;
  readonly recomputed: Json;
}

/** What a replay found. */
export interface Replayed {
  /** How many suggestions were recomputed. */
  readonly checked: number;
  readonly different: readonly Difference[];
  /** Suggestions that no sampler made: enqueued by hand. */
  readonly byHand: number;
  /** Whether some were made on another engine than this one, and so compared to 9 digits only. */
  readonly isAcross: boolean;
}

type Suggested = TrialAsked | TrialSuggested;

/** How far numbers may lie apart when they come from another engine: `Math.exp` is not bit-specified. */
const acrossEngines = 1e-9;

/**
 * Walks the log of a study and recomputes each suggestion at the place that its sampler saw.
 *
 * @param samplers  those that are not built in, which the study used
 * @throws TunesmithError "study-missing", "name"
 */
export async function replay(
  storage: Storage,
  study: string,
  samplers: readonly Sampler[] = [],
): Promise<Replayed> {
  const log = await storage.read(study, 0);
  if (log.length === 0) throw await missing(storage, study);

  // Suggestions by the place that they saw: there they are made again.
  const due = new Map<number, Suggested[]>();
  const end = emptyHistory();
  for (const logged of log) apply(end, logged);
  for (const { event } of log) {
    if (!isSuggested(event)) continue;
    const sameView = due.get(event.seen);
    if (sameView) sameView.push(event);
    else due.set(event.seen, [event]);
  }
  const history = emptyHistory();
  const suggesters = new Suggesters(samplers);
  const different: Difference[] = [];
  let [checked, byHand, isAcross] = [0, 0, false];

  const check = (e: Suggested) => {
    if (isByHand(e)) {
      byHand += 1;
      return;
    }
    const { runtime } = history.workers.get(e.by)!;
    const suggester = suggesters.of(history, e.by);
    const isSameEngine = major(runtime) === major(`v8 ${process.versions.v8}`);
    isAcross ||= !isSameEngine;
    checked += 1;
    const [recorded, recomputed] = isAsked(e)
      ? [{ params: e.params, memo: e.memo }, suggester.point(history, e.number)]
      : [
          { value: e.value, memo: e.memo },
          valueIn(e, suggester.together(history, e.number, { ...e, path: pathTo(e, end) })),
        ];
    if (same(recorded as Json, recomputed as Json, isSameEngine ? 0 : acrossEngines)) return;
    different.push({
      number: e.number,
      name: isAsked(e) ? null : e.name,
      recorded,
      recomputed,
    } as Difference);
  };

  for (const logged of log) {
    apply(history, logged);
    due.get(logged.seq)?.forEach(check);
  }
  return { checked, different, byHand, isAcross };
}

/** What a trial had asked for before. */
function pathTo({ number, name }: TrialSuggested, { trials }: History): Step[] {
  const steps = stepsOf(trials[number]!);
  const place = steps.findIndex((step) => step.name === name);
  return place < 0 ? steps : steps.slice(0, place);
}

function isSuggested(e: Logged["event"]): e is Suggested {
  return e.type === "trial.asked" || e.type === "trial.suggested";
}

function isAsked(e: Suggested): e is TrialAsked {
  return e.type === "trial.asked";
}

function valueIn({ name }: TrialSuggested, { values, memo }: Drawn) {
  return { value: values.get(name)!.value, memo };
}

function isByHand(e: Suggested): boolean {
  const { memo } = e;
  return typeof memo === "object" && memo !== null && "why" in memo && memo.why === "enqueued";
}

/** The major version of V8 in a worker's runtime. */
function major(runtime: string): string {
  return /v8 (\d+)/.exec(runtime)?.[1] ?? "";
}

/** Whether two plain values are equal, numbers to within a relative tolerance. */
function same(a: Json | undefined, b: Json | undefined, tolerance: number): boolean {
  if (typeof a === "number" && typeof b === "number") {
    return a === b || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const names = Object.keys(a);
  const [x, y] = [a as Record<string, Json>, b as Record<string, Json>];
  return names.length === Object.keys(b).length && names.every((name) => same(x[name], y[name], tolerance));
}
