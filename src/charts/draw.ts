import type { Focus, ImportanceMethod } from "../analysis/index.ts";
import { didYouMean, TunesmithError } from "../error.ts";
import type { Canvas, Chart, ChartOption, Drawing, Look, Part } from "./chart.ts";
import type { Kind, Named } from "./kind.ts";
import { kindNames, kinds } from "./kinds.ts";
import { themes } from "./theme.ts";

/** What is drawn, and how; all of it may be left out. */
export interface DrawOptions extends Focus, Partial<Look> {
  readonly method?: ImportanceMethod | undefined;
}

/**
 * Draws a chart of one or several studies.
 *
 * @param kind     one of `kindNames`
 * @param studies  at least one; a kind for one study takes the first
 * @param options.width  px, default 800; the answer says which height it needs
 * @throws TunesmithError "name" for an unknown kind or goal, "params" for an unknown parameter, "unsupported" where the
 * study has nothing of the kind
 * @example drawChart("history", [{ name: "iris", history }], { theme: "dark" }).option // for echarts.setOption
 */
export function drawChart(kind: string, studies: readonly Named[], options: DrawOptions = {}): Chart {
  if (!Object.hasOwn(kinds, kind)) {
    throw new TunesmithError("name", `there is no chart "${kind}"; ${didYouMean(kind, kindNames)}.`);
  }
  const { title, draw }: Kind = kinds[kind as keyof typeof kinds];
  const { theme = "light", width = 800, isTitled = false, goal, params, method } = options;
  const top = isTitled ? 62 + lineHeight * Math.ceil(longestNote / lettersIn(width)) : 34;
  const canvas = { theme: themes[theme], width, isNarrow: width < 520, top };
  const drawing = draw({ studies, focus: { goal, params }, method }, canvas);
  const heading = studies.length === 1 ? `${title} of ${studies[0]!.name}` : title;
  return {
    kind,
    title: heading,
    note: drawing.note,
    height: Math.round(drawing.height),
    option: framed(drawing, canvas, isTitled ? { heading, note: drawing.note } : null),
  };
}

/** The drawing in the frame that all charts have. */
function framed(
  { option }: Drawing,
  canvas: Canvas,
  title: { readonly heading: string; readonly note: string } | null,
): ChartOption {
  const { theme, width } = canvas;
  const names = [...new Set(option.series.flatMap(({ name }) => (typeof name === "string" ? [name] : [])))];
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { color: theme.ink, fontFamily },
    tooltip: tooltipStyle(canvas),
    grid: [{ left: 64, right: canvas.isNarrow ? 16 : 24, top: canvas.top, bottom: 52 }],
    xAxis: [],
    yAxis: [],
    ...(needsLegend(option, names) ? { legend: legendStyle(canvas, names) } : {}),
    ...(title
      ? {
          title: {
            text: title.heading,
            subtext: wrapped(title.note, lettersIn(width)),
            left: 12,
            top: 10,
            textStyle: {
              color: theme.ink,
              fontSize: 16,
              fontWeight: "bold",
              width: width - 24,
              overflow: "truncate",
            },
            subtextStyle: { color: theme.muted, fontSize: 12, lineHeight },
          },
        }
      : {}),
    ...option,
  };
}

/** px */
const lineHeight = 16;

/** Letters of a note, usually; a longer one stands closer to the picture. */
const longestNote = 160;

/** Letters of a note that surely fit into a width: a machine that draws without a font cannot measure them. */
function lettersIn(width: number): number {
  return Math.floor((width - 24) / 6.6);
}

/** A text in lines of at most so many letters. */
function wrapped(text: string, letters: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line && line.length + 1 + word.length > letters) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.join("\n");
}

/** What is on most machines; a picture for machines that have no fonts brings its own. */
const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans Condensed', sans-serif";

function tooltipStyle({ theme }: Canvas): Part {
  return {
    trigger: "item",
    formatter: "{b}",
    confine: true,
    backgroundColor: theme.background,
    borderColor: theme.rule,
    textStyle: { color: theme.ink, fontSize: 12 },
    extraCssText: "white-space: pre-line",
  };
}

/** A legend is of use where series have different names and stand in the same panels. */
function needsLegend(option: Drawing["option"], names: readonly string[]): boolean {
  const isPanels = (option.grid?.length ?? 1) > 1 && names.length === option.series.length;
  return names.length > 1 && !isPanels && !option.legend;
}

function legendStyle({ theme, width, top }: Canvas, names: readonly string[]): Part {
  return {
    data: names,
    top: top - 28,
    right: 12,
    width: width - 24,
    borderColor: theme.rule,
    icon: "roundRect",
    itemWidth: 12,
    itemHeight: 4,
    itemGap: 14,
    textStyle: { color: theme.muted, fontSize: 12, padding: [0, 8, 0, 0] },
    type: "scroll",
  };
}
