import { type History, type Seq, type Spec, samplerInForce } from "../history/index.ts";
import type { Suggestion } from "../samplers/index.ts";

/** A point, and where the log stood when it was made. */
export type Point = Suggestion & { readonly seen: Seq };

/** A point that is made before its trial is opened, while others run. */
export class Plan {
  readonly number: number;
  readonly #seen: Seq;
  readonly #revision: number;
  readonly #sampler: Spec;
  readonly #point: Promise<Point | null>;

  /** @param point  on its way; one that fails is asked for again, by whoever needs it */
  constructor(history: History, by: string, { number, point }: { number: number; point: Promise<Point> }) {
    this.number = number;
    this.#seen = history.seq;
    this.#revision = history.revision;
    this.#sampler = samplerInForce(history, by);
    this.#point = point.catch(() => null);
  }

  /** The point, if it is still one to take: for that trial, by the same sampler, in the same space, with no other made since. */
  async take(history: History, by: string, number: number): Promise<Point | null> {
    if (!this.#isGood(history, by, number)) return null;
    const point = await this.#point;
    return this.#isGood(history, by, number) ? point : null;
  }

  #isGood(history: History, by: string, number: number): boolean {
    const { revision, askedAt, steering } = history;
    const isSame = number === this.number && revision === this.#revision;
    if (!isSame || Math.max(askedAt, steering.at.space) > this.#seen) return false;
    return JSON.stringify(samplerInForce(history, by)) === JSON.stringify(this.#sampler);
  }
}
