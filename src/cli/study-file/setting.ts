import type { Json } from "../../json.ts";

/** Something that a command or its run may be told: once, for flags, files and their schema. */
export interface Setting {
  /** Its key in a file, and in what the flags say. */
  readonly key: string;
  readonly flags: string;
  readonly help: string;
  /** What it holds, in words; the flag's are the same. */
  readonly holds: string;
  readonly schema: { readonly [key: string]: Json };
  /** Whether it belongs to the command, or to the run. */
  readonly of: "command" | "run";
  /** Whether its flag may come several times, and gives a list. */
  readonly isList?: boolean;
  /** @returns null for what it cannot be */
  read(value: unknown): unknown;
}

/** A length of time, as a schema says it. */
export const time = { type: ["string", "number"], pattern: "^\\s*\\d+(\\.\\d+)?\\s*(ms|s|m|min|h|d)?\\s*$" };
/** A number above 0. */
export const positive = { type: "number", exclusiveMinimum: 0 };
/** Some text. */
export const text = { type: "string", minLength: 1 };
