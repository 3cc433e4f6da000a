import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { TunesmithError } from "../../error.ts";
import { checkGoals, type Goals } from "../../history/index.ts";
import { defined } from "../../json.ts";
import { prunerByName, prunerKinds } from "../../pruners/index.ts";
import { samplerByName, samplerKinds } from "../../samplers/index.ts";
import { createStudy } from "../../study/index.ts";
import { type Verb, verb } from "../route.ts";
import { spaceOf } from "../space-form.ts";
import { detailsOf, type Summary, summaryOf } from "../summary.ts";
import { part, record, study, wait } from "../words.ts";
import { filesOf } from "./artifacts.ts";

/** The list of studies waits so long for each that is being read. */
const patienceMs = 500;

/** What there is: list, make, describe and drop studies. */
export const studyVerbs: readonly Verb[] = [
  verb({
    name: "studies",
    method: "get",
    path: "/studies",
    scope: "viewer",
    summary: "List the studies, the newest change first.",
    input: z.object({}),
    async run({ house }) {
      const found: Summary[] = [];
      for (const name of await house.storage.studies()) {
        const { live } = house.room(name);
        await Promise.race([live.sync(), sleep(patienceMs, undefined, { ref: false })]); // a large one may be read on
        await live.counted();
        if (live.history.study) found.push(summaryOf(live));
      }
      return { studies: found.sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime()) };
    },
  }),
  verb({
    name: "createStudy",
    method: "post",
    path: "/studies",
    scope: "operator",
    summary: "Make a study.",
    input: z.object({
      name: study,
      space: record.describe("the parameters by name: float(1e-5, 1e-1, log) and so on, or their JSON form"),
      goals: record.optional().describe("named goals: minimize, maximize, { atMost } or { atLeast }"),
      direction: z.enum(["minimize", "maximize"]).optional().describe("for the single goal `value`"),
      sampler: part.default({ name: "auto" }),
      pruner: part.default({ name: "none" }),
      constraints: z
        .array(z.string().max(2000))
        .max(500)
        .optional()
        .describe("what every point shall hold: layers * width <= 4096"),
      seed: z.int().min(0).optional(),
      ifExists: z.enum(["error", "resume"]).default("error"),
    }),
    async run({ house, input }) {
      const { name, ifExists } = input;
      if (input.goals && input.direction)
        throw new TunesmithError("goals", "give goals or direction, not both.");
      const goals = checkGoals((input.goals ?? { value: input.direction ?? "minimize" }) as Goals);
      const space = spaceOf(input.space);
      const sampler = samplerByName(input.sampler.name, input.sampler.options as never);
      const pruner = prunerByName(input.pruner.name, input.pruner.options as never);
      const made = await createStudy({
        ...{ name, space, goals, sampler, pruner, ifExists },
        ...defined({ constraints: input.constraints }),
        storage: house.storage,
        seed: input.seed ?? randomInt(2 ** 32),
      });
      await made.close();
      const { live } = house.room(name);
      await live.present();
      return summaryOf(live);
    },
  }),
  verb({
    name: "study",
    method: "get",
    path: "/studies/{study}",
    scope: "viewer",
    summary: "Show a study: what it searches, how far it is, and its best trial.",
    input: z.object({ study, wait }),
    async run({ house, input }) {
      const { live } = house.room(input.study);
      await live.presentWithin(input.wait);
      await live.counted();
      return detailsOf(live);
    },
  }),
  verb({
    name: "dropStudy",
    method: "delete",
    path: "/studies/{study}",
    scope: "operator",
    summary: "Remove a study with all its trials, for good.",
    input: z.object({ study }),
    async run({ house, input }) {
      const files = await filesOf(house, input.study);
      await house.storage.drop(input.study);
      house.leave(input.study);
      const left: string[] = [];
      // The study is gone by now, whatever their store says.
      for (const { id } of files) await house.artifacts?.remove(id).catch(() => left.push(id));
      return { dropped: input.study, ...(left.length > 0 ? { filesLeft: left } : {}) };
    },
  }),
  verb({
    name: "parts",
    method: "get",
    path: "/parts",
    scope: "viewer",
    summary: "List the samplers and pruners there are, with their options.",
    input: z.object({}),
    run: async () => ({
      samplers: samplerKinds().map(({ kind, summary, options, defaults }) => {
        return { name: kind, summary, options, defaults };
      }),
      pruners: prunerKinds().map(({ kind, summary, options, defaults }) => {
        return { name: kind, summary, options, defaults };
      }),
    }),
  }),
];
