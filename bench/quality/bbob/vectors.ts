/** Points and rotations, as plain arrays. */
export type Vector = readonly number[];
export type Matrix = readonly Vector[];

export const sum = (v: Vector): number => v.reduce((total, vi) => total + vi, 0);

export const squares = (v: Vector): number => v.reduce((total, vi) => total + vi ** 2, 0);

/** The dot product. */
export const along = (v: Vector, w: Vector): number => v.reduce((total, vi, i) => total + vi * w[i]!, 0);

export const minus = (v: Vector, w: Vector): number[] => v.map((vi, i) => vi - w[i]!);

/** A row vector times a matrix: what the definitions write as Rx has its R transposed here, as the suite's code has it. */
export const times = (v: Vector, M: Matrix): number[] =>
  v.map((_, j) => v.reduce((total, vi, i) => total + vi * M[i]![j]!, 0));
