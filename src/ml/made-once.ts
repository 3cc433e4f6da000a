import type { Matrix } from "./matrix.ts";

/** What was made of matrices that stay as they are; it goes when they go. */
const made = new WeakMap<Matrix, Map<string, unknown>>();

/** Says that nobody will change this matrix: what is made of it serves all who learn from it. */
export function settled(X: Matrix): Matrix {
  made.set(X, new Map());
  return X;
}

/** What `make` returns; of a settled matrix it is made once for each key. */
export function madeOnce<T>(X: Matrix, key: string, make: () => T): T {
  const kept = made.get(X);
  if (!kept) return make();
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key) as T;
}
