/** The thread that makes points: it folds the same events, and so comes to the same. Started by `Asker`. */
import { apply, emptyHistory, type History } from "../../history/index.ts";
import { Tidy } from "../../history/tidy.ts";
import { answerTasks } from "../../threads/answer-tasks.ts";
import { Suggesters } from "../suggesters.ts";
import type { AskAnswer, AskTask } from "./asker-words.ts";

/** What is known of a log. */
interface Known {
  readonly history: History;
  readonly tidy: Tidy;
  readonly suggesters: Suggesters;
}

/** So many logs stay known; another one is told again from its beginning. */
const mostKnown = 8;

/** The one that was asked about last at the end. */
const logs = new Map<number, Known>();

answerTasks<AskTask, AskAnswer>(async ({ log, after, events, ask }) => {
  const { history, tidy, suggesters } = knownOf(log);
  if (history.seq < after) return { at: history.seq };
  for (const logged of events) apply(history, logged);
  tidy.tidy(history);
  if (ask === null) return { at: history.seq };
  return suggesters.of(history, ask.by).point(history, ask.number);
});

function knownOf(log: number): Known {
  const known = logs.get(log) ?? {
    history: emptyHistory(),
    tidy: new Tidy(),
    suggesters: new Suggesters([]),
  };
  logs.delete(log);
  logs.set(log, known);
  const [oldest] = logs.keys();
  if (logs.size > mostKnown) logs.delete(oldest!);
  return known;
}
