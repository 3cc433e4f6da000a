/** Words by which a metric says that it tells how good a model is, those that say most first. */
export const higherIsBetter = [
  "accuracy",
  "acc",
  "auc",
  "f1",
  "r2",
  "score",
  "precision",
  "recall",
  "map",
  "ndcg",
  "bleu",
  "iou",
  "dice",
  "psnr",
  "ssim",
  "reward",
  "return",
  "p@1",
] as const;

export const lowerIsBetter = [
  "loss",
  "error",
  "err",
  "rmse",
  "mse",
  "mae",
  "mape",
  "logloss",
  "perplexity",
  "ppl",
  "wer",
  "fid",
  "time",
  "size",
] as const;

/** The words of a metric's name in small letters, with and without a number behind: `acc@1` and `acc1` are an `acc`, too. */
export function wordsOf(name: string): string[] {
  const words = name.toLowerCase().split(/[^a-z0-9@]+/);
  return words.flatMap((word) => [word, word.replace(/@?\d+$/, "")]);
}
