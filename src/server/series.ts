import { type History, objectivesOf, type Trial, type TrialState } from "../history/index.ts";
import type { Shelf } from "../history/shelf.ts";
import { type Dim, dimsOf, flatten, type Scalar } from "../space/index.ts";
import { Problem } from "./problem.ts";

/** The codes of states in a series. */
const states: readonly TrialState[] = ["complete", "pruned", "failed", "running", "waiting", "paused"];

/** Trials in one piece of an answer: the server never holds a whole column twice. */
const piece = 1 << 15;

/**
 * One column of a study by number, in the fewest bytes that draw it: `state` as a byte a trial, `goal.NAME` and
 * `param.NAME` as float32; NaN where a trial has none, a choice as its place among the choices.
 *
 * @param from  the first number
 * @throws Problem 404 for a name that is no column
 */
export function seriesOf(
  history: History,
  shelf: Shelf | null,
  what: string,
  from: number,
): ReadableStream<Uint8Array> {
  const { trials } = history;
  const isState = what === "state";
  const read = isState ? (t: Trial) => states.indexOf(t.state) : readerOf(history, shelf, what);
  const end = trials.length;
  let next = from;
  return new ReadableStream({
    pull(controller) {
      const n = Math.min(piece, end - next);
      if (n <= 0) return controller.close();
      const out = isState ? new Uint8Array(n) : new Float32Array(n);
      for (let i = 0; i < n; i++) out[i] = read(trials[next + i]!, next + i);
      next += n;
      controller.enqueue(new Uint8Array(out.buffer));
    },
  });
}

/** Reads a column: from the shelf where the trial is there. */
function readerOf(history: History, shelf: Shelf | null, what: string): (t: Trial, i: number) => number {
  const { space = {}, goals = {} } = history.study ?? {};
  const dims = dimsOf(space);
  const j = dims.findIndex(({ name }) => what === `param.${name}`);
  const dim = dims[j];
  if (dim) {
    const code = coder(dim);
    return (t, i) =>
      code(shelf?.has(t) ? shelf.scalarAt(j, i) : t.params ? flatten(space, t.params)[dim.name] : undefined);
  }
  const place = Object.keys(goals).findIndex((name) => what === `goal.${name}`);
  const goal = Object.keys(goals)[place];
  if (goal === undefined) {
    const first = objectivesOf(goals)[0] ?? "value";
    throw new Problem(
      404,
      "column",
      `There is no column "${what}"; ask for state, goal.${first} or param.NAME.`,
    );
  }
  return (t, i) => (shelf?.has(t) ? shelf.valueAt(place, i) : (t.values?.[goal] ?? Number.NaN));
}

/** A value as a number. */
function coder({ domain }: Dim): (value: Scalar | undefined) => number {
  if (domain.kind === "float" || domain.kind === "int")
    return (value) => (value === undefined ? Number.NaN : (value as number));
  const choices = domain.kind === "categorical" ? domain.choices : Object.keys(domain.cases);
  const places = new Map<Scalar, number>(choices.map((choice, i) => [choice, i]));
  return (value) => (value === undefined ? Number.NaN : (places.get(value) ?? Number.NaN));
}
