import { type CommandSpec, defaultStorage } from "../command.ts";
import type { Finding } from "../doctor/finding.ts";
import { machineFindings } from "../doctor/machine.ts";
import { storageFindings } from "../doctor/storage.ts";
import { studyFindings, unseen } from "../doctor/study.ts";
import { exit } from "../status.ts";
import type { Terminal } from "../terminal.ts";
import { withStorage } from "../with-storage.ts";

/** `tunesmith doctor [STUDY]`. */
export const doctor: CommandSpec = {
  usage: "doctor [study]",
  summary: "look at this machine, the storage and a study, and say what is wrong and what to do",
  details:
    "No study, table or setting is made or changed. The exit status is 0 where there is no problem (warnings are none), 1 where there is one, and 3 " +
    "where it is the storage's.",
  examples: [
    "tunesmith doctor",
    "tunesmith doctor iris --storage postgres://tuner@db/studies",
    "tunesmith doctor --json",
  ],
  async run({ args: [name], options, storage: url, terminal }) {
    const machine = await machineFindings();
    const { findings: storage, isOpen } = await storageFindings(url, whose(options.storage));
    const study =
      name === undefined
        ? []
        : isOpen
          ? await withStorage(url, (s) => studyFindings(s, name))
          : [unseen(name)];
    const findings = [...machine, ...storage, ...study];
    const count = (state: Finding["state"], among: readonly Finding[] = findings) =>
      among.filter((one) => one.state === state).length;
    const [problems, warnings] = [count("problem"), count("warning")];
    const isWell = problems === 0;
    const last = `${problems} ${problems === 1 ? "problem" : "problems"}, ${warnings} ${warnings === 1 ? "warning" : "warnings"}`;
    terminal.answer(
      { ...(name === undefined ? {} : { study: name }), isWell, problems, warnings, findings },
      [...findings.map((one) => lineOf(one, terminal)), "", last].join("\n"),
    );
    if (count("problem", storage) > 0) return exit.storage;
    return isWell ? exit.done : exit.failed;
  },
};

/** Who has said which storage it is. */
function whose(flag: string | undefined): string {
  if (flag !== undefined) return "--storage";
  return process.env.TUNESMITH_STORAGE
    ? "TUNESMITH_STORAGE"
    : `the default, ${defaultStorage} in this folder`;
}

function lineOf({ about, state, found, remedy }: Finding, { paint }: Terminal): string {
  const colour = { ok: paint.green, warning: paint.yellow, problem: paint.red }[state];
  const head = `${colour(state.padEnd(7))}  ${paint.bold(about.padEnd(9))}  `;
  return `${head}${found}${remedy === null ? "" : `\n${" ".repeat(20)}${remedy}`}`;
}
