/** What a tree learns: classes, or numbers. */
export interface Goal {
  /** Sums of a node: the classes, or 1 for numbers. */
  readonly m: number;
  /** Shape [n]: the number of the class; for numbers zeros. */
  readonly slot: Int32Array;
  /** Shape [n]: what a row of weight 1 adds; for classes ones. */
  readonly value: Float64Array;
  /** Whether these are classes, so that sums are of weights alone. */
  readonly isOfClasses: boolean;
}

/** Classes to learn. */
export function classesGoal(codes: Int32Array, k: number): Goal {
  return { m: k, slot: codes, value: new Float64Array(codes.length).fill(1), isOfClasses: true };
}

/** Numbers to learn. */
export function numbersGoal(y: Float64Array): Goal {
  return { m: 1, slot: new Int32Array(y.length), value: y, isOfClasses: false };
}

export function squareOf(sums: Float64Array): number {
  let square = 0;
  for (let s = 0; s < sums.length; s++) square += sums[s]! * sums[s]!;
  return square;
}
