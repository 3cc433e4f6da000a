import { describe, expect, test } from "vitest";
import { describe as describeDomain } from "../../space/index.ts";
import { goalsAmong } from "./goal.ts";
import { guess } from "./guess.ts";
import { type HelpOption, optionsInHelp, withListed } from "./help-options.ts";

/** As the programs print it: argparse of Python 3.11, click 8.5, typer 0.29, absl-py 2.5, yargs 18, commander 14. */
const helps = {
  argparse: `usage: arg.py [-h] [--batch-size N] [--test-batch-size N] [--epochs N]
              [--lr LR] [--gamma M] [--no-accel] [--dry-run] [--seed S]
              [--log-interval N] [--save-model] [-o {sgd,adam}]
              [--nesterov | --no-nesterov]

PyTorch MNIST Example

options:
  -h, --help            show this help message and exit
  --batch-size N        input batch size for training (default: 64)
  --test-batch-size N   input batch size for testing (default: 1000)
  --epochs N            number of epochs to train (default: 14)
  --lr LR               learning rate (default: 1.0)
  --gamma M             Learning rate step gamma (default: 0.7)
  --no-accel            disables accelerator
  --dry-run             quickly check a single pass
  --seed S              random seed (default: 1)
  --log-interval N      how many batches to wait before logging training
                        status
  --save-model          For Saving the current Model
  -o {sgd,adam}, --optimizer {sgd,adam}
  --nesterov, --no-nesterov`,
  click: `Usage: clk.py [OPTIONS]

Options:
  --lr FLOAT                      Learning rate.  [default: 0.01]
  -n, --n-estimators INTEGER RANGE
                                  Trees in the forest, and here comes a very
                                  long text that has to be wrapped somewhere.
                                  [default: 100; 1<=x<=1000]
  --opt [sgd|adam]                [default: sgd]
  --nesterov / --no-nesterov      [default: no-nesterov]
  --out PATH
  --help                          Show this message and exit.`,
  typer: `                                                                                
 Usage: typ.py [OPTIONS]                                                        
                                                                                
╭─ Options ────────────────────────────────────────────────────────────────────╮
│ --lr                           <float>                Learning rate.         │
│                                                       [default: 0.01]        │
│ --layers                       <int range>            [default: 3]           │
│                                [1<=x<=10]                                    │
│ --opt                          <sgd|adam>             [default: sgd]         │
│ --nesterov    --no-nesterov    <bool>                 [default: no-nesterov] │
│ --name                         <str>                  [default: x]           │
│ --help                         <bool>                 Show this message and  │
│                                                       exit.                  │
╰──────────────────────────────────────────────────────────────────────────────╯`,
  absl: `
       USAGE: /tmp/helps/abs.py [flags]
flags:

/tmp/helps/abs.py:
  --hidden: Units.
    (default: '64')
    (an integer in the range [1, 512])
  --learning_rate: Initial learning rate.
    (default: '0.01')
    (a number)
  --[no]nesterov: Nesterov momentum.
    (default: 'false')
  --opt: <sgd|adam>: Optimizer.
    (default: 'sgd')

Try --helpfull to get a list of all flags.`,
  yargs: `Options:
      --help      Show help                                            [boolean]
      --version   Show version number                                  [boolean]
      --lr        learning rate                         [number] [default: 0.01]
  -e, --epochs    epochs                                   [number] [default: 3]
      --opt       optimizer            [choices: "sgd", "adam"] [default: "sgd"]
      --nesterov  momentum                                             [boolean]`,
  commander: `Usage: c [options]

Options:
  -l, --lr <number>  learning rate (default: "0.01")
  --hidden <n>       units (default: 64)
  --opt <name>       optimizer (choices: "sgd", "adam", default: "sgd")
  --nesterov         momentum
  -d, --drop [rate]  dropout rate
  -h, --help         display help for command`,
};

const short = ({ flag, opposite, kind, choices, default: start, low, high }: HelpOption) =>
  [flag, opposite, kind, choices?.join("|") ?? null, start, low, high].map((x) => x ?? "-").join(" ");

describe("options in the help of", () => {
  test.each<[keyof typeof helps, string[]]>([
    [
      "argparse",
      [
        "--batch-size - int - 64 - -",
        "--lr - - - 1.0 - -",
        "--gamma - - - 0.7 - -",
        "--save-model - switch - - - -",
        "--optimizer - text sgd|adam - - -",
        "--nesterov no- switch - - - -",
      ],
    ],
    [
      "click",
      [
        "--lr - float - 0.01 - -",
        "--n-estimators - int - 100 1 1000",
        "--opt - text sgd|adam sgd - -",
        "--nesterov no- switch - no-nesterov - -",
      ],
    ],
    [
      "typer",
      [
        "--lr - float - 0.01 - -",
        "--layers - int - 3 1 10",
        "--opt - text sgd|adam sgd - -",
        "--nesterov no- switch - no-nesterov - -",
      ],
    ],
    [
      "absl",
      [
        "--hidden - int - 64 1 512",
        "--learning_rate - float - 0.01 - -",
        "--nesterov no switch - false - -",
        "--opt - text sgd|adam sgd - -",
      ],
    ],
    ["yargs", ["--lr - number - 0.01 - -", "--opt - text sgd|adam sgd - -", "--nesterov - switch - - - -"]],
    ["commander", ["--lr - number - 0.01 - -", "--hidden - int - 64 - -", "--opt - text sgd|adam sgd - -"]],
  ])("%s", (name, expected) => {
    expect(optionsInHelp(helps[name]).map(short)).toEqual(expect.arrayContaining(expected));
  });
});

