import { useEffect, useState } from "preact/hooks";
import type { TrialState } from "../../../src/history/index.ts";
import { dimsOf } from "../../../src/space/index.ts";
import { get, segment } from "../api.ts";
import { flat, showNumber, showScalar } from "../format.ts";
import { FilterField } from "../parts/filter-field.tsx";
import { linkTo, setQuery } from "../route.ts";
import { t } from "../text.ts";
import { download, toCsv } from "../views/export.ts";
import type { LargeStudy } from "./large-study.ts";

/** Trials that come with one answer. */
const page = 100;

interface Shown {
  readonly number: number;
  readonly state: TrialState;
  readonly params: object;
  readonly values: { readonly [goal: string]: number } | null;
}

interface Answer {
  readonly total: number;
  readonly next: number | null;
  readonly trials: readonly Shown[];
}

const sorts = ["number", "value", "newest"] as const;

/** The trials of a large study, a page at a time; the server filters and sorts. */
export function LargeTrials({
  large,
  version,
  query,
}: {
  large: LargeStudy;
  version: number;
  query: URLSearchParams;
}) {
  const where = query.get("where") ?? "";
  const sort = sorts.find((one) => one === query.get("sort")) ?? "number";
  const from = Math.max(0, Number(query.get("from") ?? 0) || 0);
  const { answer, fault } = usePage(large, { where, sort, from, version });
  const goals = Object.keys(large.details.goals);
  const names = dimsOf(large.details.space).map(({ name }) => name);
  const rows = (answer?.trials ?? []).map((trial) => ({
    trial,
    cells: Object.fromEntries(flat(trial.params as never)),
  }));
  const heads = ["number", "state", ...goals, ...names];
  const save = () => {
    const table = rows.map(({ trial, cells }) => ({
      number: trial.number,
      state: trial.state,
      ...trial.values,
      ...cells,
    }));
    download(`${large.name}.csv`, toCsv(heads, table as never), "text/csv");
  };
  return (
    <div class="card table">
      <div class="row tools">
        <FilterField where={where} fault={fault} isLive={false} />
        <span class="muted" role="status">
          {fault || t("nOfM", answer?.total ?? "…", large.details.trials)}
        </span>
        <select
          aria-label={t("sortBy")}
          value={sort}
          onChange={(e) => setQuery("sort", e.currentTarget.value)}
        >
          <option value="number">{t("number")}</option>
          <option value="value">{t("bestFirst")}</option>
          <option value="newest">{t("newestFirst")}</option>
        </select>
        <button
          type="button"
          disabled={from === 0}
          onClick={() => setQuery("from", String(Math.max(0, from - page)))}
        >
          ← {t("previous")}
        </button>
        <button type="button" disabled={!answer?.next} onClick={() => setQuery("from", String(answer!.next))}>
          {t("next")} →
        </button>
        <button type="button" onClick={save}>
          {t("exportCsv")}
        </button>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("trials")}>
        <table class="plain">
          <caption class="hidden">{t("trials")}</caption>
          <thead>
            <tr>
              {heads.map((head, i) => (
                <th scope="col" key={head}>
                  {i === 0 ? t("number") : i === 1 ? t("state") : head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ trial, cells }) => (
              <tr key={trial.number}>
                <td>
                  <a href={linkTo(["study", large.name, "trial", String(trial.number)])}>{trial.number}</a>
                </td>
                <td>
                  <span class={`tag ${trial.state}`}>{t(trial.state)}</span>
                </td>
                {goals.map((goal) => (
                  <td key={goal}>{showNumber(trial.values?.[goal])}</td>
                ))}
                {names.map((name) => (
                  <td key={name}>{name in cells ? showScalar(cells[name]!) : ""}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** The page that is looked at, and what the server did not like. */
function usePage(
  large: LargeStudy,
  { where, sort, from, version }: { where: string; sort: string; from: number; version: number },
): { readonly answer: Answer | null; readonly fault: string } {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [fault, setFault] = useState("");
  useEffect(() => {
    let isOver = false;
    const words = new URLSearchParams({ where, sort, after: String(from), limit: String(page) });
    get<Answer>(`/studies/${segment(large.name)}/trials?${words}`).then(
      (found) => {
        if (isOver) return;
        setAnswer(found);
        setFault("");
      },
      (e: Error) => !isOver && setFault(e.message),
    );
    return () => {
      isOver = true;
    };
  }, [where, sort, from, where === "" ? Math.floor(version / 10) : 0]);
  return { answer, fault };
}
