/** The storage itself, for workers that have a token of this server and no rights on its database. */
import { z } from "zod";
import { TunesmithError } from "../../error.ts";
import { checkEvents } from "../event-schema.ts";
import { withoutKey } from "../keys.ts";
import { type Verb, verb } from "../route.ts";
import { reaches } from "../tokens.ts";
import { by } from "../words.ts";

/** Names as a storage takes them: its own check refuses what cannot be. */
const study = z.string().max(2000);
const seq = z.int().min(0);

/** The longest append: some reports of a million values. */
const longestAppend = 64_000_000;

/** What looks after tables; a server over one storage does without the weight of all. */
const upkeep = () => import("../../storage/upgrade.ts");

/** Events in one answer; the client reads on. */
const page = 5_000;

export const storageVerbs: readonly Verb[] = [
  verb({
    name: "storageStatus",
    method: "get",
    path: "/storage",
    scope: "viewer",
    summary: "How many studies there are, and the version of the storage's tables; null where it has none.",
    input: z.object({}),
    async run({ house: { storage, storageUrl } }) {
      if (storageUrl === null) {
        return { url: storage.url, version: null, newest: null, studies: (await storage.studies()).length };
      }
      const { storageStatus } = await upkeep();
      return storageStatus(storageUrl);
    },
  }),
  verb({
    name: "storageUpgrade",
    method: "post",
    path: "/storage/upgrade",
    scope: "operator",
    summary: "Bring the storage's tables to the version of this program; says from which to which.",
    input: z.object({}),
    async run({ house: { storageUrl } }) {
      if (storageUrl === null) throw new TunesmithError("option", "this storage has no tables to upgrade.");
      const { upgradeStorage } = await upkeep();
      return upgradeStorage(storageUrl);
    },
  }),
  verb({
    name: "storageStudies",
    method: "post",
    path: "/storage/studies",
    scope: "viewer",
    summary: "The names of all studies that have an event.",
    input: z.object({}),
    run: async ({ house }) => ({ studies: await house.storage.studies() }),
  }),
  verb({
    name: "storageRead",
    method: "post",
    path: "/storage/read",
    scope: "viewer",
    summary: "The events after a place; `end` says whether the log ends here.",
    input: z.object({ study, after: seq, limit: seq.optional() }),
    async run({ house, input }) {
      const most = Math.min(input.limit ?? Infinity, page);
      const events = await house.storage.read(input.study, input.after, most);
      return { events: events.map(withoutKey), end: events.length < page || events.length === input.limit };
    },
  }),
  verb({
    name: "storageAppend",
    method: "post",
    path: "/storage/append",
    scope: "worker",
    summary: "Append events, all or none. With the same Idempotency-Key they are appended once.",
    input: z.object({
      study,
      events: z.array(z.unknown()).max(100_000),
      after: seq,
      times: z.array(seq).optional(),
    }),
    most: longestAppend,
    async run({ house, input, scope, key }) {
      const { live } = house.room(input.study);
      await live.sync(); // names are checked, and keys are learnt
      const isOperator = reaches(scope, "operator");
      const events = checkEvents(input.events, live.history, isOperator);
      if (input.times && !(isOperator && input.times.length === events.length)) {
        throw new TunesmithError(
          "option",
          "times come with a log from elsewhere: one an event, and an operator's.",
        );
      }
      const done = live.keys.find(key);
      let last = done ? done.seq + events.length - 1 : 0;
      if (!done) {
        const tail = await live.append(events, key, input.times);
        last = tail.at(-1)?.seq ?? live.history.seq;
      }
      const wanted = Math.max(0, last - input.after);
      const answer = await house.storage.read(input.study, input.after, Math.min(page, wanted));
      return { events: answer.map(withoutKey), last };
    },
  }),
  verb({
    name: "storageDrop",
    method: "post",
    path: "/storage/drop",
    scope: "operator",
    summary: "Remove a study with all its events and leases.",
    input: z.object({ study }),
    async run({ house, input }) {
      await house.storage.drop(input.study);
      house.leave(input.study);
      return {};
    },
  }),
  verb({
    name: "storageRenew",
    method: "post",
    path: "/storage/renew",
    scope: "worker",
    summary: "Take or renew the lease of a worker.",
    input: z.object({
      study,
      worker: by,
      ttlMs: z
        .number()
        .min(0)
        .max(7 * 24 * 3_600_000),
    }),
    async run({ house, input }) {
      await house.storage.leases.renew(input.study, input.worker, input.ttlMs, true);
      return {};
    },
  }),
  verb({
    name: "storageRelease",
    method: "post",
    path: "/storage/release",
    scope: "worker",
    summary: "Give the lease of a worker up.",
    input: z.object({ study, worker: by }),
    async run({ house, input }) {
      await house.storage.leases.release(input.study, input.worker);
      return {};
    },
  }),
  verb({
    name: "storageExpired",
    method: "post",
    path: "/storage/expired",
    scope: "viewer",
    summary: "Those of some workers whose lease is over.",
    input: z.object({ study, workers: z.array(by).max(100_000) }),
    run: async ({ house, input }) => ({
      expired: await house.storage.leases.expired(input.study, input.workers),
    }),
  }),
];
