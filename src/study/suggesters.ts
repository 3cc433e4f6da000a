import { type History, type Seq, type Spec, samplerInForce } from "../history/index.ts";
import type { Sampler, Suggestion } from "../samplers/index.ts";
import { isBuiltIn, recordedSampler } from "./parts.ts";
import { Suggester } from "./suggest.ts";

/** Who makes points of this log in another thread; see `AskedLog`. */
export interface Elsewhere {
  point(seen: Seq, ask: { readonly by: string; readonly number: number }): Promise<Suggestion | null>;
}

/** The samplers of one study: who asks with which may change on the way. */
export class Suggesters {
  readonly #given: readonly Sampler[];
  readonly #thread: Elsewhere | null;
  readonly #known = new Map<string, Suggester>();

  /**
   * @param given  those that are not built in
   * @param thread  where points that take long are made; null: here
   */
  constructor(given: readonly Sampler[], thread: Elsewhere | null = null) {
    this.#given = given;
    this.#thread = thread;
  }

  /**
   * The point for a trial, by the log as it is now, or as it has become meanwhile: `seen` says where it stood. It is the same
   * from here and from the thread.
   *
   * @throws TunesmithError "name"; what the sampler throws
   */
  async point(history: History, by: string, number: number): Promise<Suggestion & { readonly seen: Seq }> {
    const { seq: seen } = history;
    if (this.#thread && isSlow(this.of(history, by).sampler, history)) {
      const made = await this.#thread.point(seen, { by, number });
      if (made) return { ...made, seen };
    }
    return { ...this.of(history, by).point(history, number), seen: history.seq };
  }

  /**
   * What a worker asks with at this place of the log.
   *
   * @throws TunesmithError "name" for a sampler that is neither given nor built in
   */
  of(history: History, by: string): Suggester {
    return this.for(samplerInForce(history, by));
  }

  /** The one of a sampler by name and options. */
  for(spec: Spec): Suggester {
    const key = JSON.stringify(spec);
    const found = this.#known.get(key);
    if (found) return found;
    const given = this.#given.find((s) => JSON.stringify(s.spec) === key);
    const suggester = new Suggester(given ?? recordedSampler(spec));
    this.#known.set(key, suggester);
    return suggester;
  }
}

/** Beyond so many trials it takes longer to tell a thread of them than it holds anybody up to ask here. */
const mostTold = 20_000;

/** Whether a point takes long to make, and a thread can make it. */
function isSlow(sampler: Sampler, { finished, study }: History): boolean {
  const { slowUpTo = 0 } = sampler;
  if (finished.length >= Math.min(slowUpTo, mostTold)) return false;
  return Object.keys(study!.space).length > 0 && isBuiltIn(sampler);
}
