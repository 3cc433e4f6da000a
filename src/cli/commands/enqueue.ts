import type { CommandSpec } from "../command.ts";
import { paramsOf } from "../told.ts";
import { withStudy } from "../with-study.ts";

/** `tunesmith enqueue STUDY NAME=VALUE…`. */
export const enqueue: CommandSpec = {
  usage: "enqueue <study> <name=value...>",
  summary: "put a point in the queue of what is tried next",
  details: "What is left out of the point is drawn at random. Each queued point is tried once.",
  examples: ["tunesmith enqueue iris C=1 penalty=l2", "tunesmith enqueue mixed model=svm model.svm.c=1"],
  async run({ args: [name, ...words], storage, terminal }) {
    const queue = await withStudy(storage, name!, async (study) => {
      await study.enqueue(paramsOf(study.space, words));
      return study.history.queue;
    });
    terminal.answer({ study: name, queue }, `${name}: ${queue.length} in the queue.`);
    return 0;
  },
};
