import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inFolder } from "./tunesmith.ts";

const { run, write, path } = inFolder();

function prepare() {
  write(
    "s.ts",
    `import { categorical, float, defineStudy } from "tunesmith";
     export default defineStudy({
       name: "s", seed: 1, trials: 20, sampler: "random", direction: "maximize",
       space: { x: float(0, 1), k: categorical(["a", "b"]) },
       objective: ({ params }) => params.x + (params.k === "b" ? 0.01 : 0),
     });`,
  );
  expect(run("run", "s.ts").status).toBe(0);
}

test("a study is drawn in the terminal and into files, and says what matters", () => {
  prepare();
  const text = run("plot", "s", "history");
  expect(text.status).toBe(0);
  expect(text.out).toMatch(
    /^Optimization history of s\n[\s\S]*[\u2801-\u28ff][\s\S]*The best of 20 trials is /,
  );

  expect(run("plot", "s", "slice", "-p", "x", "-o", "a.svg", "--theme", "dark").status).toBe(0);
  expect(readFileSync(path("a.svg"), "utf8")).toContain("Slice of s");
  expect(run("plot", "s", "edf", "-o", "a.png").status).toBe(0);
  expect(readFileSync(path("a.png")).subarray(1, 4).toString()).toBe("PNG");
  expect(run("plot", "s", "parallel", "-o", "a.html").status).toBe(0);
  expect(readFileSync(path("a.html"), "utf8")).toMatch(/^<!doctype html>[\s\S]*<svg/);

  const found = JSON.parse(run("importance", "s", "--json").out);
  expect(found).toMatchObject({ study: "s", goal: "value", trials: 20, method: "ped-anova" });
  expect(found.params[0]).toMatchObject({ name: "x", active: 1 });
});

test("a chart nobody knows, a file of no format and a study without such a chart are told apart", () => {
  prepare();
  const statusAndWords = (...words: string[]) => {
    const { status, err } = run("plot", "s", ...words);
    return [status, err];
  };
  expect(statusAndWords("histroy")).toEqual([2, expect.stringContaining('did you mean "history"')]);
  expect(statusAndWords("edf", "-o", "a.pdf")).toEqual([2, expect.stringContaining(".svg, .png or .html")]);
  expect(statusAndWords("pareto")).toEqual([2, expect.stringContaining("several optimised goals")]);
  expect(statusAndWords("edf", "-o", "no/a.svg")).toEqual([2, expect.stringContaining("cannot be written")]);
});
