import {
  countOrShare,
  either,
  flag,
  type OptionsOf,
  oneOf,
  orNull,
  wholeFrom,
  wholeNumber,
} from "../options.ts";

export type MaxFeatures = "sqrt" | "log2" | number | null;

export interface TreeParams {
  /** Splits from the root to a leaf at most; default null: until leaves are pure. */
  readonly maxDepth: number | null;
  /** Rows that a node needs to be split, from 2; default 2. */
  readonly minSamplesSplit: number;
  /** Rows that a leaf has at least, from 1; default 1. */
  readonly minSamplesLeaf: number;
  /** Columns that each split looks at: how many, a share in (0, 1), a root, a logarithm, or all (null). */
  readonly maxFeatures: MaxFeatures;
  /** A whole number: equal splits and columns are drawn by it; default 0. */
  readonly seed: number;
}

export interface ForestParams extends TreeParams {
  /** Trees; default 100. */
  readonly nEstimators: number;
  /** Whether each tree learns from rows drawn with replacement; default true, of extra trees false. */
  readonly bootstrap: boolean;
}

export function treeOptions(maxFeatures: MaxFeatures): OptionsOf<TreeParams> {
  return {
    maxDepth: [null, orNull(wholeFrom(1))],
    minSamplesSplit: [2, wholeFrom(2)],
    minSamplesLeaf: [1, wholeFrom(1)],
    maxFeatures: [maxFeatures, either(oneOf("sqrt", "log2", null), countOrShare)],
    seed: [0, wholeNumber],
  };
}

export function forestOptions(maxFeatures: MaxFeatures, bootstrap = true): OptionsOf<ForestParams> {
  return { ...treeOptions(maxFeatures), nEstimators: [100, wholeFrom(1)], bootstrap: [bootstrap, flag] };
}

/** Columns of d that a split looks at. */
export function featuresOf(maxFeatures: MaxFeatures, d: number): number {
  const wanted =
    maxFeatures === null
      ? d
      : maxFeatures === "sqrt"
        ? Math.sqrt(d)
        : maxFeatures === "log2"
          ? Math.log2(d)
          : maxFeatures < 1
            ? maxFeatures * d
            : maxFeatures;
  return Math.max(1, Math.min(d, Math.floor(wanted)));
}