test.each<[help: string, choices: readonly string[] | null]>([
  [
    "  --model MODEL  type of network (RNN_TANH, RNN_RELU, LSTM, GRU, Transformer) (default: LSTM)",
    ["RNN_TANH", "RNN_RELU", "LSTM", "GRU", "Transformer"],
  ],
  ["  --optim NAME  which optimizer [sgd|adam or lion] (default: adam)", ["sgd", "adam", "lion"]],
  ["  --optim NAME  as in (Kingma, Ba) (default: adam)", null], // the default is none of them
  ["  --optim {a,b}  one (a, b, c) (default: a)", ["a", "b"]], // it has choices of its own
  ["  --size N  of the model (1, 2, 4) (default: 2)", null], // numbers lie on a scale
  ["  --model MODEL  type of network (LSTM) (default: LSTM)", null],
])("words in brackets are choices where the default is one of them: %s", (help, choices) => {
  const [option] = optionsInHelp(help).map(withListed);
  expect(option!.choices).toEqual(choices);
});

describe("guess", () => {
  const known = (name: string, start: string | null, more: Partial<HelpOption> = {}) => {
    const nothing = { kind: null, choices: null, low: null, high: null };
    const guessed = guess({ ...nothing, ...more, name, key: name, within: "", heads: 1, default: start });
    return guessed.domain ? describeDomain(guessed.domain) : guessed.why;
  };

  test.each<[name: string, start: string | null, more: Partial<HelpOption>, domain: string]>([
    ["lr", "0.001", {}, "float(0.00001, 0.01, log)"],
    ["learning_rate", null, { kind: "float" }, "float(0.00001, 0.1, log)"],
    ["batch_size", "64", {}, "int(16, 256, log)"],
    ["num_layers", "3", { kind: "int", low: 1, high: 5 }, "int(1, 5)"],
    ["dropout", "0.5", {}, "float(0, 0.7)"],
    ["momentum", "0.9", {}, "float(0, 0.99)"],
    ["adam_beta2", "0.999", {}, "float(0.9, 0.9999)"],
    ["warmup_ratio", "0.0", {}, "float(0, 0.5)"],
    ["lr_backbone", "1e-5", {}, "float(1e-7, 0.0001, log)"],
    ["max_grad_norm", "0.5", {}, "float(0.05, 5, log)"],
    ["batchSize", "64", {}, "int(16, 256, log)"],
    ["per_device_train_batch_size", "8", {}, "int(2, 32, log)"],
    ["n_head", "12", {}, "widths are its multiples"],
    ["num_classes", "10", {}, "the shape of its data"],
    ["total_timesteps", "500000", {}, "how long it runs: a budget"],
    ["opt", "sgd", { choices: ["sgd", "adam"] }, "categorical(sgd, adam)"],
    ["nesterov", null, { kind: "switch" }, "categorical(false, true)"],
    ["epochs", "14", {}, "how long it runs: a budget"],
    ["seed", "1", {}, "a seed"],
    ["save_model", null, { kind: "switch" }, "what it says or keeps"],
    ["data_dir", "data", {}, "a place"],
  ])("%s, now %s", (name, start, more, domain) => {
    expect(known(name, start, more)).toBe(domain);
  });
});

test("the goal is of unseen data before training's own, and no number that says how fast it went", () => {
  const names = [
    "loss",
    "accuracy",
    "val_loss",
    "val_accuracy",
    "lr",
    "eval_runtime",
    "train_samples_per_second",
  ];
  expect(goalsAmong(names)).toEqual([
    { name: "val_accuracy", direction: "maximize" },
    { name: "val_loss", direction: "minimize" },
    { name: "accuracy", direction: "maximize" },
    { name: "loss", direction: "minimize" },
  ]);
});

test("a number behind a metric's name does not hide it", () => {
  expect(goalsAmong(["Time", "Loss", "Acc@1", "Acc@5", "psnr"])).toEqual([
    { name: "Acc@1", direction: "maximize" },
    { name: "Acc@5", direction: "maximize" },
    { name: "psnr", direction: "maximize" },
    { name: "Loss", direction: "minimize" },
    { name: "Time", direction: "minimize" },
  ]);
});
