import { expect, test } from "vitest";
import { describe as describeDomain } from "../../space/index.ts";
import { hydraOptions } from "./hydra.ts";
import { proposalOf } from "./proposal.ts";

/** As a program of Hydra 1.3.8 prints it, its paths and trainer cut. */
const help = `train is powered by Hydra.

== Configuration groups ==
Compose your configuration from those groups (group=option)

model: resnet, vit
optimizer: adam, sgd
trainer: cpu


== Config ==
Override anything in the config (foo.bar=value)

model:
  _target_: nets.ResNet
  width: 64
  num_classes: 10
optimizer:
  _target_: torch.optim.Adam
  _partial_: true
  lr: 1.0e-05
  nesterov: false
  betas:
  - 0.9
  - 0.999
teacher:
  width: 128
eval:
  batch_size: 256
seed: null
paths:
  output_dir: \${hydra:runtime.output_dir}


Powered by Hydra (https://hydra.cc)
Use --hydra-help to view Hydra specific help

`;
const argv = ["python", "train.py"];

test("of Hydra's config the keys are tuned, each by a word of its own", () => {
  const { params, argv: words } = proposalOf(argv, hydraOptions(help)!);
  expect(params.map(({ name, domain, start }) => [name, describeDomain(domain), start])).toEqual([
    ["model_width", "int(16, 256, log)", 64],
    ["lr", "float(1e-7, 0.0001, log)", 1e-5],
    ["nesterov", "categorical(false, true)", false],
    ["teacher_width", "int(32, 512, log)", 128],
  ]);
  expect(words.slice(2)).toEqual([
    "model.width={model_width}",
    "optimizer.lr={lr}",
    "optimizer.nesterov={nesterov}",
    "teacher.width={teacher_width}",
    "hydra.run.dir='{folder}'", // runs that begin in the same second would share a folder
  ]);
});

test("groups, the shape of data and what is within the evaluation stay as they are, with a reason", () => {
  const { left } = proposalOf(argv, hydraOptions(help)!);
  expect(left.map(({ name, why }) => `${name}: ${why}`)).toEqual([
    "model: a choice of configs, with which the other keys change",
    "optimizer: a choice of configs, with which the other keys change",
    "num_classes: the shape of its data",
    "batch_size: what it says or keeps",
    "output_dir: a place",
  ]);
});

test("what the line sets stays, also with a plus, and so does the folder that it names", () => {
  const typed = [...argv, "optimizer.lr=0.1", "++model.width=32", "hydra.run.dir=out"];
  const { params, argv: words } = proposalOf(typed, hydraOptions(help)!);
  expect(params.map(({ name }) => name)).toEqual(["nesterov", "teacher_width"]);
  expect(words.at(-1)).toBe("teacher.width={teacher_width}");
});

test("several runs of one line have folders of their own; a module is no such line", () => {
  const last = (...words: string[]) => proposalOf(words, hydraOptions(help)!).argv.at(-1);
  expect(last("python", "train.py", "-m", "model.depth=1,2")).toBe("teacher.width={teacher_width}");
  expect(last("python", "train.py", "--multirun")).toBe("teacher.width={teacher_width}");
  expect(last("python", "-m", "package.train")).toBe("hydra.run.dir='{folder}'");
});

test("a help that is not Hydra's has no config", () => {
  expect(hydraOptions("usage: train.py [-h] [--lr LR]\n\noptions:\n  --lr LR  (default: 0.1)\n")).toBeNull();
});
