import { kinds } from "../../../src/charts/index.ts";
import { bestOf } from "../../../src/history/loss.ts";
import { chartTitle } from "../chart-titles.ts";
import { type Followed, useStudy } from "../follow.ts";
import { showNumber } from "../format.ts";
import { RemoteChart } from "../large/remote-chart.tsx";
import { ChartView } from "../parts/chart.tsx";
import { linkTo } from "../route.ts";
import { t } from "../text.ts";
import { goalsInWords, useStudies } from "./studies.tsx";

/** Studies side by side; which ones stands in the address. */
export function CompareView({ names }: { names: readonly string[] }) {
  const { studies } = useStudies();
  const turn = (name: string) => {
    const next = names.includes(name) ? names.filter((one) => one !== name) : [...names, name];
    location.hash = linkTo(["compare", ...next]);
  };
  return (
    <section>
      <h1>{t("compare")}</h1>
      <fieldset class="card chooser">
        <legend class="hidden">{t("studies")}</legend>
        {(studies ?? []).map(({ name }) => (
          <label key={name}>
            <input type="checkbox" checked={names.includes(name)} onChange={() => turn(name)} />
            {name}
          </label>
        ))}
      </fieldset>
      {names.length > 0 && <Compared key={names.join("\n")} names={names} />}
    </section>
  );
}

function Compared({ names }: { names: readonly string[] }) {
  const asked = names.map(useStudy);
  const found = asked.filter((study) => study.history.study !== null);
  if (found.length === 0) {
    return <p class="empty">{t(asked.every(({ line }) => line === "gone") ? "gone" : "reading")}</p>;
  }
  const studies = found.map(({ name, history }) => ({ name, history }));
  const isOneKind = new Set(found.map(({ history }) => JSON.stringify(history.study!.goals))).size === 1;
  const version = found.reduce((sum, study) => sum + study.version, 0);
  return (
    <>
      <div class="card scroll" tabIndex={0} role="region" aria-label={t("compare")}>
        <table class="plain capital">
          <caption class="hidden">{t("compare")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("study")}</th>
              <th scope="col">{t("best")}</th>
              <th scope="col">{t("goals")}</th>
              <th scope="col">{t("trials")}</th>
              <th scope="col">{t("failed")}</th>
              <th scope="col">{t("sampler")}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((study) => (
              <Row key={study.name} study={study} />
            ))}
          </tbody>
        </table>
      </div>
      {!isOneKind && <p class="empty">{t("otherGoals")}</p>}
      {(isOneKind ? (["compare", "history", "edf"] as const) : []).map((kind) => {
        const common = { kind, version, title: chartTitle(kind, kinds[kind].title) };
        const [first, ...beside] = found.map(({ name }) => name);
        if (found.every(({ large }) => !large)) {
          return <ChartView key={kind} {...common} isOptional studies={studies} />;
        }
        // Of a large study the page has no trials. The server draws of some of them, which say nothing of their order.
        return kind === "edf" && <RemoteChart key={kind} {...common} study={first!} beside={beside} />;
      })}
    </>
  );
}

function Row({ study: { name, history, large } }: { study: Followed }) {
  const best = large ? large.details.best : bestOf(history);
  const { goals, sampler } = history.study!;
  const failed = large
    ? (large.details.states.failed ?? 0)
    : history.trials.filter((trial) => trial.state === "failed").length;
  return (
    <tr>
      <th scope="row">
        <a href={linkTo(["study", name])}>{name}</a>
      </th>
      <td>{best ? showNumber(Object.values(best.values)[0]) : "–"}</td>
      <td>{goalsInWords(goals)}</td>
      <td>{large?.details.trials ?? history.trials.length}</td>
      <td>{failed}</td>
      <td>{sampler.name}</td>
    </tr>
  );
}
