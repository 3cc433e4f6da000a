import { TunesmithError } from "../error.ts";
import {
  type Change,
  type Goals,
  type History,
  prunerInForce,
  type Spec,
  samplerInForce,
} from "../history/index.ts";
import type { Json } from "../json.ts";
import type { Pruner } from "../pruners/index.ts";
import type { Sampler } from "../samplers/index.ts";
import type { Space } from "../space/index.ts";
import type { Storage } from "../storage/index.ts";
import type { Asker } from "./asking/asker.ts";
import { outcomeOf, type Told } from "./outcome.ts";
import { prunerOf, recordedPruner, samplerOf } from "./parts.ts";
import { type Changes, changesOf, jsonOf, type SpaceChange, spaceChangeOf, wordsOf } from "./steering.ts";
import { Suggesters } from "./suggesters.ts";
import type { Worker } from "./worker.ts";

/** What it asks and judges with, and the thread in which it asks, if any. */
export interface SteeredParts {
  readonly sampler: Sampler;
  readonly pruner: Pruner;
  readonly asker?: Asker | null;
}

/** What a study is made of, and how it is steered while workers run: each of them sees it before its next trial. */
export abstract class Steered {
  readonly name: string;
  readonly goals: Goals;
  readonly seed: number;
  protected readonly suggesters: Suggesters;
  /** Ends with the handle. */
  protected readonly asker: Asker | null;
  readonly #log: Worker;
  readonly #openedAt: number;
  readonly #samplers: Sampler[];
  readonly #pruners: Pruner[];

