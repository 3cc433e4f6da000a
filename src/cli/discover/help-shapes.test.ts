/** Helps of many libraries, and the words that a program gets for what is proposed of them. */
import { expect, test } from "vitest";
import { fillPlaceholders } from "../../executors/placeholders.ts";
import { describe } from "../../space/index.ts";
import { optionsInHelp, withListed } from "./help-options.ts";
import { proposalOf } from "./proposal.ts";

/** As the programs print it; R's optparse and Vowpal Wabbit as their manuals show it. */
const helps = {
  "Fire 0.7": `NAME
    train.py - Trains a model.

FLAGS
    -l, --lr=LR
        Default: 0.01
        the learning rate
    --dropout=DROPOUT
        Type: float
        Default: 0.1
    -n, --nesterov=NESTEROV
        Default: False
    -t, --track=TRACK
        Default: False`,
  "tyro 1.0": `usage: train.py [-h] [OPTIONS]

╭─ options ────────────────────────────────────────────────╮
│ -h, --help           show this help message and exit     │
│ --algo {sgd,adam}    Which optimizer. (default: adam)    │
│ --total-timesteps INT                                    │
│                      (default: 500000)                   │
│ --target-kl {None}|FLOAT                                 │
│                      (default: None)                     │
╰──────────────────────────────────────────────────────────╯
╭─ optim options ──────────────────────────────────────────╮
│ --optim.lr FLOAT     Learning rate. (default: 0.0003)    │
│ --optim.weight-decay FLOAT                               │
│                      (default: 0.01)                     │
│ --optim.nesterov, --optim.no-nesterov                    │
│                      (default: True)                     │
╰──────────────────────────────────────────────────────────╯`,
  "simple-parsing 0.1": `options:
  -h, --help            show this help message and exit

HParams ['hparams']:
  Hyper-parameters

  --learning_rate float
                        Learning rate (default: 0.001)
  --optimizer {adam,sgd}
                        (default: adam)
  --use_bias bool, --nouse_bias bool
                        (default: True)`,
  "jsonargparse 4.53": `options:
  --config CONFIG       Path to a configuration file.
  --trainer.max_epochs MAX_EPOCHS
                        (type: int, default: 5)

A model:
  --model CONFIG        Path to a configuration file.
  --model.lr LR         learning rate (type: float, default: 0.001)
  --model.act {relu,gelu}
                        (type: Literal['relu', 'gelu'], default: relu)
  --model.bias {true,false}
                        (type: bool, default: True)
  --model.momentum MOMENTUM
                        (type: Optional[float], default: null)`,
  "clap 4": `Options:
  -l, --lr <LR>
          Learning rate
          
          [default: 0.01]

      --opt <OPT>
          Which optimizer

          Possible values:
          - sgd:  Plain
          - adam: Adaptive
          
          [default: adam]

      --act <ACT>
          Activation
          
          [default: relu]
          [possible values: relu, gelu]

      --nesterov
          Nesterov momentum

  -h, --help
          Print help (see a summary with '-h')`,
  "Go's flag": `Usage of ./train:
  -hidden-units int
    \tunits of the hidden layer (default 64)
  -lr rate
    \tlearning rate of the optimizer (default 0.01)
  -nesterov
    \tuse Nesterov momentum
  -opt string
    \toptimizer (sgd, adam) (default "sgd")`,
  "cobra 1.10": `Usage:
  train [flags]

Flags:
  -h, --help         help for train
      --hidden int   units of the hidden layer (default 64)
  -l, --lr float     learning rate (default 0.01)
      --nesterov     use Nesterov momentum`,
  fastText: `The following arguments for training are optional:
  -lr                 learning rate [0.1]
  -wordNgrams         max length of word ngram [1]
  -epoch              number of epochs [5]
  -loss               loss function {ns, hs, softmax, one-vs-all} [softmax]
  -saveOutput         whether output params should be saved [false]`,
  "Boost, as Vowpal Wabbit has it": `Update options:
  -l [ --learning_rate ] arg (=0.5, )   Set learning rate
  --passes arg (=1)                     Number of Training Passes
  --l2 arg (=1e-06)                     l_2 lambda
  -c [ --cache ]                        Use a cache.  The default is <data>.cache`,
  "Vowpal Wabbit 9": `Update Options:
    -l, --learning_rate arg                 Set learning rate (type: float, default: 0.5, keep)
    --initial_pass_length arg               Initial number of examples per pass. -1 for no limit (type: int,
                                            default: -1)
    --loss_function arg                     Specify the loss function to be used, uses squared by default
                                            (type: str, default: squared, choices {classic, hinge, squared})
    --l2 arg                                L_2 lambda (type: float, default: 0)
    --normalized                            Use per feature normalized updates (type: bool)`,
  "SentencePiece 0.1.97, as gflags has it": `
   --help (show help)  type: bool default: false
   --vocab_size (vocabulary size)  type: int32 default: 8000
   --num_sub_iterations (number of EM sub-iterations)  type: int32 default: 2
   --shrinking_factor (Keeps top shrinking_factor pieces with respect to the loss)  type: double default: 0.75
   --shuffle_input (Randomly sample input sentences in advance.)  type: bool default: true`,
  "R's optparse": `Usage: example.R [options]


Options:
\t-v, --verbose
\t\tPrint extra output [default]

\t-c NUMBER, --count=NUMBER
\t\tNumber of random normals to generate [default 5]

\t--sd=STANDARD DEVIATION
\t\tStandard deviation if generator == "rnorm" [default 1.5]

\t-h, --help
\t\tShow this help message and exit`,
} as const;

