import { describe, expect, test } from "vitest";
import { MetricReader } from "./reader.ts";

/** What a run that prints these lines reports, and what its goal is at last. */
function ran(goal: string, text: string) {
  const reports: [number, number][] = [];
  const reader = new MetricReader(goal, (step, value) => reports.push([step, value]));
  for (const line of text.trim().split("\n")) reader.line(line);
  reader.end();
  const found = reader.names.find(goal);
  return { reports, last: found.kind === "found" ? found.value : found };
}

describe("steps", () => {
  test("Keras: one report an epoch, of its end, also where validation comes at the very end", () => {
    const log = `
Epoch 1/2
 1/60 ━━━ 1s 2ms/step - accuracy: 0.1 - loss: 2.5
30/60 ━━━ 1s 2ms/step - accuracy: 0.3 - loss: 1.9
60/60 ━━━ 1s 2ms/step - accuracy: 0.4 - loss: 1.5
60/60 ━━━ 1s 2ms/step - accuracy: 0.4 - loss: 1.5 - val_accuracy: 0.5 - val_loss: 1.2
Epoch 2/2
 1/60 ━━━ 1s 2ms/step - accuracy: 0.6 - loss: 1.1
60/60 ━━━ 1s 2ms/step - accuracy: 0.8 - loss: 0.9
60/60 ━━━ 1s 2ms/step - accuracy: 0.8 - loss: 0.9 - val_accuracy: 0.7 - val_loss: 0.8`;
    expect(ran("val_loss", log)).toEqual({
      reports: [
        [1, 1.2],
        [2, 0.8],
      ],
      last: 0.8,
    });
    expect(ran("loss", log)).toEqual({
      reports: [
        [1, 1.5],
        [2, 0.9],
      ],
      last: 0.9,
    });
  });

  test("PyTorch's mnist: the test's line belongs to the epoch before it", () => {
    const log = `
Train Epoch: 1 [0/60000 (0%)]	Loss: 2.3
Train Epoch: 1 [59520/60000 (99%)]	Loss: 0.2

Test set: Average loss: 0.06, Accuracy: 9821/10000 (98%)

Train Epoch: 2 [0/60000 (0%)]	Loss: 0.1
Train Epoch: 2 [59520/60000 (99%)]	Loss: 0.05

Test set: Average loss: 0.04, Accuracy: 9870/10000 (99%)`;
    expect(ran("accuracy", log)).toEqual({
      reports: [
        [1, 0.9821],
        [2, 0.987],
      ],
      last: 0.987,
    });
    expect(ran("Loss", log).reports).toEqual([
      [1, 0.2],
      [2, 0.05],
    ]);
  });

  test("a result behind the last epoch is no report of its own", () => {
    expect(ran("accuracy", "epoch 0 accuracy=0.2\nepoch 1 accuracy=0.4\naccuracy=0.5")).toEqual({
      reports: [
        [0, 0.2],
        [1, 0.4],
      ],
      last: 0.5,
    });
  });

  test("PyTorch's word_language_model: names and numbers with a blank between, one report an epoch", () => {
    const log = `
| epoch   1 |   200/ 2983 batches | lr 20.00 | ms/batch  6.50 | loss  7.62 | ppl  2037.41
| end of epoch   1 | time:  0.66s | valid loss  6.77 | valid ppl   868.25
| epoch   2 |   200/ 2983 batches | lr 20.00 | ms/batch  6.50 | loss  6.40 | ppl   601.85
| end of epoch   2 | time:  0.56s | valid loss  6.14 | valid ppl   466.30
| End of training | test loss  6.06 | test ppl   429.82`;
    expect(ran("valid_loss", log)).toEqual({
      reports: [
        [1, 6.77],
        [2, 6.14],
      ],
      last: 6.14,
    });
    expect(ran("test_ppl", log).last).toBe(429.82);
  });

  test("PyTorch's reinforce: an episode is a step", () => {
    const log =
      "Episode 10\tLast reward: 28.00\tAverage reward: 15.50\nEpisode 20\tLast reward: 30.00\tAverage reward: 21.25";
    expect(ran("average_reward", log).reports).toEqual([
      [10, 15.5],
      [20, 21.25],
    ]);
  });

  test("GradientBoostingClassifier's table: the names stand above", () => {
    const log = `
      Iter       Train Loss   Remaining Time
         1           1.2613            0.45s
         2           1.1715            0.44s`;
    expect(ran("train_loss", log)).toEqual({
      reports: [
        [1, 1.2613],
        [2, 1.1715],
      ],
      last: 1.1715,
    });
  });
});

describe("tables", () => {
  const log = `
              precision    recall  f1-score   support

     class 0       0.97      0.95      0.96        20
    accuracy                           0.90        30
   macro avg       0.91      0.92      0.93        30`;

  test.each([
    ["accuracy", 0.9],
    ["macro_avg_f1-score", 0.93],
    ["class_0_recall", 0.95],
  ])("scikit-learn's classification_report: %s", (goal, value) => {
    expect(ran(goal, log).last).toBe(value);
  });

  test("Lightning's: a name and a number between lines", () => {
    const table = `
┃      Test metric      ┃       DataLoader 0        ┃
│       test_acc        │    0.9230769276618958     │`;
    expect(ran("test_acc", table).last).toBe(0.9230769276618958);
  });

  test("fastText's test", () => {
    expect(ran("P@1", "N\t3000\nP@1\t0.124\nR@1\t0.0541").last).toBe(0.124);
  });
});

describe("names", () => {
  test.each([
    ["a name as it stands, before all others", "loss=1\ntrain loss: 2", "loss", 1],
    ["case and signs do not matter", "Mean squared error: 3", "mean_squared_error", 3],
    ["the last words of a longer name", "Mean squared error: 3", "error", 3],
    ["another name is no end of it", "val_loss=3", "loss", { kind: "missing" }],
    [
      "two metrics of one name are told apart",
      "train loss: 1, val loss: 2",
      "loss",
      { kind: "ambiguous", names: ["train_loss", "val_loss"] },
    ],
  ])("%s", (_, log, goal, last) => {
    expect(ran(goal, log).last).toEqual(last);
  });
});

test("a line of a million letters, signs or blanks takes no longer than a glance", () => {
  for (const piece of [
    "x",
    "a ",
    "=",
    "1",
    "a=1 ",
    "'",
    "a:",
    "[1/2 (",
    " ",
    "loss ",
    "1 ",
    "loss 1 ",
    "a1 ",
  ]) {
    const reader = new MetricReader(null, () => {});
    const start = process.cpuUsage();
    for (const length of [1_000_000, 20_000, 2000]) reader.line(piece.repeat(length / piece.length));
    expect(process.cpuUsage(start).user / 1000, JSON.stringify(piece)).toBeLessThan(300);
  }
});
