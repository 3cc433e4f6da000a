import { useMemo, useRef, useState } from "preact/hooks";
import { filterOf } from "../../../src/analysis/index.ts";
import { isTunesmithError } from "../../../src/error.ts";
import type { Trial } from "../../../src/history/index.ts";
import type { Scalar } from "../../../src/space/index.ts";
import type { Followed } from "../follow.ts";
import { flat, showDuration, showScalar } from "../format.ts";
import { FilterField } from "../parts/filter-field.tsx";
import { linkTo, setQuery } from "../route.ts";
import { t } from "../text.ts";
import { download, toCsv } from "./export.ts";

const rowHeight = 34;
const extraRows = 12;

/** A column of the table. */
interface Column {
  readonly name: string;
  readonly title: string;
  readonly isNumber: boolean;
  cell(trial: Trial): string;
  order(trial: Trial): Scalar | undefined;
}

/** All trials, however many: only those in sight are drawn. */
export function TrialsView({
  study,
  query,
  marked,
}: {
  study: Followed;
  query: URLSearchParams;
  marked: ReadonlySet<number> | null;
}) {
  const { history, version, name } = study;
  const where = query.get("where") ?? "";
  const sort = query.get("sort") ?? "";
  const isMarkedOnly = query.get("marked") === "1" && marked !== null;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [isChoosing, setChoosing] = useState(false);

  const columns = useMemo(() => columnsOf(history), [history, version]);
  const { passes, fault } = useMemo(() => readFilter(where), [where]);
  const rows = useMemo(() => {
    const chosen = history.trials.filter(
      (trial) => (!isMarkedOnly || marked.has(trial.number)) && passes(trial, history.study!.goals),
    );
    return sorted(chosen, columns, sort);
  }, [history, version, passes, sort, isMarkedOnly, marked]);
  const shown = columns.filter((column) => !hidden.has(column.name));

  const save = (kind: "csv" | "json") => {
    const table = rows.map((trial) => Object.fromEntries(shown.map((c) => [c.title, c.order(trial) ?? ""])));
    const text =
      kind === "json"
        ? JSON.stringify(table, null, 1)
        : toCsv(
            shown.map((c) => c.title),
            table,
          );
    download(`${name}.${kind}`, text, kind === "json" ? "application/json" : "text/csv");
  };
  return (
    <div class="card table">
      <div class="row tools">
        <FilterField where={where} fault={fault} isLive={true} />
        <span class="muted" role="status">
          {fault || t("nOfM", rows.length, history.trials.length)}
        </span>
        <button type="button" aria-expanded={isChoosing} onClick={() => setChoosing(!isChoosing)}>
          {t("columns")}
        </button>
        <button type="button" onClick={() => save("csv")}>
          {t("exportCsv")}
        </button>
        <button type="button" onClick={() => save("json")}>
          {t("exportJson")}
        </button>
      </div>
      {isChoosing && (
        <fieldset class="chooser">
          <legend class="hidden">{t("columns")}</legend>
          {columns.map((column) => (
            <label key={column.name}>
              <input
                type="checkbox"
                checked={!hidden.has(column.name)}
                onChange={() => {
                  const next = new Set(hidden);
                  if (!next.delete(column.name)) next.add(column.name);
                  setHidden(next);
                }}
              />
              {column.title}
            </label>
          ))}
        </fieldset>
      )}
      {history.trials.length === 0 ? (
        <p class="empty">{t("noTrials")}</p>
      ) : (
        <Rows rows={rows} columns={shown} sort={sort} name={name} />
      )}
    </div>
  );
}

