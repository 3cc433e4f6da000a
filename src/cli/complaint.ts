import type { Command } from "commander";
import { nearest } from "../error.ts";
import { oursFor } from "./other-words.ts";

/**
 * Wrong use in one line: what it is, what may have been meant, and the help that tells more.
 *
 * @param text     what Commander says
 * @param command  the one that was to be run, or the program
 */
export function complaintOf(text: string, command: Command): string {
  const what = text
    .replace(/^error: /, "")
    .replace(" is invalid. ", " is invalid: ")
    .replace(/\n\(Did you mean [\s\S]*/, "")
    .replace(/\.?\s*$/, "");
  const [, kind, word] = /^unknown (option|command) '([^'=]+)/.exec(what) ?? [];
  const flags = command.options.flatMap(({ long }) => long ?? []);
  const known = kind === "option" ? flags : command.commands.map((one) => one.name());
  const meant = word === undefined ? null : (oursFor(word, known) ?? nearest(word, known));
  const name = command.parent ? `tunesmith ${command.name()}` : "tunesmith";
  return `tunesmith: ${what};${meant ? ` did you mean ${meant}?` : ""} ${name} --help shows what there is.\n`;
}
