import { z } from "zod";
import type { Json } from "../../json.ts";
import type { Artifacts } from "../artifacts.ts";
import { Problem } from "../problem.ts";
import { type House, type Verb, verb } from "../route.ts";
import { number, study } from "../words.ts";
import { trialAt } from "./trials.ts";

/** A file's facts stand in the log, as a note under this and its id. */
const mark = "artifact ";

/** What a note says of a file. */
interface Facts {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Files of trials and studies. */
export const artifactVerbs: readonly Verb[] = [
  verb({
    name: "saveArtifact",
    method: "post",
    path: "/studies/{study}/artifacts",
    scope: "worker",
    summary: "Keep a file (the raw body) for a trial, or without a number for the study.",
    isRaw: true,
    input: z.object({
      study,
      number: number.optional(),
      name: z.string().min(1).max(200).describe("what people call it; never part of a path"),
    }),
    async run({ house, input, body }) {
      const artifacts = artifactsOf(house);
      const { live } = house.room(input.study);
      const history = await live.present();
      if (input.number !== undefined) trialAt(history, { study: input.study, number: input.number });
      const { id, ...kept } = await artifacts.save(body);
      const value = { name: input.name, ...kept };
      await live.append([noted(input.number ?? null, id, value)]);
      return { id, ...value };
    },
  }),
  verb({
    name: "artifacts",
    method: "get",
    path: "/studies/{study}/artifacts",
    scope: "viewer",
    summary: "List the files of a study and its trials.",
    input: z.object({ study }),
    async run({ house, input }) {
      return { artifacts: await filesOf(house, input.study) };
    },
  }),
  verb({
    name: "loadArtifact",
    method: "get",
    path: "/studies/{study}/artifacts/{id}",
    scope: "viewer",
    summary: "Get a file.",
    input: z.object({ study, id: z.string().max(100) }),
    async run({ house, input }) {
      const known = (await filesOf(house, input.study)).find(({ id }) => id === input.id);
      const file = known ? await artifactsOf(house).load(input.id) : null;
      if (!known || !file) throw new Problem(404, "artifact", "There is no such file.");
      // Always a download: whatever is in it, no browser shows it as a page of ours.
      const headers = {
        "content-type": "application/octet-stream",
        "content-length": String(file.bytes),
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(known.name)}`,
      };
      return new Response(file.body, { headers });
    },
  }),
  verb({
    name: "dropArtifact",
    method: "delete",
    path: "/studies/{study}/artifacts/{id}",
    scope: "operator",
    summary: "Remove a file.",
    input: z.object({ study, id: z.string().max(100) }),
    async run({ house, input }) {
      const known = (await filesOf(house, input.study)).find(({ id }) => id === input.id);
      if (!known) throw new Problem(404, "artifact", "There is no such file.");
      await artifactsOf(house).remove(input.id);
      await house.room(input.study).live.append([noted(known.number, input.id, null)]);
      return { removed: input.id };
    },
  }),
];

/** The files that a study's log knows, in the order of its trials; those of the study itself first. */
export async function filesOf(house: House, name: string) {
  const { live } = house.room(name);
  const history = await live.present();
  const of = (number: number | null, notes: { readonly [key: string]: Json }) =>
    Object.entries(notes).flatMap(([key, value]) =>
      key.startsWith(mark) && value !== null
        ? [{ id: key.slice(mark.length), number, ...(value as unknown as Facts) }]
        : [],
    );
  const found = of(null, history.notes);
  for (const t of history.trials) {
    if (!live.shelf?.has(t)) found.push(...of(t.number, t.notes)); // a row on the shelf has no notes
  }
  return found;
}

function noted(number: number | null, id: string, value: Json) {
  return { type: "trial.noted", number, by: "http", key: `${mark}${id}`, value } as const;
}

/** @throws Problem 404 where no files are kept */
function artifactsOf({ artifacts }: House): Artifacts {
  if (artifacts) return artifacts;
  throw new Problem(
    404,
    "artifact",
    "This server keeps no files; start it with --artifacts FOLDER or s3://BUCKET/PREFIX.",
  );
}
