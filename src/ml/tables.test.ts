import { describe, expect, test } from "vitest";
import { parseDataset } from "./dataset.ts";
import { loadIris, loadMakeClassification1000 } from "./datasets.ts";
import { codeLabels } from "./labels.ts";
import { selectRows, type Table, toMatrix, toRows } from "./matrix.ts";
import { accuracyScore } from "./metrics/index.ts";

describe("toMatrix", () => {
  test("takes arrays of rows, typed rows, and a matrix as it is", () => {
    const rows = [
      [1, 2],
      [3, 4],
    ];
    const matrix = toMatrix(rows);
    expect(toRows(matrix)).toEqual(rows);
    expect(toRows(toMatrix(rows.map((row) => Float32Array.from(row))))).toEqual(rows);
    expect(toMatrix(matrix)).toBe(matrix);
    expect(toRows(selectRows(matrix, [1, 1, 0]))).toEqual([
      [3, 4],
      [3, 4],
      [1, 2],
    ]);
  });

  test("takes NaN where values may be missing, and still no Infinity", () => {
    expect(toMatrix([[Number.NaN, 1]], { missing: true }).data).toEqual(Float64Array.of(Number.NaN, 1));
    expect(() => toMatrix([[Number.NaN], [Infinity]], { missing: true })).toThrow("X[1][0] is Infinity");
  });

  test.each<[string, unknown, string, string]>([
    ["no rows", [], "shape", "no rows"],
    ["no columns", [[]], "shape", "no columns"],
    ["rows of different lengths", [[1], [1, 2]], "shape", "row 1 of X has length 2, but row 0 has 1"],
    ["no table", "abc", "shape", "X is string"],
    ["a flat array", [1, 2], "shape", "row 0 of X is no array"],
    ["a text", [[1], ["2"]], "data", 'X[1][0] is "2"'],
    ["Infinity", [[1], [Infinity]], "data", "X[1][0] is Infinity"],
    [
      "a matrix with too few numbers",
      { data: new Float64Array(3), rows: 2, cols: 2 },
      "shape",
      "needs 4 numbers",
    ],
    [
      "a matrix with NaN",
      { data: Float64Array.of(1, Number.NaN), rows: 1, cols: 2 },
      "data",
      "X[0][1] is NaN",
    ],
  ])("refuses %s", (_, X, code, words) => {
    expect(() => toMatrix(X as Table)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(words) }),
    );
  });
});

describe("codeLabels", () => {
  test("numbers sort by size, texts by code unit", () => {
    expect(codeLabels([10, 9, 10])).toEqual({ classes: [9, 10], codes: Int32Array.of(1, 0, 1) });
    expect(codeLabels(["b", "a", "B"]).classes).toEqual(["B", "a", "b"]);
  });

  test("refuses a mixture, and what is no label", () => {
    expect(() => codeLabels([1, "1"])).toThrow('y[1] is "1", but y[0] is a number');
    expect(() => codeLabels([1, Number.NaN])).toThrow("y[1] is NaN");
    expect(() => codeLabels([null as unknown as number])).toThrow("y[0] is null");
  });
});

test("accuracy is the share of what is right; no rows have none", () => {
  expect(accuracyScore([1, 2, 3, 3], [1, 2, 3, 1])).toBe(0.75);
  expect(accuracyScore(["a"], ["a"])).toBe(1);
  expect(() => accuracyScore([], [])).toThrow("no rows");
  expect(() => accuracyScore([1], [1, 2])).toThrow("2 predictions");
});

describe("data sets", () => {
  test("iris has 150 rows, and 50 of each of 3 classes", () => {
    const { data, target, featureNames, targetNames } = loadIris();
    expect([data.length, data[0]!.length, featureNames.length]).toEqual([150, 4, 4]);
    expect(data[0]).toEqual([5.1, 3.5, 1.4, 0.2]);
    expect(targetNames.map((_, k) => target.filter((t) => t === k).length)).toEqual([50, 50, 50]);
  });

  test("the article's generated set has 1000 rows, 20 columns and two classes", () => {
    const { data, target } = loadMakeClassification1000();
    expect([data.length, data[0]!.length]).toEqual([1000, 20]);
    expect(new Set(target)).toEqual(new Set([0, 1]));
  });

  test("each load may be changed without the next one knowing", () => {
    loadIris().data[0]![0] = 99;
    expect(loadIris().data[0]![0]).toBe(5.1);
  });

  test("a broken line is told by its place", () => {
    expect(() => parseDataset("x.csv", "a,b\n1,2\n3\n", [])).toThrow("x.csv:3:");
    expect(() => parseDataset("x.csv", "a,b\n1,\n", [])).toThrow("x.csv:2:");
  });
});
