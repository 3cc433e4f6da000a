import {
  type History,
  isFinished,
  lossesOf,
  objectivesOf,
  type Trial,
  type TrialState,
  toLoss,
  violationOf,
} from "../history/index.ts";
import { dominates } from "../math/pareto.ts";

/** A result that was better than all before it. */
export interface Milestone {
  readonly number: number;
  readonly value: number;
  /** Its place among the feasible results, in the order in which they ended. */
  readonly place: number;
  /** Its place among all trials that have ended. */
  readonly at: number;
}

/** Counts of a study that go on with it: an answer costs what is new, and not what there is. */
export class Tally {
  #of: History | null = null;
  #revision = 0;
  #seen = 0;
  #feasible = 0;
  #endedAt = 0;
  #ended: { [state in TrialState]?: number } = {};
  #reasons = new Map<string, { count: number; last: number }>();
  #milestones: Milestone[] = [];
  #front: { readonly number: number; readonly losses: readonly number[] }[] = [];

  /**
   * Takes note of what has ended since; of everything, where what had ended was changed.
   *
   * @param most  no more trials than that: who has other things to do comes back for the rest
   */
  see(history: History, most = Number.POSITIVE_INFINITY): this {
    if (!this.#isOf(history)) this.#begin(history);
    const end = Math.min(history.finished.length, this.#seen + most);
    for (; this.#seen < end; this.#seen++) {
      this.#count(history, history.trials[history.finished[this.#seen]!]!);
    }
    return this;
  }

  /** Whether all that has ended was counted. */
  hasSeen(history: History): boolean {
    return this.#isOf(history) && this.#seen === history.finished.length;
  }

  /** How many trials are in which state. */
  get states(): { readonly [state in TrialState]?: number } {
    const { running, waiting } = this.#of!;
    const open = { running: running.size, waiting: waiting.size };
    return Object.fromEntries(Object.entries({ ...this.#ended, ...open }).filter(([, n]) => n > 0));
  }

  /** When something happened last, ms since 1970. */
  get changedAt(): number {
    const { study, running, trials } = this.#of!;
    return [...running].reduce(
      (latest, number) => Math.max(latest, trials[number]!.startedAt),
      Math.max(this.#endedAt, study?.createdAt ?? 0),
    );
  }

  /** The best results as they came, of the one goal that is optimised. */
  get milestones(): readonly Milestone[] {
    return this.#milestones;
  }

  /** How many results were feasible. */
  get feasible(): number {
    return this.#feasible;
  }

  /** The trials that no other beats, where several goals are optimised. */
  get front(): readonly number[] {
    return this.#front.map(({ number }) => number).sort((a, b) => a - b);
  }

  /** How many trials have ended since the best one. */
  get sinceBest(): number {
    const best = this.#milestones.at(-1);
    return best ? this.#of!.finished.length - 1 - best.at : 0;
  }

  /** Trials that end in a ms, by the last twenty; null while nobody can say. */
  get pace(): number | null {
    const { finished, trials } = this.#of!;
    const ends = finished.slice(-20).map((number) => trials[number]!.finishedAt!);
    const took = ends.length < 3 ? 0 : ends.at(-1)! - ends[0]!;
    return took > 0 ? (ends.length - 1) / took : null;
  }

  /** Why trials failed, the most frequent first. */
  get reasons(): readonly { readonly why: string; readonly count: number; readonly last: number }[] {
    return [...this.#reasons]
      .map(([why, found]) => ({ why, ...found }))
      .sort((a, b) => b.count - a.count)
      .slice(0, 3);
  }

  #isOf(history: History): boolean {
    return history === this.#of && history.revision === this.#revision;
  }

  #begin(history: History): void {
    this.#of = history;
    this.#revision = history.revision;
    this.#seen = 0;
    this.#feasible = 0;
    this.#endedAt = 0;
    this.#ended = {};
    this.#reasons = new Map();
    this.#milestones = [];
    this.#front = [];
  }

  #count(history: History, trial: Trial): void {
    this.#ended[trial.state] = (this.#ended[trial.state] ?? 0) + 1;
    this.#endedAt = Math.max(this.#endedAt, trial.finishedAt ?? 0);
    if (trial.state === "failed") this.#blame(trial);
    const { values } = trial;
    const goals = history.study?.goals ?? {};
    if (values === null || !isFinished(trial) || violationOf(goals, values) > 0) return;
    const losses = lossesOf(goals, values);
    if (losses.length === 1) this.#compare(trial.number, values[objectivesOf(goals)[0]!]!, losses[0]!, goals);
    else if (losses.length > 1) this.#face(trial.number, losses);
    this.#feasible += 1;
  }

  #blame({ why, number }: Trial): void {
    const line = why.split("\n", 1)[0]!.slice(0, 100) || "?";
    const known = this.#reasons.get(line);
    // A study whose every failure reads otherwise has no reasons worth the memory.
    if (known || this.#reasons.size < 1000) {
      this.#reasons.set(line, { count: (known?.count ?? 0) + 1, last: number });
    }
  }

  #compare(number: number, value: number, loss: number, goals: NonNullable<History["study"]>["goals"]): void {
    const goal = objectivesOf(goals)[0]!;
    const best = this.#milestones.at(-1);
    const least = best ? toLoss(goals, goal, best.value) : Number.POSITIVE_INFINITY;
    if (best && !(loss < least || (loss === least && number < best.number))) return;
    this.#milestones.push({ number, value, place: this.#feasible, at: this.#seen });
  }

  #face(number: number, losses: readonly number[]): void {
    if (this.#front.some((other) => dominates(other.losses, losses))) return;
    this.#front = this.#front.filter((other) => !dominates(losses, other.losses));
    this.#front.push({ number, losses });
  }
}
