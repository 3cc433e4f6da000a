/** From here on halves are summed apart: numpy's number. */
const block = 128;

/** The sum of some numbers in numpy's order, which rounds less than one after the other. */
export function pairwiseSum(values: ArrayLike<number>, from = 0, to = values.length): number {
  const n = to - from;
  if (n < 8) {
    let sum = 0;
    for (let i = from; i < to; i++) sum += values[i]!;
    return sum;
  }
  if (n > block) {
    const half = n >> 1;
    const middle = from + half - (half % 8);
    return pairwiseSum(values, from, middle) + pairwiseSum(values, middle, to);
  }
  const r = Array.from({ length: 8 }, (_, k) => values[from + k]!);
  const whole = from + n - (n % 8);
  for (let i = from + 8; i < whole; i += 8) for (let k = 0; k < 8; k++) r[k]! += values[i + k]!;
  let sum = r[0]! + r[1]! + (r[2]! + r[3]!) + (r[4]! + r[5]! + (r[6]! + r[7]!));
  for (let i = whole; i < to; i++) sum += values[i]!;
  return sum;
}
