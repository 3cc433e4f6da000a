import { deadlineMs } from "../deadline.ts";
import { booleanOf, positiveOf, timeOf, wholeOf } from "./readers.ts";
import { positive, type Setting, text, time } from "./setting.ts";

/** What the run of a study may be told, whatever is run. */
export const runSettings: readonly Setting[] = [
  {
    key: "parallel",
    flags: "--parallel <n>",
    help: "trials side by side (default 1); auto: as many as CPUs and GPUs allow",
    holds: "a whole number from 1, or auto",
    schema: { anyOf: [{ type: "integer", minimum: 1 }, { const: "auto" }] },
    of: "run",
    read: (v) => (v === "auto" ? v : wholeOf(v, 1, Infinity)),
  },
  {
    key: "asking",
    flags: "--asking <where>",
    help: "where points that take a model are made: here (default), or in a thread",
    holds: "here or thread",
    schema: { enum: ["here", "thread"] },
    of: "run",
    read: (v) => (["here", "thread"].includes(v as string) ? v : null),
  },
  {
    key: "askAhead",
    flags: "--ask-ahead",
    help: "make the next point while trials run, where points take a model",
    holds: "true or false",
    schema: { type: "boolean" },
    of: "run",
    read: booleanOf,
  },
  {
    key: "timeout",
    flags: "--timeout <time>",
    help: "open no trial after so long: 90s, 10m, 2h",
    holds: "a length of time, such as 2h",
    schema: time,
    of: "run",
    read: timeOf,
  },
  {
    key: "deadline",
    flags: "--deadline <time>",
    help: "be done by then: 08:00, 2026-12-24T18:00",
    holds: "a time of day or a date, such as 08:00",
    schema: text,
    of: "run",
    read: (v) => deadlineMs(String(v)),
  },
  {
    key: "price",
    flags: "--price <amount>",
    help: "what an hour of a trial costs",
    holds: "a number above 0",
    schema: positive,
    of: "run",
    read: positiveOf,
  },
  {
    key: "budget",
    flags: "--budget <amount>",
    help: "what the study may cost in all, by --price",
    holds: "a number above 0",
    schema: positive,
    of: "run",
    read: positiveOf,
  },
  {
    key: "pauseAfter",
    flags: "--pause-after <n>",
    help: "pause the study when the same failure came so often in a row (default 5)",
    holds: "a whole number from 1",
    schema: { type: "integer", minimum: 1 },
    of: "run",
    read: (v) => wholeOf(v, 1, Infinity),
  },
];
