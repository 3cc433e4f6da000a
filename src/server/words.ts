/** The words that the inputs of verbs are made of. */
import { z } from "zod";

export const study = z.string().min(1).max(2000).describe("the study's name");
export const number = z.coerce.number().int().min(0).describe("the trial's number, from 0");
export const attempt = z.int().min(1).optional().describe("the attempt that speaks; default the running one");
export const by = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "it has a control character")
  .describe("who works; its lease is renewed by each of its calls");
export const leaseMs = z
  .int()
  .min(100)
  .max(7 * 24 * 3_600_000)
  .default(60_000)
  .describe("how long the worker may be silent before its trials are given to others, in ms");
export const wait = z.coerce
  .number()
  .int()
  .min(0)
  .max(60_000)
  .optional()
  .describe(
    "ms to wait for the end of a log that is being read; then what was read so far; default: to the end",
  );
export const after = z.coerce.number().int().min(0).default(0);
/** A plain object of JSON; its content is checked by those who know it, and it is passed on as it came. */
export const record = z
  .custom<{ readonly [key: string]: unknown }>(
    (x) => typeof x === "object" && x !== null && !Array.isArray(x),
    {
      message: "it must be an object",
    },
  )
  .meta({ type: "object" });

/** Several names in one word of a query. */
export const names = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    if (text === "") return [];
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue("it must be a JSON array of texts");
      return z.NEVER;
    }
  })
  .pipe(z.array(z.string().max(2000)).max(50));
export const several = z.preprocess((given) => given ?? "[]", names).describe("names, as a JSON array");

export const params = record.describe("a point of the space; a branch is { is, … }");

/** A sampler or pruner. */
export const part = z
  .union([
    z.string().transform((name): { name: string; options?: object } => ({ name })),
    z.object({ name: z.string(), options: record.optional() }),
  ])
  .describe("a name, or { name, options }");
