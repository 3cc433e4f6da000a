import { chmodSync, mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { inFolder } from "./tunesmith.ts";

const { run, call, write, path } = inFolder();

/** Each a line of words, the exit status, and what the one line on standard error says. */
const refused: readonly (readonly [what: string, args: readonly string[], status: number, words: RegExp])[] =
  [
    [
      "an unknown command",
      ["rnu"],
      2,
      /^tunesmith: unknown command 'rnu'; did you mean run\? tunesmith --help shows what there is\.\n$/,
    ],
    [
      "an unknown flag",
      ["trials", "x", "--stat", "y"],
      2,
      /^tunesmith: unknown option '--stat'; did you mean --state\? tunesmith trials --help shows/,
    ],
    ["a flag near none", ["run", "--xyzzy"], 2, /unknown option '--xyzzy'; tunesmith run --help shows/],
    ["another tool's flag", ["run", "--n_jobs=4"], 2, /'--n_jobs=4'; did you mean --parallel\?/],
    ["another tool's goal", ["run", "--metric", "a"], 2, /did you mean --maximize or --minimize\?/],
    ["another tool's flag where ours is not", ["studies", "--workers", "4"], 2, /'--workers'; tunesmith s/],
    [
      "another tool's command",
      ["optimize"],
      2,
      /unknown command 'optimize'; did you mean run\? tunesmith --help/,
    ],
    ["another tool's word for a cluster", ["submit"], 2, /unknown command 'submit'; did you mean launch\?/],
    ["a missing argument", ["trials"], 2, /missing required argument 'study'/],
    ["nothing to run", ["run"], 2, /what is to be run\?/],
    ["a file that is not there", ["run", "nope.ts"], 2, /there is no file nope\.ts/],
    ["a module that does not parse", ["run", "broken.ts"], 2, /broken\.ts cannot be loaded: .*broken\.ts:1/],
    ["a module without a study", ["run", "empty.ts"], 2, /empty\.ts exports nothing, and no study/],
    ["an unknown key of a study", ["run", "typo.ts"], 2, /no "objectve"; did you mean "objective"\?/],
    ["an empty range", ["run", "range.ts"], 2, /float\(2, 1\): the range is empty/],
    [
      "an unknown key in YAML",
      ["run", "key.yaml"],
      2,
      /key\.yaml:3:11: there is no key "maximise"; did you mean "maximize"\?/,
    ],
    [
      "a log of 0 in YAML",
      ["run", "log.yaml"],
      2,
      /log\.yaml:2:6: space\.x: .*log scale needs a lower bound above 0/,
    ],
    ["YAML that does not parse", ["run", "broken.yaml"], 2, /broken\.yaml:\d+/],
    [
      "an unknown placeholder",
      ["run", "-p", "lr=float(0,1)", "--maximize", "a", "--", "echo", "{rl}"],
      2,
      /did you mean "lr"\?/,
    ],
    [
      "an unknown program",
      ["run", "-p", "lr=float(0,1)", "--maximize", "a", "--", "no-such-one"],
      2,
      /no program "no-such-one"/,
    ],
    [
      "an unknown domain",
      ["run", "-p", "lr=flaot(0,1)", "--maximize", "a", "--", "echo"],
      2,
      /did you mean "float"\?/,
    ],
    [
      "a category twice",
      ["run", "-p", "k=categorical(a,a)", "--maximize", "a", "--", "echo"],
      2,
      /"a" (stands|is there|comes)? ?.*twice/,
    ],
    ["no goal", ["run", "-p", "lr=float(0,1)", "--", "echo"], 2, /--maximize METRIC or --minimize METRIC/],
    [
      "an unknown sampler",
      ["run", "good.ts", "--sampler", "gpp"],
      2,
      /no sampler "gpp"; did you mean "gp"\?/,
    ],
    ["an option of another sampler", ["run", "good.ts", "--gp.startup", "3"], 2, /add --sampler gp/],
    [
      "an option out of range",
      ["run", "good.ts", "--sampler", "gp", "--gp.startup", "-3"],
      2,
      /"startup" is -3; it takes int/,
    ],
    ["no study of that name", ["best", "irsi", "--storage", "sqlite:some.db"], 2, /did you mean "iris"\?/],
    [
      "no trial of that number",
      ["show", "iris", "9", "--storage", "sqlite:some.db"],
      2,
      /there is no trial 9; .*trials 0 to 1/,
    ],
    [
      "another space",
      ["run", "other.ts", "--storage", "sqlite:some.db"],
      2,
      /was made with another space: "x"/,
    ],
    ["a storage that is not there", ["studies"], 3, /there is no file .*tunesmith\.db/],
    [
      "a storage of no known kind",
      ["studies", "--storage", "foo:bar"],
      2,
      /No storage has the scheme "foo:"/,
    ],
    [
      "a value of no goal",
      ["tell", "iris", "0", "loss=1", "--storage", "sqlite:some.db"],
      2,
      /the study has no goal "loss"; there are value\./,
    ],
    [
      "two values of one goal",
      ["tell", "iris", "0", "0.5", "0.6", "--storage", "sqlite:some.db"],
      2,
      /0\.5 0\.6 says a value twice/,
    ],
    [
      "a parameter that there is not",
      ["enqueue", "iris", "X=1", "--storage", "sqlite:some.db"],
      2,
      /no parameter "X"; did you mean "x"\?/,
    ],
    [
      "no trials",
      ["run", "good.ts", "--trials", "0"],
      2,
      /'0' is invalid: it must be a whole number from 1;/,
    ],
    [
      "a script without what runs it",
      ["run", "train.py"],
      2,
      /it is a file here: write \.\/train\.py, or what/,
    ],
    [
      "a port that is none",
      ["serve", "--port", "99999"],
      2,
      /port is 99999; it must be .* from 0 to 65535\./,
    ],
    [
      "a URL of SQLAlchemy's",
      ["studies", "--storage", "postgresql+psycopg2://u:secret@host/db"],
      2,
      /^(?!.*secret).*No storage has the scheme "postgresql\+psycopg2:"; did you mean "postgres"\?/,
    ],
    [
      "a file at the root, as SQLAlchemy's three slashes are not",
      ["studies", "--storage", "sqlite:///no-such-file.db"],
      3,
      /no file \/no-such-file\.db.*sqlite:PATH is from this folder/,
    ],
    [
      "a model that is none",
      ["predict", "good.ts", "good.ts"],
      2,
      /good\.ts: this is no JSON; name a model\.json/,
    ],
    ["an export that is none", ["import", "key.yaml"], 2, /line 1 is no line of an export: "space:"\.\n$/],
    ["a storage that is a folder", ["run", "good.ts", "--storage", "sqlite:folder"], 3, /that is a folder/],
    [
      "a storage that is something else",
      ["run", "good.ts", "--storage", "sqlite:garbage.db"],
      3,
      /is not a SQLite database/,
    ],
  ];

/** One of each way to end: wrong words, a file, a study, and a storage. */
const inOwnProcess = new Set([
  ...["an unknown command", "a module that does not parse", "an unknown sampler", "another space"],
  "a storage that is something else",
]);

function prepare() {
  const study = (rest: string) =>
    `import { float, defineStudy } from "tunesmith";\nexport default defineStudy(${rest});\n`;
  write(
    "good.ts",
    study(`{ name: "iris", space: { x: float(0, 1) }, trials: 2, objective: ({ params }) => params.x }`),
  );
  write(
    "other.ts",
    study(`{ name: "iris", space: { y: float(0, 1) }, trials: 2, objective: ({ params }) => params.y }`),
  );
  write("typo.ts", study(`{ space: { x: float(0, 1) }, objectve: () => 1 }`));
  write("range.ts", study(`{ space: { x: float(2, 1) }, objective: () => 1 }`));
  write("broken.ts", "const x = ;");
  write("train.py", "print('accuracy=1')");
  write("empty.ts", "");
  write("key.yaml", "space:\n  x: float(0, 1)\nmaximise: a\ncommand: [echo]\n");
  write("log.yaml", "space:\n  x: float(0, 1, log)\nmaximize: a\ncommand: [echo]\n");
  write("broken.yaml", "space: {\n");
  write("garbage.db", "this is no database, and it is long enough to be read as one".repeat(20));
  mkdirSync(path("folder"));
}

describe("is refused in one line, with the right status", () => {
  test.each(refused)("%s", async (what, args, status, words) => {
    prepare();
    if (args.includes("sqlite:some.db")) await call("run", "good.ts", "--storage", "sqlite:some.db");
    const ran = inOwnProcess.has(what) ? run(...args) : await call(...args);
    expect(ran.err).toMatch(words);
    expect(ran.err).not.toMatch(/^\s+at /m); // no stack
    expect(ran.out).toBe("");
    expect(ran.status).toBe(status);
  });
});

test("--debug shows where it was", () => {
  prepare();
  expect(run("run", "range.ts", "--debug").err).toMatch(/TunesmithError: .*\n\s+at /);
});

test.skipIf(process.getuid?.() === 0)("a storage that may not be written", () => {
  prepare();
  run("run", "good.ts", "--storage", "sqlite:some.db");
  chmodSync(path("some.db"), 0o444);
  expect(run("run", "good.ts", "--trials", "4", "--storage", "sqlite:some.db").status).toBe(3);
});
