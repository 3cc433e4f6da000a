import type { Json } from "../../json.ts";
import { settings } from "./settings.ts";

const text = { type: "string", minLength: 1 };
const goal = {
  anyOf: [
    { enum: ["minimize", "maximize"] },
    {
      type: "object",
      properties: { atMost: { type: "number" } },
      required: ["atMost"],
      additionalProperties: false,
    },
    {
      type: "object",
      properties: { atLeast: { type: "number" } },
      required: ["atLeast"],
      additionalProperties: false,
    },
  ],
};
const part = { anyOf: [text, { type: "object", properties: { name: text }, required: ["name"] }] };

/** The JSON Schema of a study file, for editors; `data/study.schema.json` is this. */
export function studyFileSchema(): Json {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A study of tunesmith",
    type: "object",
    additionalProperties: false,
    required: ["space", "command"],
    properties: {
      name: { ...text, description: "default: the name of the file" },
      space: {
        type: "object",
        minProperties: 1,
        description: "names and domains, such as lr: float(1e-5, 1e-1, log)",
        additionalProperties: {
          anyOf: [
            { type: "string", pattern: "^\\s*(float|int|categorical|branch)\\s*\\(" },
            { type: "object", required: ["kind"] },
          ],
        },
      },
      constraints: {
        type: "array",
        items: text,
        description: "what every point shall hold, such as layers * width <= 4096",
      },
      maximize: { ...text, description: "a metric to be high" },
      minimize: { ...text, description: "a metric to be low" },
      goals: {
        type: "object",
        minProperties: 1,
        additionalProperties: goal,
        description: "several metrics; in place of maximize and minimize",
      },
      sampler: { ...part, description: "a name, or { name: gp, startup: 10 }" },
      pruner: { ...part, description: "a name, or { name: asha, reductionFactor: 4 }" },
      seed: { type: "integer", description: "the same seed gives the same study" },
      trials: { type: "integer", minimum: 1, description: "in all" },
      storage: { ...text, description: "the URL of the storage" },
      command: {
        anyOf: [text, { type: "array", minItems: 1, items: { type: ["string", "number"] } }],
        description: 'a list of words, such as [python, train.py, "{--lr}"]',
      },
      ...Object.fromEntries(settings.map(({ key, schema, help }) => [key, { ...schema, description: help }])),
    },
  };
}
