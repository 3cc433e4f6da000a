import { TunesmithError } from "../../error.ts";
import type { Label } from "../labels.ts";
import { type ClassScores, checkNumbers, classScores, isTable, mean, type Scores } from "./input.ts";

export interface RocAucOptions {
  /** For three classes or more: each against the rest, or pair by pair. Default "ovr". */
  readonly multiClass?: "ovr" | "ovo";
  /** Classes alike, or by their rows; default "macro". */
  readonly average?: "macro" | "weighted";
  /** The classes in the order of the columns; default those of yTrue, ascending. */
  readonly labels?: readonly Label[];
}

/**
 * The area under the ROC curve: how often a row of the class has a higher score than another; ties count half.
 *
 * @param yScore  of the second of two classes, shape [n]; or of each class, shape [n][k]
 * @returns in [0, 1]
 * @throws TunesmithError "shape", "data" for a class without rows
 * @source Hanley and McNeil 1982; several classes: Hand and Till 2001, doi:10.1023/A:1010920819831
 */
export function rocAucScore(
  yTrue: readonly Label[],
  yScore: Scores,
  { multiClass = "ovr", average = "macro", labels }: RocAucOptions = {},
): number {
  const scored = classScores(yTrue, yScore, labels);
  const { truth, rows, classes } = scored;
  if (classes.length < 2) throw missing(classes[0]!, "others");
  if (classes.length === 2) {
    const column = isTable(yScore) ? yScore.map((row) => row[1]!) : yScore;
    return area(column, (i) => truth[i] === 1, classes[1]!);
  }
  return multiClass === "ovr" ? oneVersusRest(scored, average) : pairByPair(scored, average, rows);
}

/**
 * The area under the precision-recall curve, as steps: the mean precision at the rows of the class.
 *
 * @param yScore  of the second of two classes, shape [n]; or of each class, shape [n][k], then the classes' mean
 * @returns in [0, 1]
 * @throws TunesmithError "shape", "data" for a class without rows
 */
export function averagePrecisionScore(
  yTrue: readonly Label[],
  yScore: Scores,
  { labels }: { readonly labels?: readonly Label[] } = {},
): number {
  const { truth, classes } = classScores(yTrue, yScore, labels);
  if (!isTable(yScore)) return steps(yScore, (i) => truth[i] === 1, classes[1]!);
  const of = (k: number) =>
    steps(
      yScore.map((row) => row[k]!),
      (i) => truth[i] === k,
      classes[k]!,
    );
  return classes.length === 2 ? of(1) : mean(classes.map((_, k) => of(k)));
}

function oneVersusRest({ truth, rows, classes }: ClassScores, average: "macro" | "weighted"): number {
  const areas = classes.map((label, k) =>
    area(
      rows.map((row) => row[k]!),
      (i) => truth[i] === k,
      label,
    ),
  );
  if (average === "macro") return mean(areas);
  return mean(Array.from(truth, (k) => areas[k]!));
}

function pairByPair({ truth, classes }: ClassScores, average: string, rows: ClassScores["rows"]): number {
  let sum = 0;
  let weights = 0;
  for (let a = 0; a < classes.length; a++) {
    for (let b = a + 1; b < classes.length; b++) {
      const of = [...rows.keys()].filter((i) => truth[i] === a || truth[i] === b);
      const side = (k: number) =>
        area(
          of.map((i) => rows[i]![k]!),
          (i) => truth[of[i]!] === k,
          classes[k]!,
        );
      const weight = average === "macro" ? 1 : of.length;
      sum += (weight * (side(a) + side(b))) / 2;
      weights += weight;
    }
  }
  return sum / weights;
}

/** Groups of equal scores, highest first: rows of the class, and other rows. */
function groupsOf(scores: readonly number[], isOwn: (i: number) => boolean, label: Label) {
  checkNumbers("scores", scores);
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  const groups: { own: number; other: number }[] = [];
  order.forEach((i, place) => {
    if (place === 0 || scores[i] !== scores[order[place - 1]!]) groups.push({ own: 0, other: 0 });
    const group = groups.at(-1)!;
    if (isOwn(i)) group.own++;
    else group.other++;
  });
  const own = groups.reduce((sum, g) => sum + g.own, 0);
  if (own === 0) throw missing(label, "its own");
  return { groups, own, other: scores.length - own };
}

function area(scores: readonly number[], isOwn: (i: number) => boolean, label: Label): number {
  const { groups, own, other } = groupsOf(scores, isOwn, label);
  if (other === 0) throw missing(label, "others");
  let above = 0;
  let pairs = 0;
  for (const group of groups) {
    pairs += group.other * (above + group.own / 2);
    above += group.own;
  }
  return pairs / (own * other);
}

function steps(scores: readonly number[], isOwn: (i: number) => boolean, label: Label): number {
  const { groups, own } = groupsOf(scores, isOwn, label);
  let found = 0;
  let taken = 0;
  let sum = 0;
  for (const group of groups) {
    found += group.own;
    taken += group.own + group.other;
    sum += (group.own / own) * (found / taken);
  }
  return sum;
}

function missing(label: Label, rows: string): TunesmithError {
  return new TunesmithError(
    "data",
    `the area for class ${JSON.stringify(label)} needs rows of the class and of others, and ${rows} are missing; take fewer or stratified folds.`,
  );
}
