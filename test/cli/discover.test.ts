/** The start without an edit: what it tells of programs that do it in their own ways. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inFolder } from "./tunesmith.ts";

const { call, write, path } = inFolder();

const start = (...words: string[]) => call("run", "--yes", "--trials", "2", "--json", "--", ...words);

/** A program of a shell with a help, and something it does. */
const script = (act: string) => `
lr=0.1
case "$1" in
  --help) echo "  --lr RATE  learning rate (default: 0.1)"; exit;;
  --lr=*) lr=\${1#--lr=};;
esac
${act}
`;

test("a goal that is on standard error alone is read there, and the file says so", async () => {
  write("train.sh", script('echo "val_acc=$lr" >&2; echo "Total time: 0.1"'));
  const ran = await start("sh", "train.sh");
  expect(ran.err).toContain("That stands on standard error, which is read, too (--read-stderr).");
  expect(JSON.parse(ran.out).states).toEqual({ complete: 2 });
  expect(readFileSync(path("tunesmith.yaml"), "utf8")).toMatch(/^readStderr: true$/m);
});

test("of a goal in a log file it is told which flag reads it", async () => {
  write("train.sh", script('echo "val_acc=$lr" >train.log'));
  const { status, err } = await start("sh", "train.sh");
  expect([status, err]).toEqual([2, expect.stringContaining("name it: --metrics-file train.log")]);
  const read = await call(
    "run",
    "--yes",
    "--trials",
    "2",
    "--metrics-file",
    "train.log",
    "--",
    "sh",
    "train.sh",
  );
  expect([read.status, read.err]).toEqual([0, expect.stringContaining("maximize val_acc")]);
});

test("of a program without a help it is told what to type, and how asking for it went", async () => {
  write("train.sh", 'case "$1" in --help) echo "no such file: $1" >&2; exit 1;; esac');
  const { status, err } = await start("sh", "train.sh");
  expect(status).toBe(2);
  expect(err).toContain('"sh train.sh --help" printed: no options at all');
  expect(err).toContain("-- sh train.sh --lr={lr} (or lr={lr}");
  expect(err).toMatch(/Asked for its help, it ended with status 1; its last words:\nno such file: --help/);
});

test("of a program that trains, whatever it is asked, that is said", async () => {
  write("train.sh", 'echo "epoch 1 val_loss=0.5"');
  expect((await start("sh", "train.sh")).err).toContain("Asked for its help, it went to work.");
});

test("a config file of lines is tuned, also where a flag names it, and the same line goes on", async () => {
  write(
    "train.conf",
    "# LightGBM's\nlearning_rate = 0.1\nobjective = binary\n[tree]\nnum_leaves: 31 ; in all\n",
  );
  const act = `echo "auc=$(sed -n 's/learning_rate = //p' \${1#config=}) leaves=$(sed -n 's/num_leaves: //p' \${1#config=})"`;
  write("train.sh", `[ "$2" = --help ] && exit; ${act}`);
  expect(JSON.parse((await start("sh", "train.sh", "config=train.conf")).out).states).toEqual({
    complete: 2,
  });
  expect(readFileSync(path("train.template.conf"), "utf8")).toContain(
    "learning_rate = {learning_rate}\nobjective = binary\n[tree]\nnum_leaves: {num_leaves} ; in all",
  );
  const again = await call("run", "--trials", "4", "--", "sh", "train.sh", "config=train.conf");
  expect(again.err).toContain("Going by tunesmith.yaml, which has this command.");
  const { trials } = JSON.parse((await call("trials", "train", "--json")).out);
  for (const { params, value } of trials) expect(value).toBeCloseTo(params.learning_rate, 9);
});

test("a program with commands of its own is asked for with one of them", async () => {
  write("train.sh", 'echo "usage: train.sh [-h] {fit,eval} ..."');
  expect((await start("sh", "train.sh")).err).toContain(
    "It has commands of its own; put the one that trains",
  );
});

test("where the program's own values have no place in the ranges, the nearest point is tried first", async () => {
  write(
    "train.sh",
    `case "$1" in --help) printf '  --lr R  (default: 0.1)\\n  --decay R  (default: 0.0)\\n'; exit;; esac; echo "acc=1"`,
  );
  expect(JSON.parse((await start("sh", "train.sh")).out).trials).toBe(2);
  const { trials } = JSON.parse((await call("trials", "train", "--json")).out);
  expect(trials[0].params).toEqual({ lr: 0.1, decay: 1e-6 });
});

test("a Hydra program gets its keys as words and a folder of its own; the same line goes on with it", async () => {
  write(
    "train.sh",
    `lr=0.1
for word in "$@"; do case "$word" in
  --help) printf '== Config ==\\nOverride anything in the config (foo.bar=value)\\n\\noptim:\\n  lr: 0.1\\n\\nPowered by Hydra\\n'; exit;;
  optim.lr=*) lr=\${word#optim.lr=};;
  hydra.run.dir=*) echo "$word" >>dirs.txt;;
esac; done
echo "loss=$lr"`,
  );
  expect(JSON.parse((await start("sh", "train.sh")).out).states).toEqual({ complete: 2 });
  const dirs = readFileSync(path("dirs.txt"), "utf8").trim().split("\n");
  expect(dirs).toEqual(["0001"].map((n) => expect.stringMatching(`^hydra.run.dir='/.*/train/${n}'$`)));
  const again = await call("run", "--trials", "4", "--", "sh", "train.sh");
  expect(again.err).toContain("Going by tunesmith.yaml, which has this command.");
});
