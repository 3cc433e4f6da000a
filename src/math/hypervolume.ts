/**
 * Hypervolume: how much of the space below a reference point a set of losses dominates.
 *
 * Sources: two losses by sorting; three by a sweep over the third (Beume et al. 2009, section 4); more by the exclusive
 * volumes of While, Bradstreet and Barone 2012, "A fast way of calculating exact hypervolumes" (WFG).
 */
import { paretoFront } from "./pareto.ts";

type Point = readonly number[];

/**
 * @param losses     shape [n][k], k >= 1; points that are not below the reference in each loss add nothing, nor do such with
 *                   a NaN or infinity
 * @param reference  shape [k], finite
 * @returns >= 0
 * @cost O(n log n) for k = 2, O(n²) for k = 3, exponential in k beyond
 */
export function hypervolume(losses: readonly Point[], reference: Point): number {
  const inside = losses.filter((p) => p.every((v, j) => Number.isFinite(v) && v < reference[j]!));
  const front = distinct(paretoFront(inside).map((i) => inside[i]!));
  return volume(front, reference);
}

/**
 * How much each point adds to the others.
 *
 * @returns shape [n]
 */
export function contributions(losses: readonly Point[], reference: Point): number[] {
  const all = hypervolume(losses, reference);
  return losses.map((_, i) =>
    Math.max(
      0,
      all -
        hypervolume(
          losses.filter((_, k) => k !== i),
          reference,
        ),
    ),
  );
}

/** Of points that do not dominate each other, all below the reference. */
function volume(front: readonly Point[], reference: Point): number {
  if (front.length === 0) return 0;
  const k = reference.length;
  if (k === 1) return reference[0]! - Math.min(...front.map((p) => p[0]!));
  if (k === 2) return area(front, reference);
  if (k === 3) return swept(front, reference);
  const sorted = [...front].sort((a, b) => b[0]! - a[0]!); // the worst first: its limit set is small
  return sorted.reduce((sum, p, i) => sum + exclusive(p, sorted.slice(i + 1), reference), 0);
}

function area(front: readonly Point[], [rx, ry]: Point): number {
  const sorted = [...front].sort((a, b) => a[0]! - b[0]!);
  let top = ry!;
  let sum = 0;
  for (const [x, y] of sorted) {
    if (y! >= top) continue;
    sum += (rx! - x!) * (top - y!);
    top = y!;
  }
  return sum;
}

/** Slices between one third loss and the next, each as wide as the area of the points so far. */
function swept(front: readonly Point[], reference: Point): number {
  const sorted = [...front].sort((a, b) => a[2]! - b[2]!);
  let sum = 0;
  const stairs: Point[] = [];
  sorted.forEach((p, i) => {
    const keep = stairs.filter((q) => !(p[0]! <= q[0]! && p[1]! <= q[1]!));
    const isNew = !keep.some((q) => q[0]! <= p[0]! && q[1]! <= p[1]!);
    stairs.length = 0;
    stairs.push(...keep, ...(isNew ? [p] : []));
    const depth = (sorted[i + 1]?.[2] ?? reference[2]!) - p[2]!;
    if (depth > 0) sum += depth * area(stairs, reference);
  });
  return sum;
}

/** What `p` dominates and no other does. @source While et al. 2012, algorithm exclhv */
function exclusive(p: Point, others: readonly Point[], reference: Point): number {
  const own = p.reduce((product, v, j) => product * (reference[j]! - v), 1);
  if (others.length === 0) return own;
  const limited = others.map((q) => q.map((v, j) => Math.max(v, p[j]!)));
  const front = distinct(paretoFront(limited).map((i) => limited[i]!));
  return own - volume(front, reference);
}

