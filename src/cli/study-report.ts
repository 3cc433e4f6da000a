import { extname } from "node:path";
import { answersOf, healthOf } from "../analysis/index.ts";
import { TunesmithError } from "../error.ts";
import { readStudy } from "../study/read-study.ts";
import type { Call } from "./command.ts";
import { writeText } from "./picture-file.ts";
import { count } from "./show-values.ts";
import { exit } from "./status.ts";
import { withStorage } from "./with-storage.ts";

/** Writes the report of a study, or says the gist of it. */
export async function reportStudy({
  args: [name],
  options: { output, goal },
  storage: url,
  terminal,
}: Call<{ readonly output?: string; readonly goal?: string }>): Promise<number> {
  if (output !== undefined && extname(output) !== ".html") {
    throw new TunesmithError("usage", `"${output}" is no report: its name must end in .html.`);
  }
  const { history } = await withStorage(url, (storage) => readStudy(storage, name!));
  const answers = answersOf(history, goal);
  const findings = healthOf(history, { goal });
  if (output !== undefined) {
    const { toReport } = await import("../pictures/index.ts");
    await writeText(output, await toReport(name!, history, { goal }));
    terminal.say(`${output}: ${count(history.trials.length, "trial")} of ${name}`);
    if (!terminal.isJson) return exit.done;
  }
  const { bold, dim, yellow } = terminal.paint;
  const lines = [
    bold(name!),
    ...answers.flatMap(({ question, short, long }) => ["", `${dim(question)} ${bold(short)}`, `  ${long}`]),
    ...(findings.length > 0 ? ["", dim("Worth knowing:")] : []),
    ...findings.map((f) => `  ${f.level === "warning" ? yellow("!") : "·"} ${f.what}\n    ${f.advice}`),
  ];
  terminal.answer({ study: name, answers, findings }, lines.join("\n"));
  return exit.done;
}
