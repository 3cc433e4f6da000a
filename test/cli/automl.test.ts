import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inFolder } from "./tunesmith.ts";

const { run, call, write, path } = inFolder();

/** 40 flowers: the wide ones are red; some lengths are not known, and a column says nothing. */
function flowers(): string {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const isWide = i % 3 !== 0;
    const width = (isWide ? 5 : 2) + (i % 5) / 10;
    return `${i + 1},${i % 7 === 0 ? "NA" : 3 + (i % 4)},${width},${i % 2 ? "hill" : "shore"},${isWide ? "red" : "blue"}`;
  });
  return `nr,length,width,place,colour\n${rows.join("\n")}\n`;
}

test("a table becomes a model, a report and a program; the same line goes on; the model predicts", async () => {
  write("flowers.csv", flowers());
  const line = ["automl", "flowers.csv", "--target", "colour", "--folds", "2", "--json"];
  const ran = run(...line, "--trials", "2");
  expect(ran.err).toContain('Left out: "nr", since it numbers the rows.');
  expect(ran.status).toBe(0);
  const found = JSON.parse(ran.out);
  expect(found).toMatchObject({
    study: "flowers-colour",
    task: "classification",
    classes: ["blue", "red"],
    metric: { name: "auc", direction: "maximize", scoring: "roc_auc" },
    trials: 2,
    winner: { family: "logistic", members: [{ number: 0, weight: 1 }], fresh: { mean: 1 } },
  });
  for (const file of Object.values(found.files) as string[]) expect(existsSync(file), file).toBe(true);
  expect(JSON.parse(readFileSync(found.files.summary, "utf8"))).toEqual(found);
  expect(readFileSync(found.files.program, "utf8")).toContain(
    'readTable(new URL("../flowers.csv", import.meta.url))',
  );

  const more = JSON.parse((await call(...line, "--trials", "3")).out);
  expect(more.trials).toBe(3);

  write("new.csv", "width,length,place\n2.1,3,hill\n5.2,,moor\n");
  const told = JSON.parse(run("predict", found.files.model, "new.csv", "--probabilities", "--json").out);
  expect(told).toMatchObject({ classes: ["blue", "red"], predictions: ["blue", "red"] });
  expect(told.probabilities[1][1]).toBeGreaterThan(0.7);
  expect((await call("predict", found.files.model, "flowers.csv", "-o", path("out.csv"))).status).toBe(0);
  expect(readFileSync(path("out.csv"), "utf8").split("\n")).toHaveLength(42);
});

test("what cannot be is refused with status 2, and says what there is", async () => {
  write("flowers.csv", flowers());
  const refused = async (...words: readonly string[]) => {
    const { status, err } = await call(...words);
    expect(status, err).toBe(2);
    return err;
  };
  expect(await refused("automl", "flowers.csv")).toContain(
    "--target NAME; there are nr, length, width, place, colour",
  );
  expect(await refused("automl", "flowers.csv", "--target", "color", "--trials", "1")).toContain(
    'did you mean "colour"',
  );
  expect(await refused("automl", "flowers.csv", "--target", "colour", "--metric", "rmsle")).toContain(
    "is not known",
  );
  expect(await refused("predict", "flowers.csv", "flowers.csv")).toContain("flowers.csv: ");
  expect(existsSync(path("tunesmith.db"))).toBe(false);
});
