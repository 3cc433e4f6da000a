/** Points drawn at most: more are neither seen nor quickly drawn. */
export const mostPoints = 3000;

/**
 * Fewer points that look like all: of each stretch of the row the least and the greatest stay, in their order.
 *
 * @param keep  those that stay in any case
 */
export function thinned<T>(
  points: readonly T[],
  heightOf: (point: T) => number,
  keep: (point: T) => boolean = () => false,
): readonly T[] {
  if (points.length <= mostPoints) return points;
  const stretch = Math.ceil((2 * points.length) / mostPoints);
  const out: T[] = [];
  for (let from = 0; from < points.length; from += stretch) {
    const to = Math.min(points.length, from + stretch);
    let [low, high] = [from, from];
    for (let i = from; i < to; i++) {
      if (heightOf(points[i]!) < heightOf(points[low]!)) low = i;
      if (heightOf(points[i]!) > heightOf(points[high]!)) high = i;
    }
    for (let i = from; i < to; i++) if (i === low || i === high || keep(points[i]!)) out.push(points[i]!);
  }
  return out;
}

/** Every so many-th of the items, the last one included. */
export function everyNth<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]!);
}
