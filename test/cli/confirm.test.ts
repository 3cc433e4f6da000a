/** Whether the winner is one, asked from the command line. */
import { describe, expect, test } from "vitest";
import { inFolder } from "./tunesmith.ts";

const cli = inFolder();

const program = `
const [lr, seed] = process.argv.slice(2).map(Number);
const luck = ((seed * 2654435761) % 2 ** 32) / 2 ** 32;
console.log("loss=" + (Math.abs(Math.log10(lr) + 3) + 0.3 * luck));
`;

describe("confirm", () => {
  test("a command is run again with other seeds, and the table says what came out", async () => {
    cli.write("train.cjs", program);
    const command = ["--", process.execPath, "train.cjs", "{lr}", "{seed}"];
    const flags = [
      "-p",
      "lr=float(1e-5,1e-1,log)",
      "--minimize",
      "loss",
      "--trials",
      "4",
      "--seed",
      "1",
      "--name",
      "train",
    ];
    expect(cli.run("run", ...flags, ...command).status).toBe(0);
    const done = cli.run("confirm", "train", "--top", "2", "--rounds", "2", "--json", ...command);
    expect(done.status).toBe(0);
    const found = JSON.parse(done.out);
    expect(found).toMatchObject({ study: "train", goal: "loss", isDeterministic: false });
    expect(found.candidates.map((c: { repeats: number }) => c.repeats)).toEqual([2, 2]);
    const words = (await cli.call("confirm", "train")).out;
    for (const word of ["winner", "over-tuning", "chance to be the best", "simplest as good"])
      expect(words).toContain(word);
  });

  test("a search of tunesmith/ml is scored on fresh folds", async () => {
    cli.write(
      "search.ts",
      `import { GridSearchCV, KNeighborsClassifier, loadIris } from "tunesmith/ml";
      export const { data: X, target: y } = loadIris();
      export const search = new GridSearchCV({
        estimator: new KNeighborsClassifier(), paramGrid: { nNeighbors: [1, 5, 30] },
        name: "knn", storage: "sqlite:tunesmith.db", ifExists: "resume",
      });
      await search.fit(X, y);`,
    );
    const done = await cli.call("confirm", "knn", "search.ts", "--rounds", "1", "--json");
    expect(JSON.parse(done.out).candidates).toHaveLength(3);
  });
});
