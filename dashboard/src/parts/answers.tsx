/** The four questions and the best trial as cards, from numbers that the page counts itself or is told by the server. */
import type { History, TrialState } from "../../../src/history/index.ts";
import type { Params } from "../../../src/space/index.ts";
import { flat, showDuration, showNumber, showScalar } from "../format.ts";
import { linkTo } from "../route.ts";
import { t } from "../text.ts";
import { StateBar } from "./state-bar.tsx";

/** A trial with a result. */
export interface BestTrial {
  readonly number: number;
  readonly values: { readonly [goal: string]: number };
  readonly params: Params;
}

type States = { readonly [state in TrialState]?: number };

const trialLink = (study: string, number: number) => linkTo(["study", study, "trial", String(number)]);

/** Is it getting better? With several goals, `best` is null and `front` counts those that none beats. */
export function BetterCard({
  study,
  goal,
  best,
  front,
  sinceBest,
  complete,
}: {
  study: string;
  goal: string;
  best: BestTrial | null;
  front: number;
  sinceBest: number;
  complete: number;
}) {
  const open = front > 0 ? "" : t("noResult");
  return (
    <div class="card answer">
      <h2>{t("better")}</h2>
      <p class="big">{best ? showNumber(best.values[goal]) : front > 0 ? t("front", front) : "–"}</p>
      <p>{best ? (sinceBest === 0 ? t("justNow") : t("sinceTrials", sinceBest)) : open}</p>
      {best && <a href={trialLink(study, best.number)}>{t("improvedBy", best.number, complete)}</a>}
    </div>
  );
}

/** Is it done? */
export function DoneCard({
  states,
  steering: { budget, state: steered },
  ended,
  queued,
  pace,
}: {
  states: States;
  steering: History["steering"];
  /** Trials that count towards the budget and have ended. */
  ended: number;
  queued: number;
  /** Trials that end in a ms; null while too few have. */
  pace: number | null;
}) {
  const left = budget === null ? 0 : Math.max(0, budget - ended);
  const inState = (...which: readonly TrialState[]) =>
    which.filter((state) => states[state]).map((state) => `${states[state]} ${t(state)}`);
  const parts = inState("running", "waiting", "paused");
  if (queued > 0) parts.push(`${queued} ${t("queued")}`);
  return (
    <div class="card answer">
      <h2>{t("done")}</h2>
      <p class="big">{budget === null ? ended : t("ofBudget", ended, budget)}</p>
      <StateBar states={states} />
      <p>{parts.join(" · ") || t(steered === "active" ? "nothingRuns" : steered)}</p>
      <p class="muted">{inState("complete", "pruned", "failed").join(" · ")}</p>
      {pace !== null && (states.running ?? 0) > 0 && (
        <p class="muted">
          {t("perHour", showNumber(pace * 3_600_000, 3))}
          {left > 0 ? ` · ${t("etaLeft", showDuration(left / pace))}` : ""}
        </p>
      )}
    </div>
  );
}

/** What matters? */
export function MattersCard({
  params,
  unknown,
}: {
  params: readonly { readonly name: string; readonly share: number }[] | null;
  /** What is said while `params` is null. */
  unknown: string;
}) {
  return (
    <div class="card answer">
      <h2>{t("matters")}</h2>
      {!params && <p class="muted">{unknown}</p>}
      {params && (
        <dl class="bars">
          {params.slice(0, 5).map(({ name, share }) => (
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

/** What fails? */
export function FailsCard({
  study,
  states: { failed = 0, pruned = 0 },
  finished,
  reasons,
}: {
  study: string;
  states: States;
  finished: number;
  /** Why trials failed, the most frequent first. */
  reasons: readonly { readonly why: string; readonly count: number; readonly last: number }[];
}) {
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
            <a href={trialLink(study, last)} title={why}>
              {count} × {why}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The best trial with its values and parameters. */
export function BestCard({ study, best }: { study: string; best: BestTrial | null }) {
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
              <ParamRows params={best.params} />
            </tbody>
          </table>
          <a href={trialLink(study, best.number)}>
            {t("trial")} {best.number} →
          </a>
        </>
      )}
    </div>
  );
}

/** A line of a table for each parameter, branches with dots. */
export function ParamRows({ params }: { params: Params | null }) {
  return (
    <>
      {flat(params).map(([name, value]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>{showScalar(value)}</td>
        </tr>
      ))}
    </>
  );
}
