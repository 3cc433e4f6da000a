import type { Trial } from "./trial.ts";

/** What is no number of a trial's own. Those that have it alike share one. */
export type Common = Pick<
  Trial,
  "state" | "attempt" | "by" | "why" | "failure" | "spaceVersion" | "memo" | "steps" | "curve"
>;

/** Where in the log, and in time. */
export type Place = "openedAt" | "closedAt" | "startedAt" | "finishedAt";

/** Where trials are read from, by number. */
interface Source {
  commonAt(i: number): Common;
  placeAt(what: Place, i: number): number;
  curveAt(what: "steps" | "curve", i: number): readonly number[];
  paramsAt(i: number): Trial["params"];
  valuesAt(i: number): Trial["values"];
}

const nothing = Object.freeze({});
const none: readonly never[] = Object.freeze([]);

/**
 * What stands for the trials of one shelf: a class of its own, so that none of them has to say which. A copy by spreading
 * lacks what is read from there; `changed` makes a whole one.
 */
export function standIns(shelf: Source): new (number: number) => Trial {
  return class implements Trial {
    readonly number: number;

    constructor(number: number) {
      this.number = number;
    }

    get state() {
      return shelf.commonAt(this.number).state;
    }
    get attempt() {
      return shelf.commonAt(this.number).attempt;
    }
    get spaceVersion() {
      return shelf.commonAt(this.number).spaceVersion;
    }
    get by() {
      return shelf.commonAt(this.number).by;
    }
    get why() {
      return shelf.commonAt(this.number).why;
    }
    get failure() {
      return shelf.commonAt(this.number).failure;
    }
    get memo() {
      return shelf.commonAt(this.number).memo;
    }
    get steps() {
      return shelf.curveAt("steps", this.number);
    }
    get curve() {
      return shelf.curveAt("curve", this.number);
    }
    get openedAt() {
      return shelf.placeAt("openedAt", this.number);
    }
    get closedAt() {
      return shelf.placeAt("closedAt", this.number);
    }
    get startedAt() {
      return shelf.placeAt("startedAt", this.number);
    }
    get finishedAt() {
      return shelf.placeAt("finishedAt", this.number);
    }
    get params() {
      return shelf.paramsAt(this.number);
    }
    get values() {
      return shelf.valuesAt(this.number);
    }
    get losses() {
      return 0;
    }
    get isOutside() {
      return false;
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
  };
}
