import type { Logged } from "../../history/index.ts";
import { readStudy } from "../../study/read-study.ts";
import { replay as recompute } from "../../study/replay.ts";
import type { CommandSpec } from "../command.ts";
import { showNumber, showParams, showTime } from "../show-values.ts";
import { exit } from "../status.ts";
import { table } from "../table.ts";
import { withStorage } from "../with-storage.ts";

interface Options {
  readonly check?: boolean;
}

/** `tunesmith replay STUDY`. */
export const replay: CommandSpec<Options> = {
  usage: "replay <study>",
  summary: "tell what happened in a study, or recompute every suggestion from its log",
  details:
    "With --check each suggestion is made again from the part of the log that its sampler saw, and compared bit for bit (to 9 digits when it was made on another version of the JavaScript engine). Exit status 1 when one differs.",
  flags: [{ flags: "--check", help: "recompute and compare" }],
  examples: ["tunesmith replay demo-bayes --check", "tunesmith replay demo-bayes"],
  async run({ args: [name], options, storage: url, terminal }) {
    if (!options.check) {
      const log = await withStorage(url, async (storage) => {
        await readStudy(storage, name!); // says so when there is none
        return storage.read(name!, 0);
      });
      const rows = log.map(({ seq, at, event }) => [
        String(seq),
        showTime(new Date(at)),
        event.type,
        "number" in event ? String(event.number) : "",
        wordsOf(event),
      ]);
      terminal.answer(
        { study: name, log },
        table(["place", "time", "event", "trial", "what"], rows, terminal),
      );
      return exit.done;
    }
    const found = await withStorage(url, (storage) => recompute(storage, name!));
    const { checked, different, byHand, isAcross } = found;
    const isExact = different.length === 0;
    const verdict = isExact
      ? `exact: all ${checked} suggestions of ${name} come out of its log again`
      : `${different.length} of ${checked} suggestions of ${name} come out otherwise`;
    const notes = [
      ...(byHand > 0 ? [`${byHand} were enqueued by hand`] : []),
      ...(isAcross ? ["some were made on another engine, and compared to 9 digits"] : []),
    ];
    const lines = different
      .slice(0, 10)
      .map(
        (d) =>
          `  trial ${d.number}${d.name === null ? "" : ` ${d.name}`}\n    log     ${JSON.stringify(d.recorded)}\n    again   ${JSON.stringify(d.recomputed)}`,
      );
    const text = [`${verdict}${notes.length > 0 ? ` (${notes.join("; ")})` : ""}.`, ...lines].join("\n");
    terminal.answer({ study: name, isExact, ...found }, text);
    return isExact ? exit.done : exit.failed;
  },
};

/** What an event says, in a line. */
function wordsOf(event: Logged["event"]): string {
  switch (event.type) {
    case "study.created":
      return `sampler ${event.sampler.name}, pruner ${event.pruner.name}, seed ${event.seed}`;
    case "worker.joined":
      return `${event.by}, ${event.sampler.name}, ${event.runtime}`;
    case "trial.asked":
    case "trial.enqueued":
    case "trial.added":
      return showParams(event.params);
    case "trial.suggested":
      return `${event.name}=${String(event.value)}`;
    case "trial.opened":
      return event.by;
    case "trial.reported":
      return event.steps.map((step, i) => `${step}: ${showNumber(event.values[i]!)}`).join(", ");
    case "trial.finished": {
      const { outcome } = event;
      if (outcome.state !== "complete") return `${outcome.state}: ${outcome.why}`;
      return Object.entries(outcome.values)
        .map(([goal, x]) => `${goal}=${showNumber(x)}`)
        .join(" ");
    }
    case "trial.repeated": {
      const { outcome, seed } = event;
      if (outcome.state !== "complete") return `seed ${seed}: ${outcome.state}: ${outcome.why}`;
      return `seed ${seed}: ${Object.entries(outcome.values)
        .map(([goal, x]) => `${goal}=${showNumber(x)}`)
        .join(" ")}`;
    }
    case "trial.lost":
    case "trial.invalidated":
      return event.why;
    case "trial.corrected":
      return `${event.outcome.state}: ${event.why}`;
    case "trial.noted":
      return `${event.key}: ${JSON.stringify(event.value)}`;
    case "study.changed": {
      const { what, ...rest } = event.change;
      return `${what} ${JSON.stringify(rest)}`;
    }
    default:
      return "";
  }
}
