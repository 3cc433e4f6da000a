import { setTimeout as sleep } from "node:timers/promises";
import { withoutKey } from "./keys.ts";
import type { Live } from "./live.ts";

/** Events in one message. */
const batch = 500;

/** A comment goes out after so long a silence, so that proxies and browsers know that the line stands. */
const silenceMs = 15_000;

/** Who has seen all so far gets its news no more often than this: 500 followers of a busy study are a load, too. */
const paceMs = 80;

/** Where a stream ends, and who wants to know. */
export interface Follower {
  readonly signal: AbortSignal;
  /** Whether it wants to know that there is news, and not which. */
  readonly isBare?: boolean;
  ended(): void;
}

/** So many followers are served before other requests get their turn. */
const together = 8;

/** What followers take of the thread, all together: a quarter, whatever there is to send. */
const restPerWork = 3;

/** They wait for their next turn so long at most, ms: a thread that is busy with others shall not leave them without news. */
const longestRestMs = 50;

const encoder = new TextEncoder();

/** The followers that have news to get, in the order in which they asked; who does not read what it got asks for nothing. */
const waiting: (() => void)[] = [];
let isServing = false;

/** Waits for a follower's turn: a log that 500 look at wakes them all at once, and a worker's request shall not come after them. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (isServing) return;
    isServing = true;
    setImmediate(serveSome);
  });
}

function serveSome(): void {
  const began = performance.now();
  for (const go of waiting.splice(0, together)) go();
  // By the next round of the loop they have written; what others did meanwhile counts, too, since it made them wait.
  setImmediate(() => {
    isServing = waiting.length > 0;
    if (isServing) setTimeout(serveSome, Math.min(longestRestMs, restPerWork * (performance.now() - began)));
  });
}

/** The newest message of each study: those who keep up all get the same. */
const newest = new WeakMap<Live, Message>();

/** Full messages by where they begin: they never change, and many begin at the start of a log at once. */
const whole = new WeakMap<Live["history"], Map<number, Message>>();

/** Readings under way, by where they begin: 500 who come at once cost one. */
const underWay = new WeakMap<Live["history"], Map<number, Promise<Message>>>();

/** So many of them are kept for a study. */
const mostWhole = 16;

interface Message {
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array;
}

/** The next message for who has seen the log up to a place. */
async function messageAfter(live: Live, from: number): Promise<Message> {
  const known = newest.get(live);
  if (known?.from === from && known.to === live.history.seq) return known;
  const full = whole.get(live.history) ?? new Map<number, Message>();
  whole.set(live.history, full);
  const before = full.get(from);
  if (before) return before;
  const readings = underWay.get(live.history) ?? new Map<number, Promise<Message>>();
  underWay.set(live.history, readings);
  const reading = readings.get(from) ?? readAfter(live, from, full).finally(() => readings.delete(from));
  readings.set(from, reading);
  return reading;
}

async function readAfter(live: Live, from: number, full: Map<number, Message>): Promise<Message> {
  const events = await live.storage.read(live.study, from, batch);
  const to = events.at(-1)?.seq ?? from;
  const data = JSON.stringify(events.map(withoutKey));
  const message = { from, to, bytes: encoder.encode(`id: ${to}\nevent: events\ndata: ${data}\n\n`) };
  if (events.length < batch) newest.set(live, message);
  else {
    if (full.size >= mostWhole) full.delete(full.keys().next().value!);
    full.set(from, message);
  }
  return message;
}

/** That there is news. */
function bareMessage(to: number): Pick<Message, "to" | "bytes"> {
  return { to, bytes: encoder.encode(`id: ${to}\nevent: events\ndata: []\n\n`) };
}

/**
 * The log of a study as server-sent events: `events` with an array of events, its id the place of the last one; `reset`
 * when the study was dropped or made anew.
 *
 * A follower is no more than a place in the log. It is read when the line has room for more, so a slow one costs a
 * message and a socket, and nobody waits for it.
 *
 * @param after  the last place the reader knows
 */
export function follow(
  live: Live,
  after: number,
  { signal, isBare, ended }: Follower,
): ReadableStream<Uint8Array> {
  const { history } = live;
  let place = after;
  let sentAt = -Infinity;
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    ended();
  };
  signal.addEventListener("abort", end, { once: true });

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode("retry: 1000\n\n"));
      },
      async pull(controller) {
        try {
          const isNews = await live.beyond(place, silenceMs);
          if (isOver) return controller.close();
          if (live.history !== history) {
            controller.enqueue(encoder.encode("event: reset\ndata: {}\n\n"));
            controller.close();
            return end();
          }
          if (!isNews) return controller.enqueue(encoder.encode(": still here\n\n"));
          const soon = sentAt + paceMs - performance.now();
          if (soon > 0 && (isBare || live.history.seq - place < batch)) {
            await sleep(soon, undefined, { ref: false });
          }
          await turn();
          const message = isBare ? bareMessage(live.history.seq) : await messageAfter(live, place);
          place = message.to;
          sentAt = performance.now();
          controller.enqueue(message.bytes);
        } catch (e) {
          end();
          controller.error(e);
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 }, // nothing is made before the line has room for it
  );
}