function distinct(points: readonly Point[]): Point[] {
  const seen = new Set<string>();
  return points.filter((p) => {
    const key = p.join();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * A few of the points that dominate much together: greedy, so at least 63 % of what is possible (1 − 1/e).
 *
 * A gain can only fall as others are chosen, so one that was not best and is still below the best need not be looked at.
 *
 * @param k  how many; all come back when there are no more
 * @returns indices into `losses`, in the order in which they were chosen
 * @source Guerreiro, Fonseca and Paquete 2016, "Greedy hypervolume subset selection"; Minoux 1978 for the lazy updates
 */
export function hypervolumeSubset(losses: readonly Point[], reference: Point, k: number): number[] {
  if (k >= losses.length) return losses.map((_, i) => i);
  const chosen: number[] = [];
  let total = 0;
  const bound = losses.map((p) => hypervolume([p], reference));
  const left = new Set(losses.keys());
  while (chosen.length < k) {
    let best = -1;
    let most = -1;
    const order = [...left].sort((a, b) => bound[b]! - bound[a]! || a - b);
    for (const i of order) {
      if (bound[i]! <= most) break;
      const gain = hypervolume([...chosen.map((c) => losses[c]!), losses[i]!], reference) - total;
      bound[i] = Math.max(0, gain);
      if (bound[i]! > most) [best, most] = [i, bound[i]!];
    }
    chosen.push(best);
    left.delete(best);
    total += most;
  }
  return chosen;
}

/** A box from `low` to `high`; `low` may be -Infinity. */
export interface Box {
  readonly low: Point;
  readonly high: Point;
}

/**
 * Cuts what no point dominates, below the reference, into boxes that do not overlap.
 *
 * For two losses these are strips. For more, the last loss is swept: a strip (a box in the others) lasts from where it appears
 * until a point cuts it, so that there are O(n) boxes for three losses.
 *
 * @param losses  shape [n][k], k >= 2
 * @source the boxes are those of Lacour, Klamroth and Fonseca 2017, section 3, for k = 3 by a sweep in place of local upper bounds
 */
export function freeBoxes(losses: readonly Point[], reference: Point): Box[] {
  const inside = losses.filter((p) => p.every((v, j) => v < reference[j]!));
  const front = paretoFront(inside).map((i) => inside[i]!);
  const k = reference.length;
  if (k === 2) return strips(front, reference);
  const last = k - 1;
  const sorted = [...front].sort((a, b) => a[last]! - b[last]!);
  const boxes: Box[] = [];
  const sides = reference.slice(0, last);
  const keyOf = (b: Box) => `${b.low.join()};${b.high.join()}`;
  let open = new Map<string, { readonly box: Box; readonly from: number }>();
  const restart = (points: readonly Point[], at: number) => {
    const now = new Map<string, { readonly box: Box; readonly from: number }>();
    for (const box of freeBoxes(points, sides)) {
      const key = keyOf(box);
      now.set(key, { box, from: open.get(key)?.from ?? at });
    }
    for (const [key, { box, from }] of open) {
      if (!now.has(key) && at > from) boxes.push({ low: [...box.low, from], high: [...box.high, at] });
    }
    open = now;
  };
  restart([], Number.NEGATIVE_INFINITY);
  sorted.forEach((p, i) => {
    const next = sorted[i + 1]?.[last];
    if (next === p[last]) return; // all of one height at once
    restart(
      sorted.slice(0, i + 1).map((q) => q.slice(0, last)),
      p[last]!,
    );
  });
  open = new Map([...open]);
  for (const { box, from } of open.values()) {
    boxes.push({ low: [...box.low, from], high: [...box.high, reference[last]!] });
  }
  return boxes;
}

function strips(front: readonly Point[], [rx, ry]: Point): Box[] {
  const sorted = distinct(front).sort((a, b) => a[0]! - b[0]!);
  const ends = [...sorted.map((p) => p[0]!), rx!];
  const tops = [ry!, ...sorted.map((p) => p[1]!)];
  return ends.map((x, i) => ({
    low: [i === 0 ? Number.NEGATIVE_INFINITY : ends[i - 1]!, Number.NEGATIVE_INFINITY],
    high: [x, tops[i]!],
  }));
}

/**
 * Fronts: 0 for points that none dominates, 1 for those that only these do, and so on.
 *
 * @param enough  ends when so many points have a front; the others get the next number. Default: all
 * @source Deb et al. 2002, NSGA-II, section III.A
 */
export function frontsOf(losses: readonly Point[], enough = losses.length): number[] {
  const out = Array<number>(losses.length).fill(0);
  let rest = losses.map((_, i) => i);
  let done = 0;
  for (let front = 0; rest.length > 0; front++) {
    const best = new Set(
      done < enough ? paretoFront(rest.map((i) => losses[i]!)).map((k) => rest[k]!) : rest,
    );
    for (const i of best) out[i] = front;
    done += best.size;
    rest = rest.filter((i) => !best.has(i));
  }
  return out;
}

/** A point a little beyond the worst in each loss. @source Optuna 5: the greater of 1.1 and 0.9 times the worst */
export function referenceBeyond(losses: readonly Point[]): number[] {
  const worst = losses[0]!.map((_, j) => Math.max(...losses.map((p) => p[j]!)));
  return worst.map((w) => (w === 0 ? 1e-12 : Math.max(1.1 * w, 0.9 * w)));
}
