import { describe } from "vitest";
import { agrees } from "./agrees.ts";
import { readSaid } from "./optuna.ts";

const { versions, studies } = readSaid();

describe(`analysis beside Optuna ${versions.optuna}`, () => {
  for (const said of studies) agrees(said);
});
