/** Below so many an insertion is faster than another division. */
const few = 16;

/**
 * Sorts only what is wanted: afterwards `order[from … to)` holds what would be there if all of it were sorted.
 *
 * @param order  places in `keys`, shape [n]; changed in place
 * @param keys   any unit, no NaN; equal ones stand in the order of their places
 * @returns `order`
 * @source Hoare, Algorithm 65: Find (1961), with the median of three as the pivot
 */
export function sortPart(order: Uint32Array, keys: Float64Array, from: number, to: number): Uint32Array {
  const isBefore = (a: number, b: number) => keys[a]! < keys[b]! || (keys[a]! === keys[b]! && a < b);
  const todo: [number, number][] = [[0, order.length]];
  for (let next = todo.pop(); next; next = todo.pop()) {
    const [low, high] = next;
    if (high <= from || low >= to) continue; // whatever stands there is not asked for
    if (high - low <= few) insert(order, isBefore, low, high);
    else {
      const middle = divide(order, isBefore, low, high);
      todo.push([low, middle], [middle, high]);
    }
  }
  return order;
}

type IsBefore = (a: number, b: number) => boolean;

/** Leaves the lesser ones before the place it returns; both sides have some. */
function divide(order: Uint32Array, isBefore: IsBefore, low: number, high: number): number {
  const pivot = median(isBefore, order[low]!, order[(low + high) >>> 1]!, order[high - 1]!);
  let [i, j] = [low, high - 1];
  for (;;) {
    while (isBefore(order[i]!, pivot)) i += 1;
    while (isBefore(pivot, order[j]!)) j -= 1;
    if (i >= j) return i;
    [order[i], order[j]] = [order[j]!, order[i]!];
    i += 1;
    j -= 1;
  }
}

function median(isBefore: IsBefore, a: number, b: number, c: number): number {
  const [least, most] = isBefore(a, b) ? [a, b] : [b, a];
  if (isBefore(c, least)) return least;
  return isBefore(most, c) ? most : c;
}

function insert(order: Uint32Array, isBefore: IsBefore, low: number, high: number): void {
  for (let i = low + 1; i < high; i++) {
    const place = order[i]!;
    let j = i;
    for (; j > low && isBefore(place, order[j - 1]!); j--) order[j] = order[j - 1]!;
    order[j] = place;
  }
}
