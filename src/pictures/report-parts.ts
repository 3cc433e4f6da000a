/** The pieces of a report that are words and tables. */
import { type Answer, type Finding, selectionOf } from "../analysis/index.ts";
import { shown } from "../charts/index.ts";
import { isTunesmithError } from "../error.ts";
import { bestOf, type History, objectivesOf, paretoOf, type Trial } from "../history/index.ts";
import { describe, dimsOf, type Params, wordOf } from "../space/index.ts";
import { escaped } from "./svg.ts";

/** The four answers, as tiles. */
export function tiles(answers: readonly Answer[]): string {
  const tile = ({ question, short, long, tone }: Answer) =>
    `<div class="tile ${tone}"><h2>${escaped(question)}</h2><p class="short">${escaped(short)}</p><p>${escaped(long)}</p></div>`;
  return `<section class="tiles">${answers.map(tile).join("")}</section>`;
}

/** What should be known, with advice. */
export function findings(found: readonly Finding[]): string {
  if (found.length === 0) return "";
  const item = ({ level, what, advice }: Finding) =>
    `<li class="${level}"><strong>${escaped(what)}</strong> ${escaped(advice)}</li>`;
  return `<section><h2>Worth knowing</h2><ul class="findings">${found.map(item).join("")}</ul></section>`;
}

/** The best trial, or the front; then the best ten. */
export function bestTrials(history: History): string {
  const goals = history.study?.goals ?? {};
  const isSeveral = objectivesOf(goals).length > 1;
  const names = Object.keys(goals);
  const best = bestOf(history);
  const trials = isSeveral ? paretoOf(history).slice(0, 20) : topOf(history, 10);
  if (trials.length === 0) return "";
  const params = [...new Set(trials.flatMap((t) => flat(t).map(([name]) => name)))];
  const head = ["trial", ...names, ...params].map((name) => `<th>${escaped(name)}</th>`).join("");
  const row = (t: Trial) => {
    const values = names.map((name) => shown(t.values![name]!, 5));
    const own = new Map(flat(t));
    const cells = [String(t.number), ...values, ...params.map((name) => own.get(name) ?? "")];
    const isBest = t.number === best?.number ? ' class="best"' : "";
    return `<tr${isBest}>${cells.map((text) => `<td>${escaped(text)}</td>`).join("")}</tr>`;
  };
  const title = isSeveral ? "The front" : "The best trials";
  return `<section><h2>${title}</h2><div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${trials.map(row).join("")}</tbody></table></div></section>`;
}

/** What each family gives untuned, tuned, and at best; nothing where fewer than two have results. */
export function families(history: History, goal: string | undefined): string {
  try {
    const { by, effort, families: all } = selectionOf(history, { goal });
    const head = [by, "trials", "typical", `best of ${effort}`, "best"];
    const rows = all.map((f) => [
      f.name,
      String(f.trials),
      ...[f.typical, f.tuned, f.best].map((x) => shown(x, 4)),
    ]);
    const cells = (tag: string, texts: readonly string[]) =>
      texts.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join("");
    const body = rows
      .map((row, i) => `<tr${i === 0 ? ' class="best"' : ""}>${cells("td", row)}</tr>`)
      .join("");
    return `<div class="wide"><table><thead><tr>${cells("th", head)}</tr></thead><tbody>${body}</tbody></table></div>`;
  } catch (e) {
    if (isTunesmithError(e, "data")) return "";
    throw e;
  }
}

/** What was searched, and how. */
export function setup(history: History): string {
  const { study } = history;
  if (!study) return "";
  const space = dimsOf(study.space).map(({ name, domain }) => [name, describe(domain)]);
  const goals = Object.entries(study.goals).map(([name, goal]) => [
    name,
    typeof goal === "string"
      ? goal
      : "atMost" in goal
        ? `at most ${goal.atMost}`
        : `at least ${goal.atLeast}`,
  ]);
  const rows = [
    ...goals,
    ...space,
    ["sampler", study.sampler.name],
    ["pruner", study.pruner.name],
    ["seed", String(study.seed)],
  ];
  const lines = rows.map(
    ([name, text]) => `<tr><th scope="row">${escaped(name!)}</th><td>${escaped(text!)}</td></tr>`,
  );
  return `<section><h2>Goals, space and search</h2><div class="wide"><table>${lines.join("")}</table></div></section>`;
}

/** The feasible complete trials of least loss. */
function topOf(history: History, most: number): Trial[] {
  const copy = { ...history, finished: [...history.finished] };
  const top: Trial[] = [];
  while (top.length < most) {
    const next = bestOf(copy);
    if (!next) break;
    top.push(next);
    copy.finished = copy.finished.filter((number) => number !== next.number);
  }
  return top;
}

/** Params by dotted names, as text. */
function flat({ params }: Pick<Trial, "params">, prefix = ""): [name: string, text: string][] {
  return Object.entries(params ?? {}).flatMap(([name, value]): [string, string][] => {
    const dotted = `${prefix}${name}`;
    if (typeof value === "object" && value !== null) {
      const { is, ...inner } = value;
      return [[dotted, String(is)], ...flat({ params: inner as Params }, `${dotted}.${String(is)}.`)];
    }
    return [[dotted, typeof value === "number" ? shown(value, 4) : wordOf(value)]];
  });
}
