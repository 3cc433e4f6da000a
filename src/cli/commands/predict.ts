import { readFile, writeFile } from "node:fs/promises";
import { isTunesmithError, TunesmithError } from "../../error.ts";
import { AutoMLModel } from "../../ml/automl/auto-model.ts";
import { readTable } from "../../ml/files/read-table.ts";
import type { CommandSpec } from "../command.ts";
import { exit } from "../status.ts";

interface Options {
  readonly output?: string;
  readonly probabilities?: boolean;
}

/** `tunesmith predict MODEL DATA`. */
export const predict: CommandSpec<Options> = {
  usage: "predict <model> <data>",
  summary: "predict with a model that automl has written",
  details:
    "A line for each row of the data, in their order, as CSV. Columns are found by their names; others are ignored.",
  flags: [
    { flags: "-o, --output <file>", help: "write the CSV there (default: standard output)" },
    { flags: "--probabilities", help: "and how likely each class is" },
  ],
  examples: [
    "tunesmith predict titanic-automl/model.json new.csv",
    "tunesmith predict titanic-automl/model.json new.csv --probabilities -o answers.csv",
  ],
  async run({ args: [path, data], options, terminal }) {
    const model = await modelAt(path!);
    const frame = await readTable(data!);
    const predictions = await model.predict(frame);
    const probabilities = options.probabilities ? await model.predictProba(frame) : null;
    const { classes, target } = model;
    const names = probabilities ? classes!.map((label) => `${target}=${label}`) : [];
    const lines = [
      [target, ...names],
      ...predictions.map((label, i) => [label, ...(probabilities ? probabilities[i]! : [])]),
    ].map((row) => row.map(cell).join(","));
    const text = `${lines.join("\n")}\n`;
    if (options.output !== undefined) {
      await writeFile(options.output, text).catch((cause) => {
        throw new TunesmithError("file", `${options.output}: ${cause.message}.`, { cause });
      });
      terminal.say(`${options.output}: ${predictions.length} predictions of ${target}`);
      if (!terminal.isJson) return exit.done;
    }
    terminal.answer({ target, predictions, ...(probabilities ? { classes, probabilities } : {}) }, text);
    return exit.done;
  },
};

async function modelAt(path: string): Promise<AutoMLModel> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : `${cause}`;
    throw new TunesmithError("file", `${path}: ${why}.`, { cause });
  }
  try {
    return AutoMLModel.fromJSON(JSON.parse(text));
  } catch (cause) {
    const why = isTunesmithError(cause)
      ? cause.message
      : "this is no JSON; name a model.json of tunesmith automl.";
    throw new TunesmithError("file", `${path}: ${why}`, { cause });
  }
}

/** A cell of CSV: with quotation marks where it needs them. */
function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
