import { describe, expect, test } from "vitest";
import { plain, readLine } from "./line.ts";

const read = (line: string) => {
  const { entries, step } = readLine(plain(line));
  return {
    ...Object.fromEntries(entries.map(({ name, value }) => [name, value])),
    ...(step === null ? {} : { "at step": step }),
  };
};

describe("readLine", () => {
  test.each<[string, Record<string, number>]>([
    ["accuracy=0.93", { accuracy: 0.93 }],
    ["accuracy: 0.93", { accuracy: 0.93 }],
    ["accuracy = 93 %, loss: 1e-3", { accuracy: 93, loss: 1e-3 }],
    ["val/acc=.5 lr: +1.5E-4; n=-3", { "val/acc": 0.5, lr: 1.5e-4, n: -3 }],
    ["[INFO] root:accuracy=0.9", { accuracy: 0.9 }],
    ["The accuracy: 0.9.", { "The accuracy": 0.9 }],
    ["loss=nan", { loss: Number.NaN }],
    ["loss: -inf, top=Infinity", { loss: -Infinity, top: Infinity }],
    ['{"accuracy": 0.93, "name": "x", "inner": {"loss": 1}}', { accuracy: 0.93 }],
    ['{"loss": NaN, "accuracy": 0.5}', { loss: Number.NaN, accuracy: 0.5 }], // as Python's json.dumps writes it
    ["step=3 accuracy=0.5", { accuracy: 0.5, "at step": 3 }],
    ["Epoch 4/10 - loss: 0.25 - accuracy: 0.75", { loss: 0.25, accuracy: 0.75, "at step": 4 }],
    ['{"epoch": 7, "loss": 0.5}', { loss: 0.5, "at step": 7 }],
    ["Epoch [3/20], Loss: 0.5", { Loss: 0.5, "at step": 3 }],
    ["\u001b[1mloss\u001b[0m: \u001b[32m0.5\u001b[0m", { loss: 0.5 }],
    ["took: 3.5s", { took: 3.5 }],
  ])("reads %s", (line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  test.each([
    ["words alone", "training has begun"],
    ["a version", "version=1.2.3"],
    ["a time", "started: 12:30:05"],
    ["a number with a unit in it", "size=20MB"],
    ["a text", "optimizer=adam"],
    ["JSON that is no object", "[1, 2]"],
    ["half of an object", "{"],
    ["a share without its percents", "page: 3/10"],
    ["nothing", ""],
  ])("finds nothing in %s", (_, line) => {
    expect(read(line)).toEqual({});
  });

  test("takes no step below 0, and no broken one", () => {
    expect(read("step=-1 loss=2")).toEqual({ loss: 2 });
    expect(read("step=1.5 loss=2")).toEqual({ loss: 2 });
  });
});

// Lines as the programs print them: Keras 3.15, Lightning 2.5, Transformers 4.57, XGBoost 3.2, LightGBM 4.7, CatBoost 1.2,
// scikit-learn 1.9, fastText 0.9.2, and PyTorch's mnist example.
describe("a training's own lines", () => {
  test.each<[what: string, line: string, ReturnType<typeof readLine>]>([
    [
      "Keras, within an epoch",
      "\u001b[1m 12/60\u001b[0m \u001b[32m━━━━\u001b[0m\u001b[37m━━━━━━━━━━━━━━━━\u001b[0m \u001b[1m1s\u001b[0m 2ms/step - accuracy: 0.5 - loss: 1.5",
      said({ accuracy: 0.5, loss: 1.5 }, null, "part"),
    ],
    [
      "Keras, at its end",
      "60/60 ━━━━━━━━━━━━━━━━━━━━ 1s 2ms/step - accuracy: 0.9 - loss: 0.3 - val_accuracy: 0.8 - val_loss: 0.4",
      said({ accuracy: 0.9, loss: 0.3, val_accuracy: 0.8, val_loss: 0.4 }, null, "whole"),
    ],
    ["Keras, between epochs", "Epoch 3/10", said({}, 3)],
    [
      "Lightning, within an epoch",
      "Epoch 2:  40%|████      | 24/60 [00:01<00:02, 15.2it/s, v_num=0, train_loss=0.52]",
      said({ v_num: 0, train_loss: 0.52 }, 2, "part"),
    ],
    [
      "Lightning, at its end",
      "Epoch 2: 100%|██████████| 60/60 [00:01<00:00, 45.2it/s, v_num=0, train_loss=0.5, val_loss=0.4]",
      said({ v_num: 0, train_loss: 0.5, val_loss: 0.4 }, 2, "whole"),
    ],
    [
      "Hugging Face's Trainer",
      "{'eval_loss': 0.4, 'eval_accuracy': 0.9, 'eval_runtime': 1.2, 'epoch': 1.5}",
      said({ eval_loss: 0.4, eval_accuracy: 0.9, eval_runtime: 1.2 }, 150),
    ],
    ["the same, with texts", "{'loss': '0.4', 'epoch': '2.0'}", said({ loss: 0.4 }, 200)],
    [
      "XGBoost",
      "[7]\ttrain-logloss:0.21\teval-logloss:0.33",
      said({ "train-logloss": 0.21, "eval-logloss": 0.33 }, 7),
    ],
    [
      "LightGBM from Python",
      "[10]\ttraining's auc: 0.99\tvalid_1's auc: 0.91",
      said({ "training auc": 0.99, "valid_1 auc": 0.91 }, 10),
    ],
    [
      "LightGBM's program",
      "[LightGBM] [Info] Iteration:10, valid_1 auc : 0.91",
      said({ "valid_1 auc": 0.91 }, 10),
    ],
    [
      "CatBoost",
      "5:\tlearn: 0.61\ttest: 0.62\tbest: 0.6 (4)\ttotal: 54ms",
      said({ learn: 0.61, test: 0.62, best: 0.6 }, 5),
    ],
    ["MLPClassifier", "Iteration 12, loss = 0.25", said({ loss: 0.25 }, 12)],
    [
      "SGDClassifier",
      "Norm: 3.5, NNZs: 4, Bias: -0.5, T: 150, Avg. loss: 0.7",
      said({ Norm: 3.5, NNZs: 4, Bias: -0.5, T: 150, "Avg. loss": 0.7 }),
    ],
    ["a script of scikit-learn's", "Mean squared error: 2548.07", said({ "Mean squared error": 2548.07 })],
    [
      "fastText",
      "Progress: 100.0% words/sec/thread:  123456 lr:  0.000000 avg.loss:  0.345 ETA:   0h 0m 0s",
      said({ Progress: 100, "words/sec/thread": 123456, lr: 0, "avg.loss": 0.345 }),
    ],
    [
      "PyTorch's mnist, within an epoch",
      "Train Epoch: 1 [640/60000 (1%)]\tLoss: 2.25",
      said({ Loss: 2.25 }, 1, "part"),
    ],
    [
      "PyTorch's mnist, at its end",
      "Test set: Average loss: 0.06, Accuracy: 9821/10000 (98%)",
      said({ "Average loss": 0.06, Accuracy: 0.9821 }),
    ],
    ["an epoch and a step in it", "epoch 2 step 300 loss=0.5", said({ loss: 0.5 }, 2, "part")],
  ])("%s", (_, line, expected) => {
    expect(readLine(plain(line))).toEqual(expected);
  });
});

function said(
  values: { readonly [name: string]: number },
  step: number | null = null,
  span: "part" | "whole" | null = null,
): ReturnType<typeof readLine> {
  return { entries: Object.entries(values).map(([name, value]) => ({ name, value })), step, span };
}
