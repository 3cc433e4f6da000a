/** More points than this make a model slow (its cost grows with their cube) and little better. */
export const mostPoints = 250;

/**
 * The points that a model is fitted to: all; or the 100 best, the 50 newest, and of the rest every so many in the order of
 * time.
 *
 * @param y  shape [n], to be minimised, in the order of time
 * @returns indices, ascending
 */
export function subsetOf(y: Float64Array): number[] {
  const all = [...y.keys()];
  if (y.length <= mostPoints) return all;
  const chosen = new Set([...all].sort((a, b) => y[a]! - y[b]! || a - b).slice(0, 100));
  for (const i of all.slice(-50)) chosen.add(i);
  const rest = all.filter((i) => !chosen.has(i));
  const room = mostPoints - chosen.size;
  for (let i = 0; i < room; i++) chosen.add(rest[Math.floor((i * rest.length) / room)]!);
  return [...chosen].sort((a, b) => a - b);
}
