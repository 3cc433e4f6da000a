import { useEffect, useState } from "preact/hooks";
import { get, segment } from "../api.ts";
import { chartTitle } from "../chart-titles.ts";
import type { Followed } from "../follow.ts";
import { flat, showDuration, showNumber, showScalar } from "../format.ts";
import { StateBar } from "../parts/state-bar.tsx";
import { linkTo } from "../route.ts";
import { t } from "../text.ts";
import { Notes } from "../views/notes.tsx";
import { goalAxis, numberAxis } from "./axis-of.ts";
import { Density } from "./density.tsx";
import type { Details, LargeStudy } from "./large-study.ts";
import type { Mark } from "./mark.ts";
import { RemoteChart } from "./remote-chart.tsx";

/** What the pictures of a large study share. */
export interface Hand {
  readonly version: number;
  readonly mark: Mark;
  readonly onMark: () => void;
  readonly onOpen: (number: number) => void;
}

/** The four questions, and every result. */
export function LargeOverview({ study, large, hand }: { study: Followed; large: LargeStudy; hand: Hand }) {
  const { details } = large;
  return (
    <>
      <div class="answers">
        <Better name={study.name} details={details} />
        <Done details={details} />
        <Matters large={large} version={study.version} />
        <Fails name={study.name} details={details} />
      </div>
      <div class="two">
        <Density
          study={large}
          {...hand}
          title={chartTitle("history", "Optimization history")}
          x={numberAxis(t("number"))}
          y={goalAxis(details)}
          hasBest
        />
        <Best name={study.name} details={details} />
      </div>
      <RemoteChart
        study={large}
        kind="parallel"
        version={study.version}
        title={chartTitle("parallel", "Parallel coordinates")}
      />
      <Notes study={study} number={null} />
    </>
  );
}

function Better({ name, details: { best, front, sinceBest, finished } }: { name: string; details: Details }) {
  const value = best ? Object.values(best.values)[0] : undefined;
  return (
    <div class="card answer">
      <h2>{t("better")}</h2>
      <p class="big">{best ? showNumber(value) : front > 0 ? t("front", front) : "–"}</p>
      <p>
        {best
          ? sinceBest === 0
            ? t("justNow")
            : t("sinceTrials", sinceBest)
          : front > 0
            ? ""
            : t("noResult")}
      </p>
      {best && (
        <a href={linkTo(["study", name, "trial", String(best.number)])}>
          {t("improvedBy", best.number, finished)}
        </a>
      )}
    </div>
  );
}

function Done({ details: { states, steering, finished, added, queued, pace } }: { details: Details }) {
  const { budget } = steering;
  const ended = finished - added;
  const open = (["running", "waiting"] as const).filter((state) => states[state]);
  const parts = open.map((state) => `${states[state]} ${t(state)}`);
  if (queued > 0) parts.push(`${queued} ${t("queued")}`);
  return (
    <div class="card answer">
      <h2>{t("done")}</h2>
      <p class="big">{budget === null ? ended : t("ofBudget", ended, budget)}</p>
      <StateBar states={states} />
      <p>{parts.join(" · ") || t(steering.state)}</p>
      {pace !== null && states.running && (
        <p class="muted">
          {t("perHour", showNumber(pace * 3_600_000, 3))}
          {budget !== null && budget > ended
            ? ` · ${t("etaLeft", showDuration((budget - ended) / pace))}`
            : ""}
        </p>
      )}
    </div>
  );
}

/** Importances are asked for no more often than this, ms. */
const everyMs = 10_000;

function Matters({ large, version }: { large: LargeStudy; version: number }) {
  const [found, setFound] = useState<{ params: { name: string; share: number }[]; note: string } | null>(
    null,
  );
  const [last] = useState({ at: -everyMs });
  useEffect(() => {
    if (performance.now() - last.at < everyMs) return;
    last.at = performance.now();
    get<NonNullable<typeof found>>(`/studies/${segment(large.name)}/importance?wait=200`).then(
      setFound,
      () => {},
    );
  }, [version]);
  return (
    <div class="card answer">
      <h2>{t("matters")}</h2>
      <dl class="bars">
        {found?.params.slice(0, 5).map(({ name, share }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <meter min={0} max={1} value={share} aria-label={name} />
              <span>{Math.round(share * 100)} %</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Fails({ name, details: { states, finished, reasons } }: { name: string; details: Details }) {
  const { failed = 0, pruned = 0 } = states as { failed?: number; pruned?: number };
  const share = (n: number) => showNumber((100 * n) / Math.max(1, finished), 2);
  return (
    <div class="card answer">
      <h2>{t("fails")}</h2>
      <p class={failed > 0 ? "big bad" : "big"}>{failed}</p>
      <p>{failed === 0 ? t("nothingFails") : t("failedShare", share(failed))}</p>
      {pruned > 0 && <p class="muted">{t("prunedShare", share(pruned))}</p>}
      <ul class="reasons">
        {reasons.map(({ why, count, last }) => (
          <li key={why}>
            <a href={linkTo(["study", name, "trial", String(last)])} title={why}>
              {count} × {why}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Best({ name, details: { best } }: { name: string; details: Details }) {
  return (
    <div class="card best">
      <h2>{t("best")}</h2>
      {!best && <p class="muted">{t("noResult")}</p>}
      {best && (
        <>
          <table>
            <caption class="hidden">{t("best")}</caption>
            <tbody>
              {Object.entries(best.values).map(([goal, value]) => (
                <tr key={goal} class="goal">
                  <th scope="row">{goal}</th>
                  <td>{showNumber(value)}</td>
                </tr>
              ))}
              {flat(best.params as never).map(([param, value]) => (
                <tr key={param}>
                  <th scope="row">{param}</th>
                  <td>{showScalar(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <a href={linkTo(["study", name, "trial", String(best.number)])}>
            {t("trial")} {best.number} →
          </a>
        </>
      )}
    </div>
  );
}
