import { type History, type Seq, type Spec, samplerInForce } from "../history/index.ts";
import type { Sampler, Suggestion } from "../samplers/index.ts";
import { isBuiltIn, recordedSampler } from "./parts.ts";
import { Plan, type Point } from "./plan.ts";
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
  #plan: Plan | null = null;

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
  async point(history: History, by: string, number: number): Promise<Point> {
    const plan = this.#plan;
    this.#plan = null;
    return (await plan?.take(history, by, number)) ?? this.#point(history, by, number);
  }

  /**
   * Begins to make a point before anybody asks for it, if it takes long; `point` takes it then, where the log still allows. The
   * trials that run count as such.
   */
  plan(history: History, by: string, number: number): void {
    if (this.#plan?.number === number || !takesLong(this.of(history, by).sampler, history)) return;
    this.#plan = new Plan(history, by, { number, point: this.#point(history, by, number) });
  }

  async #point(history: History, by: string, number: number): Promise<Point> {
    const { seq: seen } = history;
    const { sampler } = this.of(history, by);
    if (this.#thread && takesLong(sampler, history) && canGo(sampler, history)) {
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

/** Whether a point takes long to make. */
function takesLong({ slowUpTo = 0 }: Sampler, { finished, study }: History): boolean {
  return finished.length < slowUpTo && Object.keys(study!.space).length > 0;
}

/** Whether a thread can make it, and sooner than it is told of. */
function canGo(sampler: Sampler, { finished }: History): boolean {
  return finished.length < mostTold && isBuiltIn(sampler);
}