  constructor(log: Worker, { sampler, pruner, asker }: SteeredParts) {
    const { goals, seed } = log.history.study!;
    this.name = log.study;
    this.goals = goals;
    this.seed = seed;
    this.#openedAt = log.history.seq;
    this.#log = log;
    this.#samplers = [sampler];
    this.#pruners = [pruner];
    this.asker = asker ?? null;
    this.suggesters = new Suggesters(this.#samplers, asker?.of(log.storage, log.study));
  }

  /** All that this handle has read of the log. Reading it costs nothing; `refresh` reads on. */
  get history(): History {
    return this.#log.history;
  }

  get storage(): Storage {
    return this.#log.storage;
  }

  /** The space in force. */
  get space(): Space {
    return this.history.study!.space;
  }

  /** The sampler in force: what this handle was opened with, or what the study was changed to since. */
  get sampler(): Sampler {
    const { sampler } = this.inForce;
    return this.suggesters.for(sampler).sampler;
  }

  /** The pruner in force, likewise. */
  get pruner(): Pruner {
    const { pruner } = this.inForce;
    const key = JSON.stringify(pruner);
    const known = this.#pruners.find((p) => JSON.stringify(p.spec) === key);
    if (known) return known;
    const made = recordedPruner(pruner);
    this.#pruners.push(made);
    return made;
  }

  /** What this handle asks with from here on; its worker joins with it. */
  protected get inForce(): { readonly sampler: Spec; readonly pruner: Spec } {
    const { history, id } = this.#log;
    if (history.workers.has(id)) {
      return { sampler: samplerInForce(history, id), pruner: prunerInForce(history, id) };
    }
    const { at } = history.steering;
    const { sampler, pruner } = history.study!;
    return {
      sampler: at.sampler > this.#openedAt ? sampler : this.#samplers[0]!.spec,
      pruner: at.pruner > this.#openedAt ? pruner : this.#pruners[0]!.spec,
    };
  }

  /** Reads what others have written. */
  async refresh(): Promise<void> {
    await this.#log.sync();
  }

  /** Begins no further trial, anywhere, until `resume`; those that run go on to their end. */
  async pause(why = "paused by hand"): Promise<void> {
    await this.#change({ what: "state", state: "paused", why: wordsOf(why) });
  }

  /** Goes on with a study that was paused or stopped. */
  async resume(): Promise<void> {
    await this.#change({ what: "state", state: "active", why: "" });
  }

  /** Ends the search of every worker, once the trials that run have ended. */
  async stop(why = "stopped by hand"): Promise<void> {
    await this.#change({ what: "state", state: "stopped", why: wordsOf(why) });
  }

  /**
   * Changes the budget, the sampler, the pruner …, also of workers that run: the last word counts.
   *
   * @throws TunesmithError "option", "name", "unsupported"
   */
  async change(changes: Changes): Promise<void> {
    const sampler = changes.sampler === undefined ? undefined : samplerOf(changes.sampler);
    const pruner = changes.pruner === undefined ? undefined : prunerOf(changes.pruner);
    const events = changesOf(this.history, changes, { sampler, pruner });
    if (sampler) this.#samplers.push(sampler);
    if (pruner) this.#pruners.push(pruner);
    await this.#change(...events);
  }

  /**
   * Changes the space of the living study: wider, narrower, other choices, new parameters, other names. Earlier trials
   * are taken along where they have a place in the new space; the others stay in the study, and no sampler sees them.
   *
   * @returns how many trials have a place in the new space, and how many have none
   * @throws TunesmithError "space" for a change that cannot be; "study-differs" when somebody else changed it just now
   */
  async changeSpace(
    space: Space,
    change: SpaceChange = {},
  ): Promise<{ readonly taken: number; readonly outside: number }> {
    await this.refresh();
    const event = spaceChangeOf(this.history, space, change);
    const place = await this.#change(event);
    if (this.history.steering.at.space !== place) {
      const what = `the space of study "${this.name}" was changed by somebody else at the same moment`;
      throw new TunesmithError("study-differs", `${what}. Look at it, and change it again.`);
    }
    const points = this.history.trials.filter((t) => t.params !== null);
    const outside = points.filter((t) => t.isOutside).length;
    return { taken: points.length - outside, outside };
  }

  /**
   * Writes a note on a trial, or with `null` on the study; the last one of a key counts.
   *
   * @param value  any JSON
   * @throws TunesmithError "trial", "value"
   */
  async note(number: number | null, key: string, value: Json): Promise<void> {
    if (number !== null) await this.#known(number);
    await this.#log.append({ type: "trial.noted", number, by: this.#log.id, key, value: jsonOf(key, value) });
  }

  /**
   * Says that the result of a trial that has ended does not count: it is a failed one from here on.
   *
   * @throws TunesmithError "trial"
   */
  async invalidate(number: number, why = "invalidated by hand"): Promise<void> {
    await this.#known(number, "ended");
    await this.#log.append({ type: "trial.invalidated", number, by: this.#log.id, why: wordsOf(why) });
  }

  /**
   * Gives a trial that has ended another result, as `tell` takes it; also one that failed or was invalidated.
   *
   * @throws TunesmithError "trial", "value"
   */
  async correct(number: number, told: Told, why = "corrected by hand"): Promise<void> {
    const outcome = outcomeOf(this.goals, told);
    await this.#known(number, "ended");
    await this.#log.append({ type: "trial.corrected", number, by: this.#log.id, outcome, why: wordsOf(why) });
  }

  /** Marks the study as laid away, which hides it from lists; or takes it back. */
  async archive(isArchived = true): Promise<void> {
    await this.#change({ what: "archived", isArchived });
  }

  #change(...changes: readonly Change[]): Promise<number> {
    const by = this.#log.id;
    return this.#log.append(...changes.map((change) => ({ type: "study.changed", by, change }) as const));
  }

  async #known(number: number, state?: "ended"): Promise<void> {
    await this.refresh();
    const trial = this.history.trials[number];
    if (!trial) {
      const { length } = this.history.trials;
      const found = length === 0 ? "has no trials yet" : `has trials 0 to ${length - 1}`;
      throw new TunesmithError("trial", `there is no trial ${number}; study "${this.name}" ${found}.`);
    }
    if (state === "ended" && trial.closedAt === null) {
      throw new TunesmithError(
        "trial",
        `trial ${number} is ${trial.state}: it has no result yet that could be changed. Tell it first.`,
      );
    }
  }
}
