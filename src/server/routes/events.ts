import { z } from "zod";
import { Problem } from "../problem.ts";
import { type Verb, verb } from "../route.ts";
import { follow } from "../stream.ts";
import { after, study } from "../words.ts";

/** So many may follow at once; each costs a socket. */
const mostFollowers = 1_000;

let followers = 0;

/** Follows a log live. */
export const eventVerbs: readonly Verb[] = [
  verb({
    name: "events",
    method: "get",
    path: "/studies/{study}/events",
    scope: "viewer",
    summary: "Follow a log live, as server-sent events with resume (Last-Event-ID).",
    input: z.object({
      study,
      after,
      bare: z.enum(["1"]).optional().describe("1: only say that there is news, not which"),
      lastEventId: z.coerce.number().int().min(0).optional().describe("for clients that send no headers"),
    }),
    async run({ house, input, signal }) {
      const { live } = house.room(input.study);
      await live.present();
      if (followers >= mostFollowers) {
        throw new Problem(503, "busy", `${mostFollowers} readers follow studies already.`);
      }
      followers += 1;
      const body = follow(live, input.lastEventId ?? input.after, {
        signal,
        isBare: input.bare === "1",
        ended: () => {
          followers -= 1;
        },
      });
      const headers = {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      };
      return new Response(body, { headers });
    },
  }),
];
