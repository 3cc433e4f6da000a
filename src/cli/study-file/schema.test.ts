import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { studyFileSchema } from "./schema.ts";
import { keys } from "./yaml.ts";

const path = new URL("../../../data/study.schema.json", import.meta.url);

test("the schema that is published has every key that a study file takes, and is up to date", () => {
  const schema = studyFileSchema() as { properties: object };
  expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(keys).sort());
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (process.env.TUNESMITH_UPDATE) writeFileSync(path, text);
  expect(readFileSync(path, "utf8")).toBe(text);
});
