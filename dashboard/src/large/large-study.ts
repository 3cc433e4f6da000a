/** A large study, of which the page has columns to draw and no trials: the server keeps these, and answers for them. */
import type { Goals, History, StudyFacts, TrialState } from "../../../src/history/index.ts";
import type { Params, Space } from "../../../src/space/index.ts";
import { get, getBytes, segment } from "../api.ts";

/** What the server says of it; see src/server/summary.ts. */
export interface Details {
  readonly name: string;
  readonly goals: Goals;
  readonly space: Space;
  readonly trials: number;
  readonly states: { readonly [state in TrialState]?: number };
  readonly best: {
    readonly number: number;
    readonly values: { readonly [goal: string]: number };
    readonly params: Params;
  } | null;
  readonly front: number;
  readonly queued: number;
  readonly queue: History["queue"];
  readonly seq: number;
  readonly facts: StudyFacts;
  readonly steering: History["steering"];
  readonly notes: History["notes"];
  readonly revision: number;
  readonly isLarge: boolean;
  readonly isReading: boolean;
  readonly settled: number;
  readonly finished: number;
  readonly added: number;
  readonly milestones: readonly { readonly number: number; readonly value: number }[];
  readonly reasons: readonly { readonly why: string; readonly count: number; readonly last: number }[];
  readonly sinceBest: number;
  readonly pace: number | null;
}

/** ms that the server may take to read on before it answers with what it has. */
const wait = 200;

/** Asks for the facts of a study. */
export function askDetails(name: string): Promise<Details> {
  return get<Details>(`/studies/${segment(name)}?wait=${wait}`);
}

/** A column as far as it was read. */
interface Held {
  values: Float32Array;
  /** Numbers below it are known for good. */
  settled: number;
  revision: number;
}

export class LargeStudy {
  readonly name: string;
  details: Details;
  readonly #columns = new Map<string, Held>();
  readonly #logs = new WeakMap<Float32Array, Float32Array>();
  readonly #wanted = new Set<string>();
  readonly #onNews: () => void;

  constructor(details: Details, onNews: () => void) {
    this.name = details.name;
    this.details = details;
    this.#onNews = onNews;
  }

  /** How many trials can be drawn. */
  get size(): number {
    return Math.min(this.details.trials, ...[...this.#columns.values()].map(({ values }) => values.length));
  }

  /** A column, when it is here: `goal.NAME` or `param.NAME`. Who asks is told when it comes. */
  column(what: string, isLog = false): Float32Array | null {
    const held = this.#columns.get(what);
    if (!held) {
      if (!this.#wanted.has(what)) {
        this.#wanted.add(what);
        this.#read(what).then(this.#onNews, () => this.#wanted.delete(what));
      }
      return null;
    }
    return isLog ? this.#logOf(held.values) : held.values;
  }

  /** Learns what is new. */
  async refresh(): Promise<void> {
    this.details = await askDetails(this.name);
    await Promise.all([...this.#columns.keys()].map((what) => this.#read(what)));
    this.#onNews();
  }

  async #read(what: string): Promise<void> {
    const { revision, settled } = this.details;
    const before = this.#columns.get(what);
    const from = before?.revision === revision ? before.settled : 0;
    const words = `column=${encodeURIComponent(what)}&from=${from}&wait=${wait}`;
    const news = new Float32Array(await getBytes(`/studies/${segment(this.name)}/series?${words}`));
    if (from === 0) this.#columns.set(what, { values: news, settled, revision });
    else {
      const values = new Float32Array(from + news.length);
      values.set(before!.values.subarray(0, from));
      values.set(news, from);
      this.#columns.set(what, { values, settled, revision });
    }
  }

  #logOf(values: Float32Array): Float32Array {
    const known = this.#logs.get(values);
    if (known) return known;
    const logs = values.map((x) => Math.log10(x));
    this.#logs.set(values, logs);
    return logs;
  }
}
