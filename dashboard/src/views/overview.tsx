import { healthOf, importanceOf } from "../../../src/analysis/index.ts";
import { kinds } from "../../../src/charts/index.ts";
import type { Trial } from "../../../src/history/index.ts";
import { bestOf, paretoOf } from "../../../src/history/loss.ts";
import { chartTitle } from "../chart-titles.ts";
import { type Followed, useLately } from "../follow.ts";
import { flat, showDuration, showNumber, showScalar } from "../format.ts";
import { ChartView, type Marking } from "../parts/chart.tsx";
import { StateBar } from "../parts/state-bar.tsx";
import { linkTo } from "../route.ts";
import { t } from "../text.ts";
import { Notes } from "./notes.tsx";
import { paceOf, type Standing, standingOf } from "./standing.ts";

/** Four questions, answered at a glance; below them the pictures behind the answers. */
export function Overview({ study, marking }: { study: Followed; marking: Marking }) {
  const { history, version, name } = study;
  const standing = standingOf(history);
  const named = [{ name, history }];
  const main = standing.isMulti ? "pareto" : "history";
  return (
    <>
      <div class="answers">
        <Better study={study} standing={standing} />
        <Done study={study} standing={standing} />
        <Matters study={study} />
        <Fails study={study} standing={standing} />
      </div>
      <div class="two">
        <ChartView
          kind={main}
          studies={named}
          version={version}
          marking={marking}
          title={chartTitle(main, kinds[main].title)}
        />
        <BestCard study={study} />
      </div>
      <ChartView
        kind="parallel"
        studies={named}
        version={version}
        marking={marking}
        title={chartTitle("parallel", kinds.parallel.title)}
      />
      <Health study={study} />
      <Notes study={study} number={null} />
    </>
  );
}

function Better({ study, standing }: { study: Followed; standing: Standing }) {
  const { history } = study;
  const best = bestOf(history);
  const goal = Object.keys(history.study!.goals)[0]!;
  const front = standing.isMulti ? paretoOf(history).length : 0;
  return (
    <div class="card answer">
      <h2>{t("better")}</h2>
      <p class="big">{best ? showNumber(best.values[goal]) : front > 0 ? t("front", front) : "–"}</p>
      <p>
        {best
          ? standing.sinceBest === 0
            ? t("justNow")
            : t("sinceTrials", standing.sinceBest)
          : front > 0
            ? ""
            : t("noResult")}
      </p>
      {best && (
        <a href={linkTo(["study", study.name, "trial", String(best.number)])}>
          {t("improvedBy", best.number, standing.complete)}
        </a>
      )}
    </div>
  );
}

function Done({ study, standing }: { study: Followed; standing: Standing }) {
  const { history } = study;
  const { budget } = history.steering;
  const ended = history.finished.length - history.added;
  const pace = paceOf(history);
  const left = budget === null ? null : Math.max(0, budget - ended);
  const parts = (["running", "waiting", "paused"] as const)
    .filter((state) => standing.states[state])
    .map((state) => `${standing.states[state]} ${t(state)}`);
  if (history.queue.length > 0) parts.push(`${history.queue.length} ${t("queued")}`);
  return (
    <div class="card answer">
      <h2>{t("done")}</h2>
      <p class="big">{budget === null ? ended : t("ofBudget", ended, budget)}</p>
      <StateBar states={standing.states} />
      <p>{parts.join(" · ") || t(history.steering.state)}</p>
      {pace !== null && history.running.size > 0 && (
        <p class="muted">
          {t("perHour", showNumber(pace * 3_600_000, 3))}
          {left !== null && left > 0 ? ` · ${t("etaLeft", showDuration(left / pace))}` : ""}
        </p>
      )}
    </div>
  );
}

/** The checks take time with the square of the trials, and would hold the page up: 9 s for 6,000 of them. */
const mostChecked = 1500;

/** What is worth knowing, and what to do about it. */
function Health({ study }: { study: Followed }) {
  const isLarge = study.history.trials.length > mostChecked;
  const found = useLately(study.version, () => (isLarge ? [] : healthOf(study.history))) ?? [];
  if (found.length === 0) return null;
  return (
    <section class="card health">
      <h2>{t("health")}</h2>
      <ul>
        {found.map((finding) => (
          <li key={`${finding.kind} ${finding.what}`} class={`level-${finding.level}`}>
            <strong>{finding.what}</strong> {finding.advice}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Matters({ study }: { study: Followed }) {
  const found = useLately(study.version, () => importanceOf(study.history));
  const params = (found?.params ?? []).slice(0, 5);
  const isKnown = found !== null && found.trials >= 4;
  return (
    <div class="card answer">
      <h2>{t("matters")}</h2>
      {!isKnown && <p class="muted">{t("tooFew")}</p>}
      {isKnown && (
        <dl class="bars">
          {params.map(({ name, share }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <meter min={0} max={1} value={share} aria-label={name} />
                <span>{Math.round(share * 100)} %</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function Fails({ study, standing }: { study: Followed; standing: Standing }) {
  const { failed = 0, pruned = 0 } = standing.states;
  const total = study.history.finished.length;
  const share = (n: number) => showNumber((100 * n) / total, 2);
  return (
    <div class="card answer">
      <h2>{t("fails")}</h2>
      <p class={failed > 0 ? "big bad" : "big"}>{failed}</p>
      <p>{failed === 0 ? t("nothingFails") : t("failedShare", share(failed))}</p>
      {pruned > 0 && <p class="muted">{t("prunedShare", share(pruned))}</p>}
      <ul class="reasons">
        {standing.reasons.map(({ why, count, last }) => (
          <li key={why}>
            <a href={linkTo(["study", study.name, "trial", String(last)])} title={why}>
              {count} × {why}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function BestCard({ study }: { study: Followed }) {
  const { history } = study;
  const trials: readonly Trial[] = [bestOf(history) ?? paretoOf(history)[0]].filter((x) => x !== undefined);
  const [trial] = trials;
  return (
    <div class="card best">
      <h2>{t("best")}</h2>
      {!trial && <p class="muted">{t("noResult")}</p>}
      {trial && (
        <>
          <table>
            <caption class="hidden">{t("best")}</caption>
            <tbody>
              {Object.entries(trial.values!).map(([goal, value]) => (
                <tr key={goal} class="goal">
                  <th scope="row">{goal}</th>
                  <td>{showNumber(value)}</td>
                </tr>
              ))}
              {flat(trial.params).map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{showScalar(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <a href={linkTo(["study", study.name, "trial", String(trial.number)])}>
            {t("trial")} {trial.number} →
          </a>
        </>
      )}
    </div>
  );
}
