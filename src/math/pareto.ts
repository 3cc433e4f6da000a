/**
 * The points that no other dominates, in the order given. A point dominates another when it is nowhere greater and
 * somewhere less; equal points do not dominate each other, so of equal ones all stay.
 *
 * @param losses  shape [n][k], k >= 1, all finite
 * @returns indices into `losses`, ascending; empty for none
 * @cost O(n log n) for k <= 2, else O(n f) with a front of f points
 */
export function paretoFront(losses: readonly (readonly number[])[]): number[] {
  const order = losses.map((_, i) => i).sort((i, j) => compare(losses[i]!, losses[j]!) || i - j);
  const front: number[] = [];
  let last: readonly number[] | undefined;
  // In lexicographic order, only a point before it can dominate a point; with two losses, the last of the front.
  for (const i of order) {
    const point = losses[i]!;
    const rivals = point.length <= 2 && last ? [last] : front.map((j) => losses[j]!);
    if (rivals.some((rival) => dominates(rival, point))) continue;
    front.push(i);
    last = point;
  }
  return front.sort((i, j) => i - j);
}

/** Whether `a` is nowhere greater than `b` and somewhere less. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((x, k) => x <= b[k]!) && a.some((x, k) => x < b[k]!);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k]! - b[k]!;
  return 0;
}
