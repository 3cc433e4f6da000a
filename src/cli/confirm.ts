import { createInterface } from "node:readline/promises";
import { TunesmithError } from "../error.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Asks before results are dropped.
 *
 * @param refusal  what is said where nobody can be asked
 * @throws TunesmithError "usage" for every other answer than yes
 */
export async function confirm(question: string, terminal: Terminal, refusal: string): Promise<void> {
  if (!process.stdin.isTTY || terminal.isJson) throw new TunesmithError("usage", refusal);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(`${question} [y/N] `).finally(() => lines.close());
  if (/^y(es)?$/i.test(answer.trim())) return;
  throw new TunesmithError("usage", "nothing was changed.");
}
