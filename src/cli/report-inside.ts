import { appendFileSync } from "node:fs";
import { TunesmithError } from "../error.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Reports metrics of the run that this is called in: a line in the file which that run's worker follows.
 *
 * @param words  `name=value`, one or more
 * @returns the exit status
 * @throws TunesmithError "usage" outside of a run, and for what is no number
 */
export function reportInside(words: readonly string[], step: number | undefined, terminal: Terminal): number {
  const file = process.env.TUNESMITH_METRICS_FILE;
  if (!file) {
    throw new TunesmithError(
      "usage",
      "tunesmith report NAME=VALUE is for inside of a command that tunesmith runs (TUNESMITH_METRICS_FILE is not set); elsewhere write tunesmith report STUDY NUMBER VALUE.",
    );
  }
  const entries = words.map((word): readonly [string, number] => {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
    const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
    if (name !== undefined && (Number.isFinite(value) || /^[-+]?(nan|inf(inity)?)$/i.test(text!)))
      return [name, value];
    throw new TunesmithError(
      "usage",
      `"${word}" is no metric; write a name and a number, such as accuracy=0.71.`,
    );
  });
  // A value that is no number is written as programs print it, and makes a failed trial.
  const parts = entries.map(([name, value], i) => {
    const text = Number.isFinite(value) ? String(value) : words[i]!.slice(words[i]!.indexOf("=") + 1);
    return `${JSON.stringify(name)}: ${text}`;
  });
  const line = `{${[...parts, ...(step === undefined ? [] : [`"step": ${step}`])].join(", ")}}`;
  appendFileSync(file, `${line}\n`);
  if (terminal.isJson)
    terminal.answer({ reported: Object.fromEntries(entries), ...(step === undefined ? {} : { step }) }, "");
  return 0;
}
