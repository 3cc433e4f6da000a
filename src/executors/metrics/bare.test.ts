import { expect, test } from "vitest";
import { bareEntries } from "./bare.ts";

const read = (line: string) => Object.fromEntries(bareEntries(line).map(({ name, value }) => [name, value]));

// Lines as the programs print them: PyTorch's word_language_model, imagenet and time_sequence_prediction, nanoGPT, fairseq.
test.each<[line: string, values: Record<string, number>]>([
  [
    "| end of epoch   1 | time:  0.66s | valid loss  6.77 | valid ppl   868.25",
    { "valid loss": 6.77, "valid ppl": 868.25 },
  ],
  [
    "| epoch   1 |   200/ 2983 batches | lr 20.00 | ms/batch  6.50 | loss  7.62 | ppl  2037.41",
    { loss: 7.62, ppl: 2037.41 },
  ],
  ["| End of training | test loss  6.06 | test ppl   429.82", { "test loss": 6.06, "test ppl": 429.82 }],
  ["step 250: train loss 2.4293, val loss 2.4447", { "train loss": 2.4293, "val loss": 2.4447 }],
  ["iter 10: loss 3.4, time 3000.12ms, mfu 1.23%", { loss: 3.4 }],
  [" *   Acc@1 69.758 Acc@5 89.078", { "Acc@1": 69.758, "Acc@5": 89.078 }],
  [
    "Epoch: [0][ 10/5005]\tTime  0.512 ( 1.2)\tLoss 6.9e+00 (7.1e+00)\tAcc@1   0.00 (  0.10)",
    { Loss: 6.9, "Acc@1": 0 },
  ],
  [
    "| epoch 001 | loss 12.3 | nll_loss 11.8 | ppl 3456.7 | wps 1234",
    { loss: 12.3, nll_loss: 11.8, ppl: 3456.7 },
  ],
  ["best val_acc 93.5% so far", { "best val_acc": 93.5 }],
  ["val_f1 0.83, P@1 0.5, R2 0.91", { val_f1: 0.83, "P@1": 0.5, R2: 0.91 }],
  ["loss nan", { loss: Number.NaN }],
])("reads %s", (line, values) => {
  expect(read(line)).toEqual(values);
});

test.each([
  ["a sentence with a number", "Loaded 1797 samples in 3 files, retry 2 of 5"],
  ["an ordinary word", "return 0, map 3, size 20, time 5"],
  ["a name and a sign", "loss: 0.5 acc=0.9"],
  ["a count behind a judging word that is not the last", "accuracy of 93"],
  ["a version", "loss v2 0.1.2.3"],
  ["a text in JSON", '{"message": "loss 0.5"}'],
  ["a step", "epoch 3"],
])("finds nothing in %s", (_, line) => {
  expect(read(line)).toEqual({});
});
