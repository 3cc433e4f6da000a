import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inFolder } from "./tunesmith.ts";

const { run, call, write, path } = inFolder();

async function prepare() {
  write(
    "s.ts",
    `import { categorical, float, defineStudy } from "tunesmith";
     export default defineStudy({
       name: "s", seed: 1, trials: 20, sampler: "random", direction: "maximize",
       space: { x: float(0, 1), k: categorical(["a", "b"]) },
       objective: ({ params }) => params.x + (params.k === "b" ? 0.01 : 0),
     });`,
  );
  expect((await call("run", "s.ts")).status).toBe(0);
}

test("a study is drawn in the terminal and into files", async () => {
  await prepare();
  const text = run("plot", "s", "history");
  expect(text.status).toBe(0);
  expect(text.out).toMatch(
    /^Optimization history of s\n[\s\S]*[\u2801-\u28ff][\s\S]*The best of 20 trials is /,
  );
  expect((await call("plot", "s", "slice", "-p", "x", "-o", "a.png", "--theme", "dark")).status).toBe(0);
  expect(readFileSync(path("a.png")).subarray(1, 4).toString()).toBe("PNG");
  expect((await call("report", "s", "-o", "a.html")).status).toBe(0);
  expect(readFileSync(path("a.html"), "utf8")).toContain("Is it getting better?");
});

test("a study says what matters, why, how it stands, and beside others", async () => {
  await prepare();
  const found = JSON.parse((await call("importance", "s", "--json")).out);
  expect(found).toMatchObject({ study: "s", goal: "value", trials: 20, method: "ped-anova" });
  expect(found.params[0]).toMatchObject({ name: "x", active: 1 });
  const why = JSON.parse((await call("why", "s", "7", "--json")).out);
  expect(why).toMatchObject({ number: 7, why: "drawn at random", knew: 7 });
  expect((await call("report", "s")).out).toContain("What matters? x");
  expect((await call("compare", "s", "s*")).out).toMatch(/s\* +1 +[\d.]+\n/);
});

test("a chart nobody knows, a file of no format and a study that is not there are told apart", async () => {
  await prepare();
  const statusAndWords = async (...words: string[]) => {
    const { status, err } = await call(...words);
    return [status, err];
  };
  expect(await statusAndWords("plot", "s", "histroy")).toEqual([
    2,
    expect.stringContaining('did you mean "history"'),
  ]);
  expect(await statusAndWords("plot", "s", "edf", "-o", "a.pdf")).toEqual([
    2,
    expect.stringContaining(".svg, .png or .html"),
  ]);
  expect(await statusAndWords("report", "s", "-o", "no/a.html")).toEqual([
    2,
    expect.stringContaining("cannot be written"),
  ]);
  expect(await statusAndWords("compare", "t-*")).toEqual([
    2,
    expect.stringContaining('no study matches "t-*"'),
  ]);
});
