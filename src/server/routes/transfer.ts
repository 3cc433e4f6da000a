import { z } from "zod";
import { TunesmithError } from "../../error.ts";
import { apply, emptyHistory } from "../../history/index.ts";
import type { Storage } from "../../storage/index.ts";
import { copyStudy, exportLines, importLines, renameStudy, replay } from "../../study/index.ts";
import { checkEvents } from "../event-schema.ts";
import { Problem } from "../problem.ts";
import { type Verb, verb } from "../route.ts";
import { number, study } from "../words.ts";
import { download } from "./analysis.ts";
import { trialAt } from "./trials.ts";

/** The longest file that is read; a larger one is imported from the command line. */
const longestFile = 64_000_000;

/** Suggestions that are made again at most: models take their time, and others wait meanwhile. */
const mostReplayed = 2_000;

/** Moves studies, and looks after them. */
export const transferVerbs: readonly Verb[] = [
  verb({
    name: "export",
    method: "get",
    path: "/studies/{study}/export",
    scope: "viewer",
    summary: "The study as JSON lines: all that happened, in order.",
    input: z.object({ study }),
    async run({ house, input: { study } }) {
      await house.room(study).live.present();
      const lines = exportLines(house.storage, [study]);
      const encoder = new TextEncoder();
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { done, value } = await lines.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(`${value}\n`));
        },
        cancel: () => void lines.return(undefined),
      });
      return download(body, "application/x-ndjson", `${study}.jsonl`);
    },
  }),
  verb({
    name: "import",
    method: "post",
    path: "/import",
    scope: "operator",
    summary: "Read studies from JSON lines that export has written (the raw body).",
    isRaw: true,
    input: z.object({ as: study.optional().describe("another name, for a file of one study") }),
    async run({ house, input, body }) {
      return importLines(checking(house.storage), linesOf(body), input.as);
    },
  }),
  verb({
    name: "copy",
    method: "post",
    path: "/studies/{study}/copy",
    scope: "operator",
    summary: "Copy a study to another name; again brings the copy up to date.",
    input: z.object({ study, as: study }),
    run: async ({ house, input }) => copyStudy(house.storage, house.storage, input.study, input.as),
  }),
  verb({
    name: "rename",
    method: "post",
    path: "/studies/{study}/rename",
    scope: "operator",
    summary: "Give a study another name, once no worker is at it.",
    input: z.object({ study, to: study }),
    async run({ house, input: { study, to } }) {
      const { trials, running } = await house.room(study).live.present();
      const holders = [...new Set([...running].map((number) => trials[number]!.by))];
      const gone = await house.storage.leases.expired(study, holders);
      await renameStudy(
        house.storage,
        study,
        to,
        holders.filter((by) => !gone.includes(by)),
      );
      house.leave(study);
      return { study: to, was: study };
    },
  }),
  verb({
    name: "replay",
    method: "post",
    path: "/studies/{study}/replay",
    scope: "operator",
    summary: "Make every suggestion again from the log, and compare it.",
    input: z.object({ study }),
    async run({ house, input: { study } }) {
      const { trials } = await house.room(study).live.present();
      if (trials.length > mostReplayed) {
        const how = `run tunesmith replay ${study} --check beside the storage`;
        throw new TunesmithError("option", `${trials.length} suggestions would hold the server up; ${how}.`);
      }
      const found = await replay(house.storage, study);
      return { isExact: found.different.length === 0, ...found };
    },
  }),
  verb({
    name: "notes",
    method: "get",
    path: "/studies/{study}/notes",
    scope: "viewer",
    summary: "The notes on a study, or with a number on a trial.",
    input: z.object({ study, number: number.optional() }),
    async run({ house, input }) {
      const history = await house.room(input.study).live.present();
      if (input.number === undefined) return { notes: history.notes };
      return { notes: trialAt(history, { study: input.study, number: input.number }).notes };
    },
  }),
];

/** A storage that takes only what could have happened: the reducer trusts the log. */
function checking(storage: Storage): Storage {
  const known = new Map<string, ReturnType<typeof emptyHistory>>();
  return {
    url: storage.url,
    leases: storage.leases,
    read: (study, after, limit) => storage.read(study, after, limit),
    studies: () => storage.studies(),
    drop: (study) => storage.drop(study),
    close: () => storage.close(),
    async append(study, events, after, times) {
      const history = known.get(study) ?? emptyHistory();
      known.set(study, history);
      while (history.seq < after) {
        const page = await storage.read(study, history.seq, Math.min(5000, after - history.seq));
        if (page.length === 0) break;
        for (const logged of page) apply(history, logged);
      }
      events.forEach((event, i) => {
        checkEvents([event], history, true);
        apply(history, { seq: after + i + 1, at: times?.[i] ?? 0, event });
      });
      return storage.append(study, events, after, times);
    },
  };
}

/** @throws Problem 413 */
async function* linesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let [rest, bytes] = ["", 0];
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > longestFile) throw new Problem(413, "too-long", `A file may have ${longestFile} bytes here.`);
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== "") yield rest;
}
