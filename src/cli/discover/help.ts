import { resolve } from "node:path";
import { startChild } from "../../executors/child.ts";
import { environmentOf } from "../../executors/environment.ts";
import type { Settings } from "../study-file/plan.ts";

/** How long a program may take to show its help: some import half a world first. */
const patienceMs = 60_000;

/** A help text is no longer. */
const longest = 200_000;

/** What a command prints when it is asked for help: the same words, and `--help`; "" for one that says nothing. */
export async function helpOf(argv: readonly string[], settings: Settings): Promise<string> {
  let text = "";
  const child = startChild([...argv, "--help"], {
    cwd: resolve(settings.cwd ?? "."),
    env: { ...environmentOf(settings.passEnv, settings.env), COLUMNS: "200", NO_COLOR: "1", TERM: "dumb" },
    graceMs: 500,
    onLine: (line) => {
      if (text.length < longest) text += `${line}\n`;
    },
  });
  const timer = setTimeout(child.terminate, patienceMs);
  await child.exit;
  clearTimeout(timer);
  return text;
}
