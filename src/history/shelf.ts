/**
 * Ended trials as columns of numbers: a tenth of the memory that they take as objects.
 *
 * Who looks at a trial that is kept here gets a stand-in that reads like it, but for its memo (null) and all of its curve
 * but the last report: who needs these reads the log between `openedAt` and `closedAt`.
 */
import {
  type Dim,
  dimsOf,
  flatten,
  type Params,
  type Scalar,
  type Space,
  unflatten,
} from "../space/index.ts";
import { isPlain } from "./columns.ts";
import type { FailureKind } from "./event.ts";
import { Column, Words } from "./growing.ts";
import type { Trial, TrialState } from "./trial.ts";

const states: readonly TrialState[] = ["complete", "pruned", "failed"];
const nothing = Object.freeze({});
const none = Object.freeze([]);

/** Columns whose rows are the numbers of trials. */
export class Shelf {
  readonly space: Space;
  readonly dims: readonly Dim[];
  readonly goals: readonly string[];
  readonly #words = new Words();
  readonly #scalars = new Map<number, Scalar>();
  readonly #state = new Column(Uint8Array);
  readonly #attempt = new Column(Uint8Array);
  readonly #version = new Column(Uint16Array);
  readonly #texts = {
    by: new Column(Uint32Array),
    why: new Column(Uint32Array),
    failure: new Column(Uint32Array),
  };
  readonly #seqs = { opened: new Column(Uint32Array), closed: new Column(Uint32Array) };
  readonly #times = { started: new Column(Float64Array), finished: new Column(Float64Array) };
  readonly #last = { step: new Column(Float64Array), value: new Column(Float64Array) };
  readonly #hasLast = new Column(Uint8Array);
  readonly #params: readonly Column[];
  readonly #values: readonly Column[];

  constructor(space: Space, goals: readonly string[]) {
    this.space = space;
    this.dims = dimsOf(space);
    this.goals = goals;
    this.#params = this.dims.map(() => new Column(Float64Array));
    this.#values = goals.map(() => new Column(Float64Array));
  }

  /**
   * An array in which what is kept here is seen, by number, wherever `trials` has nothing.
   *
   * @param trials  changed in place by who writes to the array that is returned
   */
  over(trials: (Trial | undefined)[]): Trial[] {
    return new Proxy(trials as Trial[], {
      get: (target, key, receiver) => {
        const found = Reflect.get(target, key, receiver);
        if (found !== undefined || typeof key === "symbol") return found;
        const i = Number(key);
        return this.#state.at(i) > 0 && i < target.length ? new Kept(this, i) : undefined;
      },
    });
  }

  /** Takes a trial in; false for one that is no row: it runs, or has notes, or was lost once … */
  put(t: Trial): boolean {
    if (t instanceof Kept || !isPlain(t) || t.attempt > 0xff || t.closedAt! > 0xffffffff) return false;
    const i = t.number;
    this.#state.set(i, 1 + states.indexOf(t.state));
    this.#attempt.set(i, t.attempt);
    this.#version.set(i, t.spaceVersion);
    this.#texts.by.set(i, this.#words.place(t.by));
    this.#texts.why.set(i, this.#words.place(t.why));
    this.#texts.failure.set(i, this.#words.place(t.failure ?? ""));
    this.#seqs.opened.set(i, t.openedAt);
    this.#seqs.closed.set(i, t.closedAt!);
    this.#times.started.set(i, t.startedAt);
    this.#times.finished.set(i, t.finishedAt!);
    if (t.curve.length > 0) {
      this.#hasLast.set(i, 1);
      this.#last.step.set(i, t.steps.at(-1)!);
      this.#last.value.set(i, t.curve.at(-1)!);
    }
    const flat = flatten(this.space, t.params!);
    this.dims.forEach(({ name, domain }, j) => {
      this.#params[j]!.set(i, this.#codeOf(flat[name], domain.kind));
    });
    this.goals.forEach((goal, j) => {
      this.#values[j]!.set(i, t.values?.[goal] ?? Number.NaN);
    });
    return true;
  }

  has(t: Trial | undefined): boolean {
    return t instanceof Kept && t.shelf === this;
  }

  /** A result by the place of its goal among `goals`; NaN where there is none. */
  valueAt(j: number, i: number): number {
    return this.#values[j]!.at(i);
  }

  stateAt(i: number): TrialState {
    return states[this.#state.at(i) - 1]!;
  }

  attemptAt(i: number): number {
    return this.#attempt.at(i);
  }

  versionAt(i: number): number {
    return this.#version.at(i);
  }

  textAt(what: "by" | "why" | "failure", i: number): string {
    return this.#words.list[this.#texts[what].at(i)]!;
  }

  seqAt(what: "opened" | "closed", i: number): number {
    return this.#seqs[what].at(i);
  }

  timeAt(what: "started" | "finished", i: number): number {
    return this.#times[what].at(i);
  }

  lastAt(what: "step" | "value", i: number): readonly number[] {
    return this.#hasLast.at(i) === 1 ? [this.#last[what].at(i)] : none;
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
    if (this.stateAt(i) !== "complete") return null;
    return Object.fromEntries(this.goals.map((goal, j) => [goal, this.valueAt(j, i)]));
  }

  #codeOf(value: Scalar | undefined, kind: string): number {
    if (value === undefined) return Number.NaN;
    return kind === "float" || kind === "int" ? (value as number) : this.#words.place(JSON.stringify(value));
  }
}

/** A trial on a shelf. */
class Kept implements Trial {
  readonly shelf: Shelf;
  readonly number: number;

  constructor(shelf: Shelf, number: number) {
    this.shelf = shelf;
    this.number = number;
  }

  get state() {
    return this.shelf.stateAt(this.number);
  }
  get attempt() {
    return this.shelf.attemptAt(this.number);
  }
  get spaceVersion() {
    return this.shelf.versionAt(this.number);
  }
  get by() {
    return this.shelf.textAt("by", this.number);
  }
  get why() {
    return this.shelf.textAt("why", this.number);
  }
  get failure() {
    return (this.shelf.textAt("failure", this.number) || null) as FailureKind | null;
  }
  get openedAt() {
    return this.shelf.seqAt("opened", this.number);
  }
  get closedAt() {
    return this.shelf.seqAt("closed", this.number);
  }
  get startedAt() {
    return this.shelf.timeAt("started", this.number);
  }
  get finishedAt() {
    return this.shelf.timeAt("finished", this.number);
  }
  get params() {
    return this.shelf.paramsAt(this.number);
  }
  get values() {
    return this.shelf.valuesAt(this.number);
  }
  get steps() {
    return this.shelf.lastAt("step", this.number);
  }
  get curve() {
    return this.shelf.lastAt("value", this.number);
  }
  get losses() {
    return 0;
  }
  get isOutside() {
    return false;
  }
  get memo() {
    return null;
  }
  get suggested() {
    return nothing;
  }
  get fixed() {
    return nothing;
  }
  get notes() {
    return nothing;
  }
  get late() {
    return none;
  }
  get repeats() {
    return none;
  }
}
