import { resolve } from "node:path";
import { startChild } from "../../executors/child.ts";
import { environmentOf } from "../../executors/environment.ts";
import { failureOf } from "../../executors/failure.ts";
import { LastLines } from "../../executors/tail.ts";
import type { Settings } from "../study-file/plan.ts";

/** How long a program may take to show its help: some import half a world first. */
const patienceMs = 60_000;

/** After so long somebody who waits is told why. */
const quietMs = 10_000;

/** A help text is no longer. */
const longest = 200_000;

/** What a command answered when it was asked for help. */
export interface Help {
  readonly text: string;
  /** What went wrong, with its last words; "" where nothing did. Some programs show their help and end with another status. */
  readonly trouble: string;
}

/**
 * Asks a command for help: the same words, and `--help`.
 *
 * @param say  told when it takes long
 */
export async function helpOf(
  argv: readonly string[],
  settings: Settings,
  say: (text: string) => void,
): Promise<Help> {
  let text = "";
  const last = new LastLines();
  const child = startChild([...argv, "--help"], {
    cwd: resolve(settings.cwd ?? "."),
    env: { ...environmentOf(settings.passEnv, settings.env), COLUMNS: "200", NO_COLOR: "1", TERM: "dumb" },
    graceMs: 500,
    onLine: (line, stream) => {
      last.put(line, stream);
      if (text.length < longest) text += `${line}\n`;
    },
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.terminate();
  }, patienceMs);
  const soon = setTimeout(() => {
    say(
      `It has not ended for ${quietMs / 1000} s; a program without --help may be at work. It is given a minute.`,
    );
  }, quietMs);
  const exit = await child.exit;
  clearTimeout(timer);
  clearTimeout(soon);
  if (isLate) return { text, trouble: `it did not end within ${patienceMs / 1000} s${last.words()}` };
  const failure = failureOf(exit, last.all);
  return { text, trouble: failure === null ? "" : `${failure.why}${last.words()}` };
}
