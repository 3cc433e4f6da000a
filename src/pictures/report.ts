/** A study on one page that answers in seconds, and has the plots for whoever wants to know more. */
import { answersOf, type Focus, goalOf, healthOf } from "../analysis/index.ts";
import { type Chart, drawChart, type KindName } from "../charts/index.ts";
import { isTunesmithError } from "../error.ts";
import { type History, objectivesOf } from "../history/index.ts";
import { dimsOf } from "../space/index.ts";
import { toHtml } from "./html.ts";
import { bestTrials, families, findings, setup, tiles } from "./report-parts.ts";
import { escaped, toSvg } from "./svg.ts";

/** px; the narrow picture is for phones. */
const widths = { wide: 860, narrow: 380 };

/**
 * A report: one HTML file that needs nothing else, to read, print or send.
 *
 * @param o.at  the time that the report names
 * @throws TunesmithError "name" for an unknown goal
 */
export async function toReport(
  name: string,
  history: History,
  o: Focus & { readonly at?: Date } = {},
): Promise<string> {
  goalOf(history, o.goal); // refuses a goal that there is not
  const goal = o.goal ?? objectivesOf(history.study?.goals ?? {}).join(" and ");
  const figures: string[] = [];
  for (const kind of kindsFor(history)) figures.push(await figure(kind, name, history, o));
  const when = (o.at ?? new Date()).toISOString().slice(0, 16).replace("T", " ");
  const body = [
    `<header><h1>${escaped(name)}</h1><p>${history.trials.length} trials, looking at ${escaped(goal)}. Tunesmith, ${when} UTC.</p></header>`,
    tiles(answersOf(history, o.goal)),
    findings(healthOf(history, { goal: o.goal })),
    bestTrials(history),
    ...figures,
    setup(history),
  ];
  return toHtml(`Report of ${name}`, `<main>${body.join("\n")}</main>`, style);
}

/** The charts that have something to show of a study. */
function kindsFor(history: History): KindName[] {
  const isSeveral = objectivesOf(history.study?.goals ?? {}).length > 1;
  const complete = history.trials.filter((t) => t.state === "complete").length;
  const curves: KindName[] = history.trials.some((t) => t.steps.length > 1) ? ["curves"] : [];
  const predicted = history.trials.some(
    (t) => typeof t.memo === "object" && t.memo !== null && "sd" in t.memo,
  );
  if (complete < 2) return ["timeline"];
  return [
    ...(isSeveral ? (["pareto", "hypervolume"] as const) : (["history"] as const)),
    ...(hasBranch(history) ? (["selection"] as const) : []),
    "importance",
    ...(complete >= 16 && !isSeveral ? (["forecast"] as const) : []),
    "slice",
    ...(complete >= 10 ? (["contour", "dependence"] as const) : []),
    "parallel",
    ...curves,
    "edf",
    ...(predicted && !isSeveral ? (["calibration"] as const) : []),
    "timeline",
  ];
}

/** Whether families are chosen among. */
function hasBranch({ study }: History): boolean {
  return study !== null && dimsOf(study.space).some(({ domain }) => domain.kind === "branch");
}

/** A chart in two widths, one of which is shown. */
async function figure(kind: KindName, name: string, history: History, { goal }: Focus): Promise<string> {
  try {
    const draw = (width: number) => drawChart(kind, [{ name, history }], { goal, width });
    const wide = draw(widths.wide);
    const pictures = [
      `<div class="on-wide">${await picture(wide, widths.wide)}</div>`,
      `<div class="on-narrow">${await picture(draw(widths.narrow), widths.narrow, false)}</div>`,
    ];
    const title = wide.title.replace(` of ${name}`, "");
    const numbers = kind === "selection" ? families(history, goal) : "";
    return `<figure><h2>${escaped(title)}</h2><figcaption>${escaped(wide.note)}</figcaption>${pictures.join("")}${numbers}</figure>`;
  } catch (e) {
    if (isTunesmithError(e, "unsupported")) return ""; // such as a study without a parameter
    throw e;
  }
}

/** An SVG without what the page says itself; no finger hovers, so the picture for phones has no tips. */
async function picture(chart: Chart, width: number, hasTips = true): Promise<string> {
  const svg = await toSvg(chart, width, hasTips);
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(
      / (?:pointer-events="visible"|class="zr[^"]*"|xml:space="preserve"|baseProfile="full"|xmlns:xlink="[^"]*")/g,
      "",
    )
    .replace(/font-family:[^;"]*;?/g, "");
}

const style = `h1{font-size:1.7rem;margin:0;overflow-wrap:anywhere}h2{font-size:1.05rem;margin:0 0 .4rem}
header p,figcaption,.tile p{color:var(--muted);margin:.2rem 0 .6rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(12.5rem,1fr));gap:.8rem;margin:1.2rem 0}
.tile{border:1px solid var(--rule);border-top:4px solid var(--muted);border-radius:.5rem;padding:.7rem .9rem;overflow-wrap:anywhere}
.tile h2{font-size:.85rem;font-weight:500;color:var(--muted)}
.tile .short{font-size:1.35rem;line-height:1.25;font-weight:650;color:var(--ink);margin:.1rem 0 .4rem}
.tile.good{border-top-color:var(--running)}.tile.bad{border-top-color:var(--failed)}
section,figure{margin:0 0 2rem;break-inside:avoid}
.findings{padding:0;list-style:none;margin:0}.findings li{border-left:4px solid var(--muted);padding:.3rem .8rem;margin:.4rem 0}
.findings .warning{border-left-color:var(--pruned)}
.wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9rem}
th,td{text-align:left;padding:.25rem .9rem .25rem 0;border-bottom:1px solid var(--rule);white-space:nowrap}
th{font-weight:500;color:var(--muted)}.best td{font-weight:650}
svg text{font-family:inherit}.on-narrow{display:none}
@media screen and (max-width:600px){.on-wide{display:none}.on-narrow{display:block}}
@media print{body{max-width:none;padding:0}}`;
