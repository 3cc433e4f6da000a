/** The thread in which studies are analysed. Started by `Analyst`. */
import type { History } from "../history/index.ts";
import { answerTasks } from "../threads/answer-tasks.ts";
import { analysed } from "./analyses.ts";
import type { Answer, Question } from "./analyst-words.ts";

/** So many histories stay for the next question about them: a page asks for a dozen pictures of one. */
const mostKept = 4;

/** By key, the one that was asked about last at the end. */
const kept = new Map<number, History>();

answerTasks<Question, Answer>(async ({ what, options, studies }) => {
  const named = studies.map(({ name, key, history = kept.get(key) }) => ({ name, key, history }));
  for (const { key, history } of named) {
    if (history === undefined) continue;
    kept.delete(key);
    kept.set(key, history);
  }
  for (const key of [...kept.keys()].slice(0, -mostKept)) kept.delete(key);
  if (!named.every(isWhole)) return null;
  return { answer: await analysed(what, named, options as never) };
});

function isWhole<T extends { history: History | undefined }>(
  study: T,
): study is T & { readonly history: History } {
  return study.history !== undefined;
}
