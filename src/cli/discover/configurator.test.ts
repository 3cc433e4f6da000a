/** Where no help tells: constants of nanoGPT's scripts, and declarations in modules of a script's own. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fillPlaceholders } from "../../executors/placeholders.ts";
import { describe } from "../../space/index.ts";
import { constantsOf } from "./configurator.ts";
import { optionsInHelp } from "./help-options.ts";
import { proposalOf } from "./proposal.ts";
import { completed } from "./source.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tunesmith-scripts-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const nano = `import os
out_dir = 'out'
eval_interval = 2000
gradient_accumulation_steps = 5 * 8 # used to simulate larger batch sizes
n_head = 12
n_embd = 768
dropout = 0.0 # for pretraining 0 is good
bias = False # do we use bias inside LayerNorm and Linear layers?
learning_rate = 6e-4 # max learning rate
device = 'cuda' # examples: 'cpu', 'cuda'
config_keys = [k for k,v in globals().items() if not k.startswith('_')]
exec(open('configurator.py').read()) # overrides from command line or config file
warmup = 100
`;

test("the constants of a nanoGPT script are tuned, and a float is written as one", () => {
  const argv = [
    "python",
    write("train.py", nano),
    write("tiny.py", "n_embd = 48\nmax_time = 3.5\nn_head = 4\n"),
  ];
  const { params, argv: words, left } = proposalOf(argv, constantsOf(argv)!);
  expect(params.map(({ name, domain, start }) => [name, describe(domain), start])).toEqual([
    ["n_embd", "int(12, 192, step=4)", 48], // of the config file; attention wants a multiple of its heads
    ["dropout", "float(0, 0.7)", 0],
    ["bias", "categorical(False, True)", "False"],
    ["learning_rate", "float(0.000006, 0.006, log)", 6e-4],
  ]);
  expect(left.map(({ name }) => name)).toEqual(["out_dir", "eval_interval", "n_head", "device"]);
  const values = new Map(params.map(({ name, start }) => [name, String(start)]));
  expect(fillPlaceholders(words.slice(3), values, new Map())).toEqual([
    "--n_embd=48",
    "--dropout=0e0", // to Python 0 is no float
    "--bias=False",
    "--learning_rate=0.0006e0",
  ]);
});

test("a script without that line has no constants to be set", () => {
  expect(constantsOf(["python", write("train.py", "lr = 0.1\n")])).toBeNull();
  expect(constantsOf(["./train", "lr=0.1"])).toBeNull();
});

test("defaults stand in a module of the script's own, too; a product is none that could be read", () => {
  write(
    "options.py",
    'p.add_argument("--hidden", type=int, default=64)\np.add_argument("--k", type=int, default=2 * 3)\n',
  );
  const script = write("main.py", "from options import parser\n");
  const options = optionsInHelp("  --hidden HIDDEN  units\n  --k K  how many\n");
  const read = completed(options, ["python", script]);
  expect(read.map(({ default: start, kind }) => [start, kind])).toEqual([
    ["64", "int"],
    [null, "int"],
  ]);
});

test("argparse's type=bool is left alone, since to it every text is true", () => {
  const script = write("main.py", 'p.add_argument("--bias", type=bool, default=True)\n');
  const options = completed(optionsInHelp("  --bias BIAS  (default: True)\n"), ["python", script]);
  expect(proposalOf(["python", script], options).params).toEqual([]);
});
