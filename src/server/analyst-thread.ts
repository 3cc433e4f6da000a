/** The thread in which studies are analysed. Started by `Analyst`. */
import { parentPort } from "node:worker_threads";
import type { History } from "../history/index.ts";
import { sent } from "../threads/sent-error.ts";
import { analysed } from "./analyses.ts";
import type { Question, Reply } from "./analyst-words.ts";

const port = parentPort!;
const histories = new Map<number, History>();

port.on("message", async ({ id, what, options, studies, forget }: Question) => {
  for (const key of forget) histories.delete(key);
  const named = studies.map(({ name, key, history = histories.get(key)! }) => {
    histories.set(key, history);
    return { name, history };
  });
  const reply = await analysed(what, named, options as never).then(
    (answer): Reply => ({ id, answer }),
    (e: unknown): Reply => ({ id, thrown: sent(e) }),
  );
  port.postMessage(reply);
});
