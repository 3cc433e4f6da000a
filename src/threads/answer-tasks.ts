import { parentPort } from "node:worker_threads";
import { sent } from "./sent-error.ts";
import type { Reply } from "./threads.ts";

/** In a thread: does each task that comes, and answers. */
export function answerTasks<T, A>(answerTo: (task: T) => Promise<A>): void {
  const replyTo = async ({ id, ...task }: { readonly id: number }): Promise<Reply<A>> => {
    try {
      return { id, answer: await answerTo(task as T) };
    } catch (e) {
      return { id, thrown: sent(e) };
    }
  };
  parentPort!.on("message", async (task: { readonly id: number }) =>
    parentPort!.postMessage(await replyTo(task)),
  );
}
