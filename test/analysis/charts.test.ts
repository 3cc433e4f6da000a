import { describe, expect, it } from "vitest";
import { drawChart, kindNames, kinds } from "../../src/charts/index.ts";
import { isTunesmithError } from "../../src/error.ts";
import { escaped, toHtml, toPng, toSvg, toText } from "../../src/pictures/index.ts";
import { hostile, noTrial, oneGoal, threeGoals } from "./studies.ts";

const plain = { width: 60, paint: (text: string) => text };
const cases = [
  ["one goal", oneGoal()],
  ["three goals", threeGoals()],
  ["no trial", noTrial()],
] as const;

/** The chart, or null where the study has nothing of the kind. */
function drawn(kind: string, [name, history]: (typeof cases)[number], width = 800) {
  try {
    return drawChart(kind, [{ name, history }], { width, isTitled: true });
  } catch (e) {
    if (isTunesmithError(e, "unsupported")) return null;
    throw e;
  }
}

/** A machine may be busy. */

describe.each(kindNames)("the chart %s", (kind) => {
  it("is plain JSON without a hole in it, and an SVG document, and text, for every study", async () => {
    for (const one of cases) {
      const chart = drawn(kind, one);
      if (!chart) continue;
      expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
      const svg = await toSvg(chart, 800);
      expect(svg).toMatch(/^<svg role="img" width="800"/);
      expect(svg).toContain("<desc>");
      expect(svg).not.toContain("NaN");
      const lines = toText(chart, plain).split("\n");
      expect(lines[0]).toBe(chart.title);
      expect(lines.at(-1)).toBe(chart.note);
    }
  });

  it("draws the same from the same, on a phone", () => {
    expect(drawn(kind, cases[0], 360)).toEqual(drawn(kind, cases[0], 360));
  });
});

it("draws several studies beside each other, with a line for each", () => {
  const studies = [
    { name: "a", history: oneGoal(30) },
    { name: "b", history: oneGoal(40) },
  ];
  const forOneGoal = kindNames.filter((name) => "isForSeveral" in kinds[name] && name !== "hypervolume");
  for (const kind of forOneGoal) {
    const names = drawChart(kind, studies).option.series.map((s) => s.name);
    expect(names, kind).toEqual(expect.arrayContaining(["a", "b"]));
  }
});

it("measures the fronts of several studies up to one corner", () => {
  const studies = [30, 40].map((n) => ({ name: `of ${n}`, history: threeGoals(n) }));
  expect(drawChart("hypervolume", studies).option.series.map((s) => s.name)).toEqual(["of 30", "of 40"]);
});

it("says what there is when it does not know a chart, a goal or a parameter", () => {
  const studies = [{ name: "a", history: oneGoal() }];
  expect(() => drawChart("histroy", studies)).toThrow('did you mean "history"?');
  expect(() => drawChart("history", studies, { goal: "scor" })).toThrow('did you mean "score"?');
  expect(() => drawChart("slice", studies, { params: ["lrr"] })).toThrow('did you mean "lr"?');
  expect(() => drawChart("pareto", studies)).toThrow('this study has "score" alone');
});

it("shows hostile words as words in files", async () => {
  const chart = drawChart("slice", [{ name: hostile, history: oneGoal() }], { isTitled: true });
  const page = toHtml(chart.title, await toSvg(chart, 800));
  expect(page).not.toContain("<img");
  expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
});

it("tells in files what a hand that rests on a mark would learn on the page, without a script", async () => {
  for (const kind of ["history", "slice", "parallel", "edf", "timeline"] as const) {
    const chart = drawChart(kind, [{ name: "a", history: oneGoal(30) }]);
    const known = new Set(
      chart.option.series.flatMap(({ data }) =>
        (data as readonly unknown[]).flatMap((item) =>
          typeof item === "object" && item !== null && "name" in item ? [escaped(String(item.name))] : [],
        ),
      ),
    );
    const svg = await toSvg(chart, 800);
    const told = [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map((found) => found[1]!).slice(1);
    for (const words of told) expect(known, kind).toContain(words);
    // As many as there are: of a line, ECharts draws no mark for each.
    const marks = chart.option.series.filter(({ type }) => type !== "line");
    if (marks.length > 0 && known.size > 0) expect(new Set(told).size, kind).toBeGreaterThanOrEqual(20);
    expect(svg).not.toContain("ecmeta");
    expect(await toSvg(chart, 800, false)).not.toMatch(/<title>.*<title>/s);
  }
});

it("makes a PNG with words in it, at twice the size, without a font of the machine", async () => {
  const blank = { ...drawChart("edf", [{ name: "a", history: oneGoal() }]) };
  const png = await toPng(await toSvg(blank, 400));
  const size = new DataView(png.buffer, png.byteOffset);
  expect([size.getUint32(16), size.getUint32(20)]).toEqual([800, 2 * blank.height]);
  const words =
    '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="20"><text y="15">trial</text></svg>';
  const none = '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="20"><text y="15"></text></svg>';
  expect((await toPng(words)).length).toBeGreaterThan((await toPng(none)).length + 200);
});
