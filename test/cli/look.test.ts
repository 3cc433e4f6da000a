import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { ownModules } from "../../src/cli/study-file/own-modules.ts";
import { samplerKinds } from "../../src/samplers/index.ts";
import { inFolder } from "./tunesmith.ts";

const { run, call, write, path } = inFolder();

async function prepare() {
  write(
    "s.ts",
    `import { branch, float, int, defineStudy } from "tunesmith";
     export default defineStudy({
       name: "s", seed: 1, trials: 12,
       space: { model: branch({ svm: { c: float(1e-3, 1e3, { log: true }) }, forest: { depth: int(1, 9) } }) },
       direction: "maximize",
       objective: async (trial) => {
         const { model } = trial.params;
         await trial.report(0, 0.5);
         if (trial.number === 3) throw new Error("out of memory");
         return model.is === "svm" ? model.c : model.depth;
       },
     });`,
  );
  expect((await call("run", "s.ts")).status).toBe(0);
}

test("studies, trials, best and show say the same for people and for programs", async () => {
  await prepare();
  const best = JSON.parse((await call("best", "s", "--json")).out);
  expect(best).toMatchObject({
    number: expect.any(Number),
    value: expect.any(Number),
    params: { model: { is: expect.any(String) } },
  });
  expect((await call("best", "s")).out).toMatch(new RegExp(`trial +${best.number}`));

  expect(JSON.parse((await call("studies", "--json")).out).studies).toMatchObject([
    { name: "s", trials: 12, sampler: "auto" },
  ]);
  expect((await call("studies")).out).toMatch(/s +12 +11 complete, 1 failed .* maximize value +auto/);

  const { trials } = JSON.parse((await call("trials", "s", "--json")).out);
  expect(trials[3]).toMatchObject({ number: 3, state: "failed", why: "Error: out of memory" });
  const table = (await call("trials", "s")).out.split("\n");
  expect(table[0]).toMatch(/^trial +state +value +model/);
  expect(table[0]).toMatch(/model\.svm\.c/);
  expect((await call("trials", "s", "--sort", "value", "--last", "1", "--json")).out).toContain(
    `"number": ${best.number}`,
  );

  expect((await call("show", "s")).out).toMatch(/model\.svm\.c = float\(0\.001, 1000, log\)/);
  const one = (await call("show", "s", "8")).out;
  expect(one).toMatch(/chosen +gp, since one goal is optimised: highest log expected improvement/);
  expect(one).toMatch(/expected +-?\d/);
  expect(JSON.parse((await call("show", "s", "8", "--json")).out)).toMatchObject({
    study: "s",
    number: 8,
    curve: [0.5],
  });
});

test("replay tells the log, and --check finds a suggestion that was changed", async () => {
  await prepare();
  expect((await call("replay", "s")).out).toMatch(/1 .* study\.created +sampler auto/);
  expect(await call("replay", "s", "--check")).toMatchObject({ status: 0 });

  const { openStorage } = await import("../../src/storage/index.ts");
  const from = await openStorage(`sqlite:${path("tunesmith.db")}`);
  const to = await openStorage(`sqlite:${path("forged.db")}`);
  const events = (await from.read("s", 0)).map(({ event }) =>
    event.type === "trial.asked" && event.number === 7
      ? { ...event, params: { model: { is: "svm", c: 1.5 } } }
      : event,
  );
  await to.append("s", events, 0);
  await Promise.all([from.close(), to.close()]);
  const forged = await call("replay", "s", "--check", "--storage", `sqlite:${path("forged.db")}`);
  expect(forged.status).toBe(1);
  expect(forged.out).toMatch(/of 12 suggestions of s come out otherwise\.\n {2}trial 7\n/);
});

test("samplers and pruners are listed with all their options, and run has a flag for each", async () => {
  const { samplers } = JSON.parse((await call("samplers", "--json")).out);
  expect(samplers.map((s: { name: string }) => s.name)).toEqual(samplerKinds().map((k) => k.kind));
  const help = (await call("run", "--help")).out;
  for (const kind of samplerKinds()) {
    for (const option of Object.keys(kind.options))
      expect(help).toContain(`--${kind.kind}.${option} <value>`);
  }
  expect((await call("pruners")).out).toContain("--asha.reductionFactor");
});

test("the help lists all commands, and each has its own with examples", async () => {
  const all = run("--help").out;
  for (const [name, load] of Object.entries(commands)) {
    expect(all).toMatch(new RegExp(`^ {2}${name}\\b`, "m"));
    const { usage, examples } = await load(); // the help of each is made of these in one place
    expect(usage.split(" ")[0]).toBe(name);
    expect(examples[0]).toContain(`tunesmith ${name}`);
  }
  const help = run("best", "--help");
  expect(help).toMatchObject({ status: 0, out: expect.stringMatching(/Examples:\n {2}tunesmith best /) });
  expect(run("--version").out.trim()).toBe("0.1.0");
});

test("a module that is run finds every subpath of the package", async () => {
  const { exports } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const subpaths = Object.keys(exports)
    .filter((key) => !["./package.json", "./testing"].includes(key)) // testing needs vitest
    .map((key) => `tunesmith${key.slice(1)}`);
  expect(Object.keys(await ownModules()).sort()).toEqual(subpaths.sort());
  const loaded = async (text: string) => Object.keys(await ownModules(text)).includes("tunesmith/ml");
  expect(await loaded('import { float } from "tunesmith"')).toBe(false);
  expect(await loaded('import { SVC } from "tunesmith/ml"')).toBe(true);
  expect(await loaded('import { objective } from "./objective.ts"')).toBe(true); // which may want it
});

test.skipIf(process.platform === "win32")("a reader that stops early is no error", async () => {
  await prepare();
  const bin = fileURLToPath(new URL("../../bin/tunesmith", import.meta.url));
  const piped = spawnSync(
    "sh",
    ["-c", `"${process.execPath}" "${bin}" replay s --json | head -c 10; echo done`],
    {
      cwd: path("."),
      encoding: "utf8",
    },
  );
  expect(piped.stderr).toBe("");
  expect(piped.stdout).toMatch(/^\{\n.*done\n$/s);
});
