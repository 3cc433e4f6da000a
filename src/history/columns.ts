/**
 * A history as columns of numbers: what a page needs of a large study, in a tenth of its log.
 *
 * The ended trials that have nothing special are rows; the others stand whole in the head. Left out of the rows are the
 * memo and all of a curve but its last report: who looks at one trial asks for it.
 *
 *   u32 length of the head | the head as JSON, padded to a multiple of 8 | one column of float64 after the other
 */
import { dimsOf, flatten, unflatten } from "../space/dims.ts"; // by itself: a page that folds a log needs no parser of domains
import type { Params, Scalar } from "../space/index.ts";
import type { Seq } from "./event.ts";
import { type History, isFinished, type Trial, type TrialState, type WorkerFacts } from "./trial.ts";

/** The part that is no column. */
interface Head extends Omit<History, "trials" | "running" | "waiting" | "finished" | "workers"> {
  readonly rows: number;
  /** Texts that columns name by their place. */
  readonly words: readonly string[];
  readonly odd: readonly Trial[];
  readonly running: readonly number[];
  readonly waiting: readonly number[];
  readonly workers: readonly (readonly [string, WorkerFacts])[];
}

const states: readonly TrialState[] = ["complete", "pruned", "failed"];
/** Columns that every row has, before its params and its values. */
const fixed = [
  "number",
  "state",
  "attempt",
  "by",
  "why",
  "failure",
  "openedAt",
  "closedAt",
  "startedAt",
  "finishedAt",
];
const perRow = [...fixed, "lastStep", "lastValue", "spaceVersion"];
/** Stands where a branch left a parameter out. */
const absent = Number.NaN;

/** Writes a history as columns. */
export function toColumns(history: History): Uint8Array<ArrayBuffer> {
  const { trials, running, waiting, finished, workers, ...rest } = history;
  const space = history.study?.space ?? {};
  const dims = dimsOf(space);
  const goals = Object.keys(history.study?.goals ?? {});
  const rows = trials.filter((t) => isPlain(t));
  const words: string[] = [];
  const places = new Map<string, number>();
  const place = (word: string) => {
    const known = places.get(word);
    if (known !== undefined) return known;
    places.set(word, words.length);
    return words.push(word) - 1;
  };
  const width = perRow.length + dims.length + goals.length;
  const body = new Float64Array(width * rows.length + finished.length);
  rows.forEach((t, i) => {
    const put = (column: number, value: number) => {
      body[column * rows.length + i] = value;
    };
    const plain = [
      t.number,
      states.indexOf(t.state),
      t.attempt,
      place(t.by),
      place(t.why),
      place(t.failure ?? ""),
    ];
    const times = [t.openedAt, t.closedAt!, t.startedAt, t.finishedAt!];
    const last = [t.steps.at(-1) ?? absent, t.curve.at(-1) ?? absent, t.spaceVersion];
    [...plain, ...times, ...last].forEach((value, j) => {
      put(j, value);
    });
    const flat = flatten(space, t.params!);
    dims.forEach(({ name, domain }, j) => {
      const value = flat[name];
      const isNumber = domain.kind === "float" || domain.kind === "int";
      const code = value === undefined ? absent : isNumber ? (value as number) : place(JSON.stringify(value));
      put(perRow.length + j, code);
    });
    goals.forEach((goal, j) => {
      put(perRow.length + dims.length + j, t.values?.[goal] ?? absent);
    });
  });
  body.set(finished, width * rows.length);
  const head: Head = {
    ...rest,
    ...{ rows: rows.length, words, odd: trials.filter((t) => !isPlain(t)) },
    ...{ running: [...running], waiting: [...waiting], workers: [...workers] },
  };
  return joined(new TextEncoder().encode(JSON.stringify(head)), body);
}

/** Reads what {@link toColumns} has written; `apply` goes on with it. */
export function fromColumns(bytes: Uint8Array<ArrayBuffer>): History {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = view.getUint32(0, true);
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + length));
  const { rows, words, odd, running, waiting, workers, ...rest } = JSON.parse(text) as Head;
  const body = new Float64Array(bytes.slice(bodyAt(length)).buffer);
  const space = rest.study?.space ?? {};
  const dims = dimsOf(space);
  const goals = Object.keys(rest.study?.goals ?? {});
  const scalars = new Map<number, Scalar>();
  const scalar = (place: number): Scalar => {
    if (!scalars.has(place)) scalars.set(place, JSON.parse(words[place]!) as Scalar);
    return scalars.get(place)!;
  };
  const trials: Trial[] = [];
  for (const trial of odd) trials[trial.number] = trial;
  for (let i = 0; i < rows; i++) {
    const at = (column: number) => body[column * rows + i]!;
    const flat: Record<string, Scalar> = {};
    dims.forEach(({ name, domain }, j) => {
      const code = at(perRow.length + j);
      if (Number.isNaN(code)) return;
      flat[name] = domain.kind === "float" || domain.kind === "int" ? code : scalar(code);
    });
    const state = states[at(1)]!;
    const values = goals.map((goal, j) => [goal, at(perRow.length + dims.length + j)] as const);
    const hasCurve = !Number.isNaN(at(10));
    trials[at(0)] = {
      ...{ number: at(0), state, attempt: at(2), losses: 0, by: words[at(3)]!, spaceVersion: at(12) },
      params: unflatten(space, flat) as Params,
      ...{ isOutside: false, memo: null, suggested: {}, fixed: {}, notes: {} },
      ...{ late: [], repeats: [] },
      ...{ steps: hasCurve ? [at(10)] : [], curve: hasCurve ? [at(11)] : [] },
      values: state === "complete" ? Object.fromEntries(values) : null,
      ...{ why: words[at(4)]!, failure: (words[at(5)] || null) as Trial["failure"] },
      ...{ openedAt: at(6) as Seq, closedAt: at(7), startedAt: at(8), finishedAt: at(9) },
    };
  }
  return {
    ...rest,
    trials,
    ...{ running: new Set(running), waiting: new Set(waiting), workers: new Map(workers) },
    finished: [...body.subarray((perRow.length + dims.length + goals.length) * rows)],
  };
}

/** Whether a row says all there is to say of a trial. */
export function isPlain(t: Trial): boolean {
  const isBare = (x: object) => Object.keys(x).length === 0;
  if (!isFinished(t) || t.isOutside || t.losses > 0 || t.late.length > 0 || t.repeats.length > 0)
    return false;
  return isBare(t.suggested) && isBare(t.fixed) && isBare(t.notes);
}

function bodyAt(headLength: number): number {
  return Math.ceil((4 + headLength) / 8) * 8;
}

function joined(head: Uint8Array, body: Float64Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(bodyAt(head.length) + body.byteLength);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  bytes.set(new Uint8Array(body.buffer), bodyAt(head.length));
  return bytes;
}
