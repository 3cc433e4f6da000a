import { TunesmithError } from "../../error.ts";
import { type CommandSpec, wholeFrom } from "../command.ts";
import { readDuration } from "../duration.ts";
import { reportInside } from "../report-inside.ts";
import { numberOf } from "../trial-number.ts";

interface Options {
  readonly output?: string;
  readonly goal?: string;
  readonly step?: number;
  readonly lease?: number;
}

/**
 * `tunesmith report STUDY -o FILE`; `tunesmith report STUDY NUMBER VALUE`; inside a command that is tuned,
 * `tunesmith report NAME=VALUE …`.
 */
export const report: CommandSpec<Options> = {
  usage: "report <what...>",
  summary: "report on a study; or a metric from inside a command, or an intermediate value of a trial",
  details:
    "tunesmith report STUDY: is it getting better, is it done, what matters, what fails; with -o as one HTML file with all " +
    "plots, which needs nothing else.\n\n" +
    "In a command that tunesmith runs: tunesmith report NAME=VALUE … [--step N]; a metric of the goals with a step is judged " +
    "by the pruner, which ends the command.\n\nFor a trial of tunesmith ask: tunesmith report STUDY NUMBER VALUE. " +
    "Answers continue, or prune: then end the trial, and say tunesmith tell STUDY NUMBER --state pruned.",
  flags: [
    { flags: "-o, --output <file>", help: "the report of the study as an .html file" },
    {
      flags: "--goal <name>",
      help: "the goal that the report looks at (default the first that is optimised)",
    },
    { flags: "--step <n>", help: "such as the epoch (default: one more than the last)", read: wholeFrom(0) },
    { flags: "--lease <time>", help: "how long the rest may take: renews the lease", read: readDuration },
  ],
  examples: [
    "tunesmith report demo-bayes",
    "tunesmith report demo-bayes -o report.html",
    "tunesmith report accuracy=0.71 --step 3",
    "tunesmith report iris 17 0.71 --step 3",
  ],
  async run(call) {
    const { args, options, storage, terminal } = call;
    const { step, lease } = options;
    if (args.every((word) => word.includes("="))) return reportInside(args, step, terminal);
    const [name, number, value, ...rest] = args;
    if (number === undefined) return (await import("../study-report.ts")).reportStudy(call);
    if (value === undefined || rest.length > 0) {
      throw new TunesmithError(
        "usage",
        "write tunesmith report STUDY, tunesmith report STUDY NUMBER VALUE, or NAME=VALUE inside a command that is tuned.",
      );
    }
    if (value.trim() === "" || Number.isNaN(Number(value))) {
      throw new TunesmithError("usage", `"${value}" is no value; write a number, such as 0.71.`);
    }
    const { withStudy } = await import("../with-study.ts"); // a command reports often, and needs none of it
    const [advice, at] = await withStudy(storage, name!, async (study) => {
      const trial = study.history.trials[numberOf(number)];
      const next = step ?? Math.max(-1, ...(trial?.steps ?? [])) + 1;
      const said = await study.report(numberOf(number), next, Number(value));
      if (lease !== undefined) await study.storage.leases.renew(name!, trial!.by, lease, true);
      return [said, next] as const;
    });
    terminal.answer({ study: name, number: Number(number), step: at, advice }, advice);
    return 0;
  },
};
