/**
 * The chance that a Student t of so many degrees of freedom is at most t.
 *
 * @param freedom  a whole number from 1
 * @source Abramowitz and Stegun 1964, 26.7.3 and 26.7.4; exact to some 1e-15, not relatively so in far tails
 */
export function studentCdf(t: number, freedom: number): number {
  const theta = Math.atan(t / Math.sqrt(freedom));
  const [sin, cos] = [Math.sin(theta), Math.cos(theta)];
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? cos : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= (cos * cos * (k - 1)) / k;
    sum += term;
  }
  const inside = isOdd ? (2 / Math.PI) * (theta + sin * sum) : sin * sum; // A(t | freedom), with the sign of t
  return 0.5 + inside / 2;
}
