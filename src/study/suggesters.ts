import { type History, type Spec, samplerInForce } from "../history/index.ts";
import type { Sampler } from "../samplers/index.ts";
import { recordedSampler } from "./parts.ts";
import { Suggester } from "./suggest.ts";

/** The samplers of one study: who asks with which may change on the way. */
export class Suggesters {
  readonly #given: readonly Sampler[];
  readonly #known = new Map<string, Suggester>();

  /** @param given  those that are not built in */
  constructor(given: readonly Sampler[]) {
    this.#given = given;
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
