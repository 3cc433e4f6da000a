import { expect, test } from "vitest";
import { MetricNames } from "../../executors/metrics/names.ts";
import { describe as inWords } from "../../space/index.ts";
import type { Found } from "./discover.ts";
import { optionsInHelp } from "./help-options.ts";
import { proposalOf } from "./proposal.ts";
import { agree, wordsOf } from "./questions.ts";

const argv = ["python", "train.py"];
const options = optionsInHelp(`usage: train.py [-h] [--lr LR] [--momentum M]

options:
  -h, --help    show this help message and exit
  --lr LR       learning rate (default: 0.1)
  --momentum M  (default: 0.9)
`);

function found(): Found {
  const names = new MetricNames();
  names.put({ name: "loss", value: 1 });
  names.put({ name: "accuracy", value: 0.5 });
  return {
    name: "train",
    options,
    proposal: proposalOf(argv, options),
    goals: { accuracy: "maximize" },
    names,
    readsErrors: false,
  };
}

/** Answers in turn, and then by Enter. */
async function talk(...answers: readonly string[]) {
  const left = [...answers];
  const said: string[] = [];
  const asked = {
    ask: async () => left.shift() ?? "",
    say: (text: string) => void said.push(text),
    trials: 50,
  };
  const agreed = await agree(found(), argv, asked);
  const space = agreed.found.proposal.params.map(({ name, domain }) => `${name}: ${inWords(domain)}`);
  return { ...agreed, space, goals: agreed.found.goals, said };
}

test("Enter, again and again, takes what is proposed", async () => {
  expect(await talk()).toMatchObject({
    space: ["lr: float(0.001, 1, log)", "momentum: float(0, 0.99)"],
    goals: { accuracy: "maximize" },
    ...{ trials: 50, parallel: 1, pruner: "none", said: [] },
  });
});

test("each point can be said otherwise, and what cannot be is asked again with the reason", async () => {
  const agreed = await talk(
    ...["momentun", "lr, momentum", "momentum"],
    ...["lr=float(1, 0)", "rl=float(0, 1)", "lr=float(1e-4, 0.1, log)", ""],
    ...["los", "loss", "up", "min"],
    ...["0", "12", "auto", "medain", "median"],
  );
  expect(agreed).toMatchObject({
    space: ["lr: float(0.0001, 0.1, log)"],
    goals: { loss: "minimize" },
    ...{ trials: 12, parallel: "auto", pruner: "median" },
  });
  expect(agreed.found.proposal.argv).toEqual([...argv, "{--lr}"]);
  expect(agreed.said.map((text) => text.split("\n")[0])).toEqual([
    expect.stringContaining('did you mean "momentum"?'),
    "then nothing is left to tune.",
    expect.stringContaining("the range is empty"),
    expect.stringContaining('there is no "rl"; did you mean "lr"?'),
    expect.stringContaining('did you mean "loss"?'),
    "say maximize or minimize.",
    "say a whole number from 1.",
    expect.stringContaining('did you mean "median"?'),
  ]);
});

test("a line is parted into words as a person means it", () => {
  expect(wordsOf(`python 'my train.py'  --note="two words" --x='' "it's"`)).toEqual([
    ...["python", "my train.py", "--note=two words", "--x=", "it's"],
  ]);
  expect(wordsOf("  ")).toEqual([]);
});