function Rows({
  rows,
  columns,
  sort,
  name,
}: {
  rows: readonly Trial[];
  columns: readonly Column[];
  sort: string;
  name: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [from, setFrom] = useState(0);
  const inSight = Math.ceil((globalThis.innerHeight || 900) / rowHeight);
  const first = Math.max(0, Math.min(from, rows.length - inSight) - extraRows);
  const seen = rows.slice(first, first + inSight + 2 * extraRows);
  const onScroll = () => setFrom(Math.floor(box.current!.scrollTop / rowHeight));
  const template = columns.map((c) => (c.isNumber ? "minmax(84px, 1fr)" : "minmax(96px, 1.2fr)")).join(" ");
  const width = columns.length * 92;
  const wide = useStyle({ gridTemplateColumns: template, minWidth: `${width}px` });
  return (
    <div
      class="rows"
      ref={box}
      onScroll={onScroll}
      role="table"
      aria-rowcount={rows.length + 1}
      tabIndex={0}
      aria-label={t("trials")}
    >
      <div class="grid-row header" role="row" ref={wide}>
        {columns.map((column) => {
          const direction =
            sort === column.name ? "ascending" : sort === `-${column.name}` ? "descending" : "none";
          const next =
            direction === "ascending" ? `-${column.name}` : direction === "descending" ? "" : column.name;
          return (
            <span
              key={column.name}
              role="columnheader"
              aria-sort={direction}
              class={column.isNumber ? "number" : ""}
            >
              <button type="button" onClick={() => setQuery("sort", next)} title={column.title}>
                {column.title}
                {direction === "ascending" ? " ↑" : direction === "descending" ? " ↓" : ""}
              </button>
            </span>
          );
        })}
      </div>
      <Gap height={first * rowHeight} />
      {seen.map((trial, i) => (
        <GridRow
          key={trial.number}
          trial={trial}
          columns={columns}
          template={template}
          width={width}
          name={name}
          place={first + i}
        />
      ))}
      <Gap height={Math.max(0, rows.length - first - seen.length) * rowHeight} />
    </div>
  );
}

function GridRow({
  trial,
  columns,
  template,
  width,
  name,
  place,
}: {
  trial: Trial;
  columns: readonly Column[];
  template: string;
  width: number;
  name: string;
  place: number;
}) {
  const style = useStyle({ gridTemplateColumns: template, minWidth: `${width}px` });
  return (
    <div class={`grid-row ${trial.state}`} role="row" aria-rowindex={place + 2} ref={style}>
      {columns.map((column) => (
        <span
          key={column.name}
          role="cell"
          class={column.isNumber ? "number" : ""}
          title={column.cell(trial)}
        >
          {column.name === "#" ? (
            <a href={linkTo(["study", name, "trial", String(trial.number)])}>{trial.number}</a>
          ) : column.name === "state" ? (
            <span class={`tag ${trial.state}`}>{t(trial.state)}</span>
          ) : (
            column.cell(trial)
          )}
        </span>
      ))}
    </div>
  );
}

function Gap({ height }: { height: number }) {
  return <div ref={useStyle({ height: `${height}px` })} aria-hidden="true" />;
}

/** Sets a style by script: the policy of the page lets no markup have one. */
function useStyle(style: { readonly [name: string]: string }) {
  return (element: HTMLElement | null) => {
    if (element) Object.assign(element.style, style);
  };
}

function columnsOf(history: Followed["history"]): readonly Column[] {
  const { goals } = history.study!;
  const names = new Set<string>();
  for (const { params } of history.trials) for (const [name] of flat(params)) names.add(name);
  const took = (trial: Trial) => (trial.finishedAt === null ? undefined : trial.finishedAt - trial.startedAt);
  const of = (name: string, title: string, order: Column["order"], cell?: Column["cell"]): Column => ({
    ...{ name, title, order },
    isNumber: history.trials.slice(0, 50).some((trial) => typeof order(trial) === "number"),
    cell: cell ?? ((trial) => showScalar(order(trial))),
  });
  return [
    of("#", t("number"), (trial) => trial.number),
    of("state", t("state"), (trial) => trial.state),
    ...Object.keys(goals).map((goal) => of(`value ${goal}`, goal, (trial) => trial.values?.[goal])),
    ...[...names].map((name) => of(`param ${name}`, name, (trial) => paramAt(trial, name))),
    of("duration", t("duration"), took, (trial) =>
      took(trial) === undefined ? "" : showDuration(took(trial)!),
    ),
    of("worker", t("worker"), (trial) => trial.by),
    of(
      "why",
      t("reason"),
      (trial) => trial.why.split("\n")[0],
      (trial) => trial.why.split("\n")[0]!,
    ),
  ];
}

const flats = new WeakMap<Trial, Map<string, Scalar>>();

function paramAt(trial: Trial, name: string): Scalar | undefined {
  const known = flats.get(trial) ?? new Map(flat(trial.params));
  flats.set(trial, known);
  return known.get(name);
}

function sorted(rows: readonly Trial[], columns: readonly Column[], sort: string): readonly Trial[] {
  const column = columns.find(({ name }) => name === sort.replace(/^-/, ""));
  if (!column) return [...rows].reverse();
  const sign = sort.startsWith("-") ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [column.order(a), column.order(b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    if (typeof x === "number" && typeof y === "number") return sign * (x - y);
    return sign * String(x).localeCompare(String(y));
  });
}

function readFilter(where: string): { passes: ReturnType<typeof filterOf>; fault: string } {
  try {
    return { passes: filterOf(where), fault: "" };
  } catch (e) {
    if (!isTunesmithError(e)) throw e;
    return { passes: () => true, fault: e.message };
  }
}
