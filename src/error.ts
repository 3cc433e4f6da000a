/** What went wrong, for programs. Each code is one situation with one way out; the message has the words. */
export type ErrorCode =
  | "space" // a domain or space that cannot be
  | "params" // parameters that do not fit the space
  | "option" // an option nobody declared, or a value it does not take
  | "name" // an unknown sampler, pruner, storage scheme, goal …
  | "goals" // goals that cannot be, or that the part asked cannot serve
  | "unsupported" // a part that exists but cannot do this
  | "study-exists"
  | "study-missing"
  | "study-differs" // opened with another space, goals or seed than it was created with
  | "trial" // an unknown trial number, or one in the wrong state
  | "value" // an objective value that is no finite number
  | "objective" // the user's objective threw, and was asked to be loud
  | "exhausted" // every point of the space was tried
  | "budget" // the study's budget is spent
  | "stopped" // somebody has paused or stopped the study
  | "aborted"
  | "storage" // the storage cannot be reached, opened or written
  | "storage-corrupt" // it can be opened, but is damaged or not ours
  | "storage-busy" // other writers held it for too long
  | "shape" // arrays whose sizes do not fit
  | "cluster" // what places workers, such as Slurm, has refused
  | "data" // data an estimator cannot learn from
  | "file" // a file that cannot be read, or does not say what it should
  | "usage"; // a command line that cannot be understood

/**
 * The one error of the house: it says what was asked, what was found, and what to do.
 *
 * @example
 * try { await openStudy("iris") } catch (e) { if (isTunesmithError(e, "study-missing")) … }
 */
export class TunesmithError extends Error {
  override readonly name = "TunesmithError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Whether `e` is a {@link TunesmithError} (of that code, if given), also across copies of the package. */
export function isTunesmithError(e: unknown, code?: ErrorCode): e is TunesmithError {
  const isOurs = e instanceof Error && e.name === "TunesmithError" && "code" in e;
  return isOurs && (code === undefined || e.code === code);
}

/**
 * `did you mean "…"?` with the nearest of `names` where one is near, and else the list of them.
 *
 * @param word   what was asked
 * @param names  what there is
 */
export function didYouMean(word: string, names: readonly string[]): string {
  const near = nearest(word, names);
  const list = names.length > 0 ? `there are ${names.join(", ")}` : "there are none";
  return near === null ? list : `did you mean "${near}"? (${list})`;
}

/** The name that a word is a slip of, at most one in three letters; null where none is so near. */
export function nearest(word: string, names: readonly string[]): string | null {
  const [near] = names
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return near && near.distance <= Math.max(1, Math.floor(word.length / 3)) ? near.name : null;
}

/**
 * Checks that all names given are known.
 *
 * @param what   whose names they are
 * @param given  whose keys are looked at
 * @throws TunesmithError of that code, naming the unknown one and the nearest one there is
 */
export function checkKnown(
  what: string,
  given: object,
  known: readonly string[],
  code: ErrorCode = "option",
): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const kind = code === "params" ? "parameter" : "option";
  throw new TunesmithError(code, `${what} has no ${kind} "${unknown}"; ${didYouMean(unknown, known)}.`);
}

/** How many letters to insert, delete, replace, or swap with the next one (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? beforeLast[j - 2]! + 1 : Infinity;
      row.push(Math.min(replaced, last[j]! + 1, row[j - 1]! + 1, swapped));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
