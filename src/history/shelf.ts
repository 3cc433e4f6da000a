/**
 * Ended trials as columns of numbers: a fifth of the memory that they take as objects.
 *
 * In place of a trial that is kept here stands one that reads like it, and holds nothing but its number.
 */
import { type Dim, dimsOf, flatten, unflatten } from "../space/dims.ts"; // by itself: a page that folds a log needs no parser of domains
import type { Params, Scalar, Space } from "../space/index.ts";
import { isPlain } from "./columns.ts";
import { Column, Words } from "./growing.ts";
import { type Common, type Place, standIns } from "./stand-in.ts";
import type { Trial } from "./trial.ts";

const none: readonly never[] = Object.freeze([]);
const most32 = 0xffffffff;
/** A text that is longer is hardly that of two trials; and so many are remembered, those of many workers. */
const [longestShared, mostShared] = [500, 1000];

/** Columns whose rows are the numbers of trials. */
export class Shelf {
  readonly space: Space;
  readonly dims: readonly Dim[];
  readonly goals: readonly string[];
  readonly #isThin: boolean;
  readonly #StandIn = standIns(this);
  readonly #words = new Words();
  readonly #scalars = new Map<number, Scalar>();
  readonly #commons: Common[] = [];
  readonly #places = new Map<string, number>();
  readonly #steps = new Map<string, readonly number[]>();
  readonly #common = new Column(Uint32Array);
  readonly #opened = new Column(Uint32Array);
  readonly #closed = new Column(Uint32Array);
  readonly #started = new Column(Float64Array);
  readonly #lasted = new Column(Uint32Array);
  readonly #last = {
    is: new Column(Uint8Array),
    step: new Column(Float64Array),
    value: new Column(Float64Array),
  };
  readonly #params: readonly Column[];
  readonly #values: readonly Column[];

  /**
   * @param o.isThin  whether memos (null then) and all of a curve but its last report are left out: who needs these reads
   *   the log between `openedAt` and `closedAt`. Default false: nothing is
   */
  constructor(space: Space, goals: readonly string[], { isThin = false } = {}) {
    this.space = space;
    this.dims = dimsOf(space);
    this.goals = goals;
    this.#isThin = isThin;
    this.#params = this.dims.map(() => new Column(Float64Array));
    this.#values = goals.map(() => new Column(Float64Array));
  }

  /**
   * Takes a trial in.
   *
   * @returns what stands in its place; null for one that is no row: it runs, or has notes, or was lost once …
   */
  take(t: Trial): Trial | null {
    if (this.has(t) || !isPlain(t)) return null;
    const flat = flatten(this.space, t.params!);
    const lasted = t.finishedAt! - t.startedAt;
    const fits = t.closedAt! <= most32 && Number.isInteger(lasted) && lasted >= 0 && lasted <= most32;
    if (!fits || !isSame(unflatten(this.space, flat), t.params!)) return null;
    const i = t.number;
    this.#common.set(i, this.#placeOf(t));
    this.#opened.set(i, t.openedAt);
    this.#closed.set(i, t.closedAt!);
    this.#started.set(i, t.startedAt);
    this.#lasted.set(i, lasted);
    if (this.#isThin && t.curve.length > 0) {
      this.#last.is.set(i, 1);
      this.#last.step.set(i, t.steps.at(-1)!);
      this.#last.value.set(i, t.curve.at(-1)!);
    }
    this.dims.forEach(({ name, domain }, j) => {
      this.#params[j]!.set(i, this.#codeOf(flat[name], domain.kind));
    });
    this.goals.forEach((goal, j) => {
      this.#values[j]!.set(i, t.values?.[goal] ?? Number.NaN);
    });
    return new this.#StandIn(i);
  }

  /** Whether it is read from here. */
  has(t: Trial | undefined): boolean {
    return t instanceof this.#StandIn;
  }

  /** A result by the place of its goal among `goals`; NaN where there is none. */
  valueAt(j: number, i: number): number {
    return this.#values[j]!.at(i);
  }

  commonAt(i: number): Common {
    return this.#commons[this.#common.at(i)]!;
  }

  placeAt(what: Place, i: number): number {
    if (what === "openedAt") return this.#opened.at(i);
    if (what === "closedAt") return this.#closed.at(i);
    return this.#started.at(i) + (what === "finishedAt" ? this.#lasted.at(i) : 0);
  }

  curveAt(what: "steps" | "curve", i: number): readonly number[] {
    if (!this.#isThin) return this.commonAt(i)[what];
    return this.#last.is.at(i) === 1 ? [this.#last[what === "steps" ? "step" : "value"].at(i)] : none;
  }

  /** The value of one parameter, by its place among `dims`; undefined where a branch left it out. */
  scalarAt(j: number, i: number): Scalar | undefined {
    const code = this.#params[j]!.at(i);
    if (Number.isNaN(code)) return undefined;
    const { kind } = this.dims[j]!.domain;
    if (kind === "float" || kind === "int") return code;
    if (!this.#scalars.has(code)) this.#scalars.set(code, JSON.parse(this.#words.list[code]!) as Scalar);
    return this.#scalars.get(code)!;
  }

  paramsAt(i: number): Params {
    const flat: Record<string, Scalar> = {};
    this.dims.forEach(({ name }, j) => {
      const value = this.scalarAt(j, i);
      if (value !== undefined) flat[name] = value;
    });
    return unflatten(this.space, flat) as Params;
  }

  valuesAt(i: number): Trial["values"] {
    if (this.commonAt(i).state !== "complete") return null;
    return Object.fromEntries(this.goals.map((goal, j) => [goal, this.valueAt(j, i)]));
  }

  #codeOf(value: Scalar | undefined, kind: string): number {
    if (value === undefined) return Number.NaN;
    return kind === "float" || kind === "int" ? (value as number) : this.#words.place(JSON.stringify(value));
  }

  /** Most trials report at the same steps: they share one list, and what grew by appending is cut to its length. */
  #sharedSteps(steps: readonly number[]): readonly number[] {
    if (steps.length === 0) return none;
    const key = steps.join();
    const known = this.#steps.get(key);
    if (known) return known;
    if (this.#steps.size >= mostShared) this.#steps.clear();
    const own = steps.slice();
    this.#steps.set(key, own);
    return own;
  }

  #placeOf(t: Trial): number {
    const { state, attempt, by, why, failure, spaceVersion } = t;
    const plain = { state, attempt, by, why, failure, spaceVersion, memo: null, steps: none, curve: none };
    const common = this.#isThin
      ? plain
      : { ...plain, memo: t.memo, steps: this.#sharedSteps(t.steps), curve: t.curve.slice() };
    const text = JSON.stringify(common.memo);
    const key = `${state} ${failure} ${attempt} ${spaceVersion} ${by}\n${why}\n${text}`;
    if (common.curve.length > 0 || key.length > longestShared) return this.#commons.push(common) - 1;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    if (this.#places.size >= mostShared) this.#places.clear(); // else those that come once would stay for good
    this.#places.set(key, this.#commons.length);
    return this.#commons.push(common) - 1;
  }
}

/** Whether both have the same values by the same names, in the same order. */
function isSame(a: object, b: object): boolean {
  const [of, others] = [Object.entries(a), Object.entries(b)];
  return (
    of.length === others.length &&
    of.every(([name, value], i) => {
      const [otherName, other] = others[i]!;
      const isBranch = typeof value === "object" && typeof other === "object" && value && other;
      return name === otherName && (isBranch ? isSame(value, other) : Object.is(value, other));
    })
  );
}
