/** Ways to split rows into those to learn from and those to test on. */
export { GroupKFold, StratifiedGroupKFold } from "./group-k-fold.ts";
export { KFold } from "./k-fold.ts";
export { LeaveOneOut, PredefinedSplit, type TimeSeriesOptions, TimeSeriesSplit } from "./ordered.ts";
export { RepeatedKFold, type RepeatedOptions, RepeatedStratifiedKFold } from "./repeated-k-fold.ts";
export { ShuffleSplit, type ShuffleSplitOptions, StratifiedShuffleSplit } from "./shuffle-split.ts";
export type { FoldOptions, Split, Splitter } from "./splitter.ts";
export { StratifiedKFold } from "./stratified-k-fold.ts";
