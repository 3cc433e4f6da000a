import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { readTable } from "./read-table.ts";

const folder = mkdtempSync(join(tmpdir(), "tables-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a file of that name and text. */
function read(name: string, text: string | Uint8Array) {
  writeFileSync(join(folder, name), text);
  return readTable(join(folder, name));
}

const people = { age: [22, null, 26.5], name: ["Ann, M.", 'the "B"', null], zip: ["01234", "00501", "7"] };

describe("the same table is read from", () => {
  test.each<[string, string | Uint8Array]>([
    ["comma.csv", 'age,name,zip\n22,"Ann, M.",01234\nNA,"the ""B""",00501\n26.5,,7\n'],
    ["bom.csv", '\ufeffage,name,zip\r\n22,"Ann, M.",01234\r\n?,"the ""B""",00501\r\n26.5,NaN,7\r\n\r\n'],
    ["semicolon.csv", 'age;name;zip\n22;Ann, M.;01234\n;"the ""B""";00501\n26.5;null;7'],
    ["tab.tsv", 'age\tname\tzip\n22\tAnn, M.\t01234\n\t"the ""B"""\t00501\n26.5\t\t7'],
    ["packed.csv.gz", gzipSync('age,name,zip\n22,"Ann, M.",01234\n,"the ""B""",00501\n26.5,,7\n')],
    [
      "rows.json",
      '[{"age":22,"name":"Ann, M.","zip":"01234"},{"name":"the \\"B\\"","zip":"00501"},{"age":26.5,"name":null,"zip":"7"}]',
    ],
    [
      "columns.json",
      '{"age":[22,null,26.5],"name":["Ann, M.","the \\"B\\"",null],"zip":["01234","00501","7"]}',
    ],
    [
      "lines.jsonl",
      '{"age":22,"name":"Ann, M.","zip":"01234"}\n\n{"age":null,"name":"the \\"B\\"","zip":"00501"}\n{"age":"26.5","zip":"7"}\n',
    ],
  ])("%s", async (name, text) => {
    expect(await read(name, text)).toEqual(people);
  });
});

test("a Parquet file, as pyarrow writes it: times as texts, whole numbers as numbers, truth as texts", async () => {
  const path = fileURLToPath(new URL("../../../test/data/small.parquet", import.meta.url));
  expect(await readTable(path)).toEqual({
    age: [22, null, 26],
    n: [1, 2, 3],
    sex: ["m", "f", null],
    at: ["2026-01-02T00:00:00.000Z", "2026-03-04T05:06:00.000Z", null],
    ok: ["true", "false", "true"],
  });
});

test("a column without a name gets the one of its place", async () => {
  expect(await read("index.csv", '"",a\n1,x\n2,y\n')).toEqual({ "column 1": [1, 2], a: ["x", "y"] });
});

describe("what cannot be read is said with the place", () => {
  test.each<[string, string, RegExp]>([
    [
      "short.csv",
      "a,b\n1,2\n\n3\n",
      /short\.csv:4: this line has 1 cells, and the first line names 2 columns/,
    ],
    [
      "open.csv",
      'a,b\n1,"2\n3,4\n',
      /open\.csv: a quotation mark \("\) is opened and never closed, up to line 3/,
    ],
    ["numbers.csv", "1,2\n3,4\n", /numbers\.csv:1: the first line holds numbers, not names/],
    ["head.csv", "a,b\n", /there are no rows below a line of names/],
    ["twice.csv", "a,b,a\n1,2,3\n", /two columns are called "a"/],
    ["broken.jsonl", '{"a":1}\n{"a":\n', /broken\.jsonl:2: /],
    ["list.json", "[1, 2]", /row 1 is no object/],
    ["word.json", '"a"', /this is no table/],
    ["data.xlsx", "", /what is in it\? The name of a table ends in one of \.csv/],
    ["fake.parquet", "PAR1 and no more", /fake\.parquet: it cannot be read as Parquet/],
  ])("%s", async (name, text, message) => {
    await expect(read(name, text)).rejects.toThrow(message);
  });

  test("a file that is not there", async () => {
    await expect(readTable(join(folder, "none.csv"))).rejects.toThrow(/none\.csv: there is no such file/);
  });
});