/** The parameters with their domains, and the words for each with the program's own value, or the first choice. */
const proposed = (help: string) => {
  const { params, argv } = proposalOf(["train"], optionsInHelp(help).map(withListed));
  const values = new Map(params.map(({ name, start }) => [name, String(start ?? 0.5)]));
  return [
    params.map(({ name, domain }) => `${name} ${describe(domain)}`),
    fillPlaceholders(argv.slice(1), values, new Map()).join(" "),
  ];
};

test.each<[keyof typeof helps, string[], string]>([
  [
    "Fire 0.7",
    ["lr float(0.0001, 0.1, log)", "dropout float(0, 0.7)", "nesterov categorical(False, True)"],
    "--lr=0.01 --dropout=0.1 --nesterov=False", // Python's words: `false` would be a text, and true
  ],
  [
    "tyro 1.0",
    [
      "algo categorical(sgd, adam)",
      "optim_lr float(0.000003, 0.003, log)",
      "optim_weight_decay float(0.0001, 1, log)",
      "optim_nesterov categorical(false, true)",
    ],
    "--algo=adam --optim.lr=0.0003 --optim.weight-decay=0.01 --optim.nesterov",
  ],
  [
    "simple-parsing 0.1",
    [
      "learning_rate float(0.00001, 0.01, log)",
      "optimizer categorical(adam, sgd)",
      "use_bias categorical(false, true)",
    ],
    "--learning_rate=0.001 --optimizer=adam --use_bias",
  ],
  [
    "jsonargparse 4.53",
    [
      "model_lr float(0.00001, 0.01, log)",
      "model_act categorical(relu, gelu)",
      'model_bias categorical("true", "false")',
      "model_momentum float(0, 0.99)",
    ],
    "--model.lr=0.001 --model.act=relu --model.bias=true --model.momentum=0.5",
  ],
  [
    "clap 4",
    [
      "lr float(0.0001, 0.1, log)",
      "opt categorical(sgd, adam)",
      "act categorical(relu, gelu)",
      "nesterov categorical(false, true)",
    ],
    "--lr=0.01 --opt=adam --act=relu",
  ],
  [
    "Go's flag",
    [
      "hidden_units int(16, 256, log)",
      "lr float(0.0001, 0.1, log)",
      "nesterov categorical(false, true)",
      "opt categorical(sgd, adam)",
    ],
    "-hidden-units 64 -lr 0.01 -opt sgd",
  ],
  [
    "cobra 1.10",
    ["hidden int(16, 256, log)", "lr float(0.0001, 0.1, log)", "nesterov categorical(false, true)"],
    "--hidden=64 --lr=0.01",
  ],
  [
    "fastText",
    ["lr float(0.001, 1, log)", "wordNgrams int(1, 4)", "loss categorical(ns, hs, softmax, one-vs-all)"],
    "-lr 0.1 -wordNgrams 1 -loss softmax",
  ],
  [
    "Boost, as Vowpal Wabbit has it",
    ["learning_rate float(0.005, 5, log)", "l2 float(1e-8, 0.0001, log)"],
    "--learning_rate=0.5 --l2=0.000001",
  ],
  [
    "Vowpal Wabbit 9",
    [
      "learning_rate float(0.005, 5, log)",
      "loss_function categorical(classic, hinge, squared)",
      "l2 float(0.000001, 1, log)",
      "normalized categorical(false, true)",
    ],
    "--learning_rate=0.5 --loss_function=squared --l2=0",
  ],
  ["SentencePiece 0.1.97, as gflags has it", ["shrinking_factor float(0, 1)"], "--shrinking_factor=0.75"],
  ["R's optparse", ["count int(1, 20)", "sd float(0.15, 15, log)"], "--count=5 --sd=1.5"],
])("%s", (name, params, words) => {
  expect(proposed(helps[name])).toEqual([params, words]);
});

test("a switch below a name is turned off there: --optim.no-nesterov", () => {
  const { argv } = proposalOf(["train"], optionsInHelp(helps["tyro 1.0"]));
  expect(fillPlaceholders(argv.slice(-1), new Map([["optim_nesterov", "false"]]), new Map())).toEqual([
    "--optim.no-nesterov",
  ]);
});

test("an option that is shown twice, as by torchrun for two processes, is one", () => {
  const help = "usage: train.py [--lr LR]\n\noptions:\n  --lr LR  (default: 0.1)\n";
  expect(optionsInHelp(help + help).map(({ flag }) => flag)).toEqual(["--lr"]);
});

test("of more than 15 parameters those are tuned whose names tell what they are", () => {
  const vague = Array.from({ length: 15 }, (_, i) => `  --knob-${i} N  (default: 3)`);
  const unset = "  --bn-eps EPSILON  batch norm's epsilon"; // it is off
  const help = ["  --lr R  rate", ...vague, unset, "  --optimizer {sgd,adam}", "  --mode {a,b}"].join("\n");
  const names = (text: string) => proposalOf(["train"], optionsInHelp(text)).params.map(({ name }) => name);
  expect(names(help)).toEqual(["lr", "optimizer"]);
  expect(names(help.slice(help.indexOf("--knob-3")))).toHaveLength(15);
});
