/** What ends a search besides its number of trials: a deadline, a cost, the same failure again and again. */
import type { FailureKind } from "../../history/index.ts";
import type { Study, TrialView } from "../../study/index.ts";
import { duration } from "../../study/progress.ts";
import { showTime } from "../show-values.ts";
import type { Settings } from "../study-file/plan.ts";

/** How often the same failure comes in a row before the study is paused. */
export const usualPauseAfter = 5;

/** Failures of a point rather than of the command: samplers learn from them, so they may come this much more often. */
const ofPoints: ReadonlySet<FailureKind | null> = new Set(["memory", "timeout", "diverged"]);
const patience = 4;

/** So many of the last trials say how long the next one takes. */
const recent = 20;

/** The search as far as limits go. */
export type Limited = Pick<Study, "history" | "pause">;

/** Watches the limits of a search. */
export class Limits {
  readonly #study: Limited;
  readonly #settings: Settings;
  readonly #now: () => number;
  #paused: string | null = null;
  #last = "";
  #times = 0;

  constructor(study: Limited, settings: Settings, now: () => number = Date.now) {
    this.#study = study;
    this.#settings = settings;
    this.#now = now;
  }

  /** Why no further trial is to be opened; null: go on. */
  stopWhen(): string | null {
    return this.#paused ?? this.#late() ?? this.#dear();
  }

  /** Counts failures that are the same; when there are too many in a row, the study is paused, for all workers. */
  async count(trial: TrialView): Promise<void> {
    const signature = trial.state === "failed" ? signatureOf(trial) : "";
    this.#times = signature !== "" && signature === this.#last ? this.#times + 1 : 1;
    this.#last = signature;
    const most =
      (this.#settings.pauseAfter ?? usualPauseAfter) * (ofPoints.has(trial.failure) ? patience : 1);
    if (signature === "" || this.#times < most || this.#paused) return;
    this.#paused = `${pausedWords} ${most} times in a row: ${firstLine(trial.why)}`;
    await this.#study.pause(this.#paused);
  }

  /** Whether the study was paused here. */
  get isPaused(): boolean {
    return this.#paused !== null;
  }

  #late(): string | null {
    const { deadline } = this.#settings;
    if (deadline === undefined) return null;
    const takesMs = this.#usualMs();
    if (this.#now() + takesMs <= deadline) return null;
    const by = `by ${showTime(new Date(deadline))}`;
    return takesMs === 0
      ? `it had to be done ${by}`
      : `a trial takes ${duration(takesMs)}, and no other can be done ${by}`;
  }

  #dear(): string | null {
    const { price, budget } = this.#settings;
    if (price === undefined || budget === undefined) return null;
    const perMs = price / 3_600_000;
    const { trials, running } = this.#study.history;
    const spentMs = trials.reduce(
      (sum, t) => sum + (t.finishedAt === null ? 0 : t.finishedAt - t.startedAt),
      0,
    );
    const usualMs = this.#usualMs();
    const committed = (spentMs + running.size * usualMs) * perMs;
    if (committed + usualMs * perMs <= budget && committed < budget) return null;
    return `another trial would cost more than the budget of ${budget} (${Number(committed.toPrecision(3))} are spent)`;
  }

  /** The middle duration of the last trials that came to a result; 0 while there are none. */
  #usualMs(): number {
    const { finished, trials } = this.#study.history;
    const times: number[] = [];
    for (let i = finished.length - 1; i >= 0 && times.length < recent; i--) {
      const t = trials[finished[i]!]!;
      if (t.state === "complete" && t.finishedAt !== null) times.push(t.finishedAt - t.startedAt);
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  }
}

/** How a pause by repeated failures begins: the next run takes it back, since somebody has looked. */
export const pausedWords = "the same failure came";

/** What two failures share that are the same: their kind, and the line that tells without numbers and places. */
function signatureOf({ failure, why }: TrialView): string {
  return `${failure} ${tellingLine(why)
    .replace(/0x[0-9a-f]+|\d+(\.\d+)?(e[-+]?\d+)?/gi, "#")
    .replace(/(?:\/[^\s/:]+)+/g, "/")}`;
}

function firstLine(why: string): string {
  const [first, ...rest] = why.trim().split("\n");
  return rest.length > 0 ? `${first!.replace(/; its last words:$/, "")}: ${tellingLine(why)}` : first!;
}

/** The line that says what went wrong: the last one, but for Node, which ends with its version, behind error and stack. */
function tellingLine(why: string): string {
  const lines = why.trim().split("\n");
  const last = lines.at(-1)!;
  if (!/^Node\.js v\d/.test(last)) return last;
  return lines.findLast((line) => /^[\w.]*(Error|Exception)\b/.test(line)) ?? last;
}
