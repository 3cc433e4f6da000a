/** What people are asked about a proposal before it is written; Enter takes what stands there. */
import { didYouMean, isTunesmithError } from "../../error.ts";
import { checkGoals, type Goals } from "../../history/index.ts";
import { prunerByName } from "../../pruners/index.ts";
import { parseParam } from "../../space/index.ts";
import type { Found } from "./discover.ts";
import { goalsAmong } from "./goal.ts";
import { type Proposed, proposalOf } from "./proposal.ts";

/** Asks one question; "" was answered by Enter. */
export type Ask = (question: string, usual: string) => Promise<string>;

/** Asks until the answer can be read. */
type Until = <T>(question: string, usual: string, read: (answer: string) => T) => Promise<T>;

/** A proposal as it was agreed on. */
export interface Agreed {
  readonly found: Found;
  readonly trials: number;
  readonly parallel: number | "auto";
  readonly pruner: string;
}

/**
 * Goes through a proposal with somebody.
 *
 * @param say  told what is wrong with an answer; then the same is asked again
 */
export async function agree(
  found: Found,
  argv: readonly string[],
  { ask, say, trials }: { readonly ask: Ask; readonly say: (text: string) => void; readonly trials: number },
): Promise<Agreed> {
  const until: Until = async (question, usual, read) => {
    for (;;) {
      const answer = (await ask(question, usual)).trim();
      try {
        return read(answer === "" ? usual : answer);
      } catch (e) {
        if (!isTunesmithError(e) && !(e instanceof Unfit)) throw e;
        say(e.message);
      }
    }
  };
  const { options } = found;
  const names = found.proposal.params.map(({ name }) => name);
  const aside = await until("Which of them shall stay as they are?", "none", (answer) => {
    const listed = answer === "none" ? [] : answer.split(/[\s,]+/);
    const unknown = listed.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Unfit(`there is no "${unknown}"; ${didYouMean(unknown, names)}.`);
    if (names.every((name) => listed.includes(name))) throw new Unfit("then nothing is left to tune.");
    return new Set(listed);
  });
  const proposal = proposalOf(argv, options, aside);
  let params: readonly Proposed[] = proposal.params;
  for (let isDone = false; !isDone; ) {
    const change = await until("Another range for one, such as lr=float(1e-4,1,log)?", "no", (answer) =>
      answer === "no" ? null : changed(params, answer),
    );
    params = change ?? params;
    isDone = change === null;
  }

  const goals = Object.keys(found.goals).length === 1 ? await askGoal(found, until) : found.goals;
  return {
    found: { ...found, proposal: { ...proposal, params }, goals },
    trials: await until("How many trials?", String(trials), countOf),
    parallel: await until("How many side by side, or auto?", "1", (a) => (a === "auto" ? a : countOf(a))),
    pruner: await until("End trials that fall behind: none, median or asha?", "none", (answer) => {
      prunerByName(answer);
      return answer;
    }),
  };
}

/** One goal; several were named by flags, and are not asked about. */
async function askGoal(found: Found, until: Until): Promise<Goals> {
  const printed = found.names.names;
  const goal = Object.keys(found.goals)[0]!;
  const metric = await until(`Which metric (${printed.join(", ")})?`, goal, (answer) => {
    if (found.names.find(answer).kind === "found") return answer;
    throw new Unfit(`the dry run printed no "${answer}"; ${didYouMean(answer, printed)}.`);
  });
  const guessed = goalsAmong([metric])[0]?.direction ?? "maximize";
  const usual = metric === goal ? String(found.goals[goal]) : guessed;
  const direction = await until("Maximize or minimize it?", usual, (answer) => {
    const word = ["maximize", "minimize"].find((one) => one.startsWith(answer.toLowerCase()));
    if (word) return word as "maximize" | "minimize";
    throw new Unfit("say maximize or minimize.");
  });
  return checkGoals({ [metric]: direction });
}

/** An answer that does not fit the question. */
class Unfit extends Error {}

function countOf(answer: string): number {
  if (/^[1-9]\d{0,8}$/.test(answer)) return Number(answer);
  throw new Unfit("say a whole number from 1.");
}

function changed(params: readonly Proposed[], answer: string): Proposed[] {
  const [name, domain] = parseParam(answer);
  const names = params.map((p) => p.name);
  if (!names.includes(name)) throw new Unfit(`there is no "${name}"; ${didYouMean(name, names)}.`);
  return params.map((p) => (p.name === name ? { ...p, domain, why: "as you said" } : p));
}

/**
 * The words of a line as a person types it: blanks part them, quotes of both kinds keep them together; no shell reads it.
 */
export function wordsOf(line: string): string[] {
  const pieces = line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g);
  return [...pieces].map(([piece]) => piece.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}
