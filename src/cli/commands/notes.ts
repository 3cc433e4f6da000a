import { TunesmithError } from "../../error.ts";
import type { Notes } from "../../history/index.ts";
import { scalarOf } from "../../space/index.ts";
import { readStudy } from "../../study/read-study.ts";
import type { CommandSpec } from "../command.ts";
import { pairs } from "../table.ts";
import { numberOf } from "../trial-number.ts";
import { withStorage } from "../with-storage.ts";
import { withStudy } from "../with-study.ts";

interface Options {
  readonly trial?: string;
}

const flags = [{ flags: "--trial <number>", help: "of this trial; default: of the study itself" }];

/** `tunesmith note STUDY KEY VALUE`. */
export const note: CommandSpec<Options> = {
  usage: "note <study> <key> <value>",
  summary: "write a note on a study, or on one of its trials",
  flags,
  examples: ["tunesmith note iris data v2", "tunesmith note iris looks odd --trial 17"],
  async run({ args: [name, key, value], options: { trial }, storage, terminal }) {
    const number = trial === undefined ? null : numberOf(trial);
    await withStudy(storage, name!, (study) => study.note(number, key!, jsonOrText(value!)));
    terminal.answer({ study: name, trial: number, key, value: jsonOrText(value!) }, `${key}: ${value}`);
    return 0;
  },
};

/** `tunesmith notes STUDY`. */
export const notes: CommandSpec<Options> = {
  usage: "notes <study>",
  summary: "show the notes on a study, or on one of its trials",
  flags,
  examples: ["tunesmith notes iris", "tunesmith notes iris --trial 17 --json"],
  async run({ args: [name], options: { trial }, storage: url, terminal }) {
    const { history, trials } = await withStorage(url, (storage) => readStudy(storage, name!));
    const found: Notes | undefined = trial === undefined ? history.notes : trials[numberOf(trial)]?.notes;
    if (!found)
      throw new TunesmithError("trial", `there is no trial ${trial}; study "${name}" has ${trials.length}.`);
    const rows = Object.entries(found).map(([key, value]) => {
      return [key, typeof value === "string" ? value : JSON.stringify(value)] as [string, string];
    });
    terminal.answer({ study: name, notes: found }, rows.length === 0 ? "No notes." : pairs(rows, terminal));
    return 0;
  },
};

/** JSON where it is some, else a word as in params. */
function jsonOrText(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return scalarOf(text);
  }
}
