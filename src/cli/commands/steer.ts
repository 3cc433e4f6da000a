import type { Study } from "../../study/index.ts";
import type { CommandSpec } from "../command.ts";
import { count } from "../show-values.ts";
import { withStudy } from "../with-study.ts";

interface Options {
  readonly why?: string;
}

/** `tunesmith pause STUDY`. */
export const pause = steering("pause", "begin no further trial, until it is resumed", (study, why) =>
  study.pause(why),
);

/** `tunesmith resume STUDY`. */
export const resume = steering("resume", "go on with a study that was paused or stopped", (study) =>
  study.resume(),
);

/** `tunesmith stop STUDY`. */
export const stop = steering(
  "stop",
  "end the search of every worker, once the trials that run have ended",
  (study, why) => study.stop(why),
);

function steering(
  name: string,
  summary: string,
  steer: (study: Study, why?: string) => Promise<void>,
): CommandSpec<Options> {
  return {
    usage: `${name} <study>`,
    summary,
    details: "Every worker sees it before its next trial, wherever it runs.",
    ...(name === "resume" ? {} : { flags: [{ flags: "--why <words>", help: "the reason, for the others" }] }),
    examples: [`tunesmith ${name} iris`],
    async run({ args: [study], options, storage, terminal }) {
      const { state, running } = await withStudy(storage, study!, async (open) => {
        await steer(open, options.why);
        return { state: open.history.steering.state, running: open.history.running.size };
      });
      const rest =
        running > 0 && state !== "active"
          ? `; ${count(running, "trial")} still ${running === 1 ? "runs" : "run"}`
          : "";
      terminal.answer({ study, state, running }, `${study} is ${state}${rest}.`);
      return 0;
    },
  };
}
