import {
  answersOf,
  compareGroups,
  forecastOf,
  healthOf,
  type ImportanceMethod,
  importanceOf,
  selectionOf,
} from "../analysis/index.ts";
import { type Chart, type DrawOptions, drawChart } from "../charts/index.ts";
import type { History } from "../history/index.ts";

/** A study as it is looked at. */
export interface Named {
  readonly name: string;
  readonly history: History;
}

type Studies = readonly Named[];
interface Goal {
  readonly goal?: string | undefined;
}

/** A chart that is asked for; `note` is what it says besides its own words. */
export interface Wish extends DrawOptions {
  readonly kind: string;
  readonly note: string;
}

/** What is computed of studies and takes more than a moment: where workers do not wait for it, see `Analyst`. */
export const analyses = {
  summary: (studies: Studies, { goal }: Goal) => answersOf(one(studies), goal),
  health: (studies: Studies, { goal }: Goal) => healthOf(one(studies), { goal }),
  importance: (studies: Studies, o: Goal & { readonly method?: ImportanceMethod | undefined }) =>
    importanceOf(one(studies), o),
  forecast: (studies: Studies, o: Goal) => forecastOf(one(studies), o),
  selection: (studies: Studies, { goal, by }: Goal & { readonly by?: string | undefined }) =>
    selectionOf(one(studies), {
      ...(by === undefined ? {} : { by }),
      ...(goal === undefined ? {} : { goal }),
    }),
  compare: (studies: Studies, o: Goal) =>
    compareGroups(
      studies.map(({ name, history }) => ({ name, runs: [history] })),
      o,
    ),
  plot: drawn,
  async svg(studies: Studies, wish: Wish & { readonly width: number }): Promise<string> {
    const { toSvg } = await import("../pictures/index.ts"); // others do without its weight
    return toSvg(drawn(studies, { ...wish, isTitled: true }), wish.width);
  },
  async report(studies: Studies, o: Goal): Promise<string> {
    const { toReport } = await import("../pictures/index.ts");
    return toReport(studies[0]!.name, one(studies), o);
  },
};

/** Their names. */
export type What = keyof typeof analyses;

/** What one of them has to be told, besides the studies. */
export type OptionsOf<W extends What> = Parameters<(typeof analyses)[W]>[1];

/** What one of them answers. */
export type AnswerOf<W extends What> = Awaited<ReturnType<(typeof analyses)[W]>>;

/** Runs one by its name. */
export async function analysed<W extends What>(
  what: W,
  studies: Studies,
  options: OptionsOf<W>,
): Promise<AnswerOf<W>> {
  const run = analyses[what] as unknown as (studies: Studies, options: OptionsOf<W>) => AnswerOf<W>;
  return run(studies, options);
}

function one(studies: Studies): History {
  return studies[0]!.history;
}

function drawn(studies: Studies, { kind, note, ...look }: Wish): Chart {
  const chart = drawChart(kind, studies, look);
  return { ...chart, note: chart.note + note };
}
