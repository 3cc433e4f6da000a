import { z } from "zod";
import { type ImportanceMethod, importanceMethods, whyOf } from "../../analysis/index.ts";
import type { Named } from "../analyses.ts";
import { lookAt, wholeTrial } from "../look.ts";
import { type House, type Verb, verb } from "../route.ts";
import { seriesOf } from "../series.ts";
import { after, names, number, several, study, wait } from "../words.ts";
import { trialAt } from "./trials.ts";

const goal = z
  .string()
  .max(2000)
  .optional()
  .describe("the goal to look at; default the first that is optimised");

/** Checks of a study, and its report, take longer than other views. */
const mostChecked = 500;

/** What a study shows; of a large one, what a part of it shows that looks like all. */
export const analysisVerbs: readonly Verb[] = [
  verb({
    name: "summary",
    method: "get",
    path: "/studies/{study}/summary",
    scope: "viewer",
    summary: "Is it getting better, is it done, what matters, what fails.",
    input: z.object({ study, goal, wait }),
    async run({ house, input: { study, goal, wait } }) {
      const { note, ...seen } = await looked(house, study, { wait });
      return { answers: await house.analyst.ask("summary", [seen], { goal }), note };
    },
  }),
  verb({
    name: "health",
    method: "get",
    path: "/studies/{study}/health",
    scope: "viewer",
    summary: "What is worth knowing of a study, with advice.",
    input: z.object({ study, goal, wait }),
    async run({ house, input: { study, goal, wait } }) {
      const { note, ...seen } = await looked(house, study, { wait, most: mostChecked });
      return { findings: await house.analyst.ask("health", [seen], { goal }), note };
    },
  }),
  verb({
    name: "importance",
    method: "get",
    path: "/studies/{study}/importance",
    scope: "viewer",
    summary: "How much each parameter matters.",
    input: z.object({
      study,
      goal,
      wait,
      method: z.enum(Object.keys(importanceMethods) as [ImportanceMethod]).optional(),
    }),
    async run({ house, input: { study, goal, method, wait } }) {
      const { note, ...seen } = await looked(house, study, { wait });
      return { ...(await house.analyst.ask("importance", [seen], { goal, method })), note };
    },
  }),
  verb({
    name: "forecast",
    method: "get",
    path: "/studies/{study}/forecast",
    scope: "viewer",
    summary: "What more trials are likely to gain.",
    input: z.object({ study, goal }),
    async run({ house, input: { study, goal } }) {
      const { note, ...seen } = await looked(house, study);
      return { ...(await house.analyst.ask("forecast", [seen], { goal })), note };
    },
  }),
  verb({
    name: "selection",
    method: "get",
    path: "/studies/{study}/selection",
    scope: "viewer",
    summary:
      "What choosing the model gained, and what tuning it, for a study with a branch or another choice.",
    input: z.object({
      study,
      goal,
      by: z.string().max(2000).optional().describe("the parameter that chooses"),
    }),
    async run({ house, input: { study, goal, by } }) {
      const { note, ...seen } = await looked(house, study);
      return { ...(await house.analyst.ask("selection", [seen], { by, goal })), note };
    },
  }),
  verb({
    name: "why",
    method: "get",
    path: "/studies/{study}/trials/{number}/why",
    scope: "viewer",
    summary: "Why a trial has its point: what was predicted, what came, and what was known.",
    input: z.object({ study, number }),
    async run({ house, input }) {
      const { live } = house.room(input.study);
      const trial = await wholeTrial(live, trialAt(await live.present(), input));
      const { history } = lookAt(live);
      const others = history.trials.filter((t) => t.number !== trial.number);
      // The trial stands last: what is known of it does not depend on its place.
      const found = whyOf(
        { ...history, trials: [...others, trial], finished: placesOf(others) },
        others.length,
      );
      return { ...found, number: trial.number };
    },
  }),
  verb({
    name: "compare",
    method: "get",
    path: "/compare",
    scope: "viewer",
    summary: "Compare studies: the mean and band of each, and which is better, and how sure that is.",
    input: z.object({ studies: names.describe("names, as a JSON array"), goal }),
    async run({ house, input: { studies, goal } }) {
      const seen = [];
      for (const name of studies) seen.push(await looked(house, name));
      return house.analyst.ask("compare", seen, { goal });
    },
  }),
  verb({
    name: "plot",
    method: "get",
    path: "/studies/{study}/plots/{kind}",
    scope: "viewer",
    summary: "Draw a study: as options for Apache ECharts, or as SVG; `plots` lists the kinds.",
    input: z.object({
      study,
      kind: z.string().max(100),
      goal,
      params: several,
      with: several.describe("other studies beside it, as a JSON array"),
      theme: z.enum(["light", "dark"]).default("light"),
      width: z.coerce.number().int().min(200).max(4000).default(800),
      as: z.enum(["option", "svg"]).default("option"),
      wait,
    }),
    async run({ house, input: { study, kind, goal, params, theme, width, as, wait, with: others } }) {
      const studies = [];
      for (const name of [study, ...others]) studies.push(await looked(house, name, { wait }));
      const note = studies.find((seen) => seen.note !== "")?.note ?? "";
      const wish = { kind, note, theme, width, goal, ...(params.length > 0 ? { params } : {}) };
      if (as === "option") return house.analyst.ask("plot", studies, wish);
      const type = "image/svg+xml; charset=utf-8";
      return new Response(await house.analyst.ask("svg", studies, wish), {
        headers: { "content-type": type },
      });
    },
  }),
  verb({
    name: "plots",
    method: "get",
    path: "/plots",
    scope: "viewer",
    summary: "List the kinds of plots there are.",
    input: z.object({}),
    async run() {
      const { kindNames, kinds } = await import("../../charts/index.ts"); // drawing is the analyst's: others do without
      return {
        kinds: kindNames.map((name) => ({ name, title: kinds[name].title, summary: kinds[name].summary })),
      };
    },
  }),
  verb({
    name: "reportFile",
    method: "get",
    path: "/studies/{study}/report",
    scope: "viewer",
    summary: "The report of a study as one HTML file that needs nothing else.",
    input: z.object({ study, goal }),
    async run({ house, input: { study, goal } }) {
      const html = await house.analyst.ask("report", [await looked(house, study, { most: mostChecked })], {
        goal,
      });
      return download(html, "text/html; charset=utf-8", `${study}.html`);
    },
  }),
  verb({
    name: "series",
    method: "get",
    path: "/studies/{study}/series",
    scope: "viewer",
    summary:
      "One column by trial number, for pictures of large studies: `state` as bytes, `goal.NAME` or `param.NAME` as float32.",
    input: z.object({ study, column: z.string().max(4000), from: after, wait }),
    async run({ house, input: { study, column, from, wait } }) {
      const { live } = house.room(study);
      const history = await live.presentWithin(wait);
      const headers = { "content-type": "application/octet-stream", "cache-control": "no-store" };
      return new Response(seriesOf(history, live.shelf, column, from), { headers });
    },
  }),
];

/** A study as it is analysed, and what is to be said where that is a part of it. */
async function looked(
  house: House,
  name: string,
  { wait, most }: { readonly wait?: number | undefined; readonly most?: number | undefined } = {},
): Promise<Named & { readonly note: string }> {
  const { live } = house.room(name);
  await live.presentWithin(wait);
  await live.counted();
  const { history, note } = lookAt(live, most);
  return { name, history, note };
}

/** The places of trials that have ended, in the order in which they did. */
function placesOf(trials: readonly { readonly closedAt: number | null }[]): number[] {
  const places = trials.flatMap(({ closedAt }, i) => (closedAt === null ? [] : [i]));
  return places.sort((a, b) => trials[a]!.closedAt! - trials[b]!.closedAt!);
}

/** A file that the browser keeps: it is never shown as a page of ours. */
export function download(body: string | ReadableStream<Uint8Array>, type: string, name: string): Response {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
  return new Response(body, { headers: { "content-type": type, "content-disposition": disposition } });
}
