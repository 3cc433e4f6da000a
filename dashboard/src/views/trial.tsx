import { useEffect, useState } from "preact/hooks";
import { whyOf } from "../../../src/analysis/index.ts";
import { type History, isFinished, type Trial } from "../../../src/history/index.ts";
import { encode } from "../../../src/space/index.ts";
import { get, post, Refused, segment } from "../api.ts";
import type { Followed } from "../follow.ts";
import { flat, showDuration, showNumber, showScalar, showTime } from "../format.ts";
import { ParamRows } from "../parts/answers.tsx";
import { TellTale, useTold } from "../parts/told.tsx";
import { linkTo } from "../route.ts";
import { useIsOperator } from "../session.ts";
import { t } from "../text.ts";
import { Curve } from "./curve.tsx";
import { Files } from "./files.tsx";
import { Logs } from "./logs.tsx";
import { pointsNear } from "./near.ts";
import { Notes } from "./notes.tsx";

const neighbours = 5;

/** One trial: what was tried, what came of it, and why it was tried. */
export function TrialView({ study, number }: { study: Followed; number: number }) {
  const { history, name } = study;
  const { whole, isGone } = useWhole(study, number);
  const trial = whole ?? history.trials[number];
  if (!trial) return <p class="empty">{t(study.large && !isGone ? "reading" : "noSuchTrial")}</p>;
  const { why, ...memo } = (trial.memo ?? {}) as { why?: unknown };
  const isThere = (to: number) =>
    study.large ? to >= 0 && to < study.large.details.trials : history.trials[to] !== undefined;
  const link = (to: number, words: string) =>
    isThere(to) ? (
      <a class="button" href={linkTo(["study", name, "trial", String(to)])}>
        {words}
      </a>
    ) : null;
  return (
    <>
      <div class="row head">
        <h2 class="grow">
          {t("trial")} {number} <span class={`tag ${trial.state}`}>{t(trial.state)}</span>
        </h2>
        {link(number - 1, `← ${t("previous")}`)}
        {link(number + 1, `${t("next")} →`)}
        <Deeds study={study} trial={trial} />
      </div>
      {trial.why !== "" && <pre class="why">{trial.why}</pre>}
      <div class="two even">
        <div class="card">
          <h2>{t("results")}</h2>
          <dl class="facts">
            {Object.entries(trial.values ?? {}).map(([goal, value]) => [
              <dt key={goal}>{goal}</dt>,
              <dd key={`${goal} value`} class="big">
                {showNumber(value)}
              </dd>,
            ])}
            <dt>{t("started")}</dt>
            <dd>{showTime(trial.startedAt)}</dd>
            <dt>{t("duration")}</dt>
            <dd>{showDuration((trial.finishedAt ?? Date.now()) - trial.startedAt)}</dd>
            <dt>{t("worker")}</dt>
            <dd>{trial.by}</dd>
          </dl>
          <h2>{t("why")}</h2>
          <p>{typeof why === "string" ? why : "–"}</p>
          <Predicted study={study} trial={trial} />
          {Object.keys(memo).length > 0 && <pre class="memo">{JSON.stringify(memo, null, 1)}</pre>}
        </div>
        <div class="card">
          <h2>{t("params")}</h2>
          <table>
            <caption class="hidden">{t("params")}</caption>
            <tbody>
              <ParamRows params={trial.params} />
            </tbody>
          </table>
        </div>
      </div>
      {trial.curve.length > 1 && (
        <div class="card">
          <h2>{t("curve")}</h2>
          <Curve steps={trial.steps} values={trial.curve} />
        </div>
      )}
      <Logs study={study} trial={trial} />
      <Nearest study={study} trial={trial} />
      <Files study={study} trial={trial} />
      <Notes study={study} number={number} notes={trial.notes} />
    </>
  );
}

/** The whole of a trial of which the page has a row only, and whether the server has no such trial. */
function useWhole(
  study: Followed,
  number: number,
): { readonly whole: Trial | null; readonly isGone: boolean } {
  const [whole, setWhole] = useState<Trial | null>(null);
  const [gone, setGone] = useState<number | null>(null);
  useEffect(() => {
    if (!study.isThin && !study.large) return;
    get<Trial>(`/studies/${segment(study.name)}/trials/${number}`).then(
      (found) =>
        setWhole(study.large ? asTrial(found) : { ...study.history.trials[number]!, ...curveOf(found) }),
      (e: Error) => e instanceof Refused && setGone(number),
    );
  }, [study, number, study.large?.details.seq]);
  return { whole: whole?.number === number ? whole : null, isGone: gone === number };
}

function curveOf({ memo, steps, curve }: Trial): Pick<Trial, "memo" | "steps" | "curve"> {
  return { memo, steps, curve };
}

/** A trial as the server shows it, in the form of the log. */
function asTrial(shown: Trial): Trial {
  const { startedAt, finishedAt } = shown as unknown as { startedAt: string; finishedAt: string | null };
  const rest = { losses: 0, suggested: {}, fixed: {}, openedAt: 0, closedAt: finishedAt === null ? null : 0 };
  const finished = finishedAt === null ? null : Date.parse(finishedAt);
  return { ...shown, ...rest, startedAt: Date.parse(startedAt), finishedAt: finished };
}

/** What the model thought of the point, in units of the results known then. */
function Predicted({ study, trial }: { study: Followed; trial: Trial }) {
  if (trial.params === null || study.large) return null;
  const { prediction } = whyOf(study.history, trial.number);
  if (!prediction) return null;
  const { mean, sd, best, actual } = prediction;
  const words = [mean, sd, best].map((x) => showNumber(x, 3));
  return <p class="muted">{t("predicted", ...words, actual === null ? "–" : showNumber(actual, 3))}</p>;
}

function Deeds({ study, trial }: { study: Followed; trial: Trial }) {
  const isOperator = useIsOperator();
  const { told, run } = useTold();
  const at = `/studies/${segment(study.name)}`;
  const again = (times: number) =>
    run(async () => {
      let queued = 0;
      for (let i = 0; i < times; i++) {
        ({ queued } = await post<{ queued: number }>(`${at}/enqueue`, { params: trial.params! }));
      }
      return t("enqueued", queued);
    });
  const boost = () =>
    run(async () => {
      let queued = 0;
      for (const params of pointsNear(study.history.study!.space, trial.params!)) {
        ({ queued } = await post<{ queued: number }>(`${at}/enqueue`, { params }));
      }
      return t("enqueued", queued);
    });
  const invalidate = () => {
    const why = prompt(t("invalidateWhy"), "");
    if (why !== null) run(async () => void (await post(`${at}/trials/${trial.number}/invalidate`, { why })));
  };
  const end = () => run(async () => void (await post(`${at}/trials/${trial.number}/end`)));
  if (!isOperator) return null;
  return (
    <div class="row buttons">
      {trial.params && (
        <button type="button" onClick={() => again(1)}>
          {t("again")}
        </button>
      )}
      {trial.params && (
        <button type="button" onClick={() => again(3)}>
          {t("again3")}
        </button>
      )}
      {trial.params && !trial.isOutside && (
        <button type="button" onClick={boost}>
          {t("boost")}
        </button>
      )}
      {isFinished(trial) && trial.state !== "failed" && (
        <button type="button" onClick={invalidate}>
          {t("invalidate")}
        </button>
      )}
      {!isFinished(trial) && (
        <button type="button" class="danger" onClick={end}>
          {t("kill")}
        </button>
      )}
      <TellTale told={told} />
    </div>
  );
}

function Nearest({ study, trial }: { study: Followed; trial: Trial }) {
  const near = nearestTo(study.history, trial);
  if (near.length === 0) return null;
  const goals = Object.keys(study.history.study!.goals);
  return (
    <div class="card">
      <h2>{t("nearest")}</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("nearest")}>
        <table class="plain">
          <caption class="hidden">{t("nearest")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("number")}</th>
              <th scope="col">{t("distance")}</th>
              {goals.map((goal) => (
                <th scope="col" key={goal}>
                  {goal}
                </th>
              ))}
              <th scope="col">{t("params")}</th>
            </tr>
          </thead>
          <tbody>
            {near.map(({ other, distance }) => (
              <tr key={other.number}>
                <td>
                  <a href={linkTo(["study", study.name, "trial", String(other.number)])}>{other.number}</a>
                </td>
                <td>{showNumber(distance, 3)}</td>
                {goals.map((goal) => (
                  <td key={goal}>{showNumber(other.values?.[goal])}</td>
                ))}
                <td>
                  {flat(other.params)
                    .map(([param, value]) => `${param}=${showScalar(value)}`)
                    .join("  ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** The finished trials nearest in the unit cube; where one has a parameter and the other has not, they are 1 apart. */
function nearestTo(history: History, trial: Trial): { other: Trial; distance: number }[] {
  const { space } = history.study!;
  if (!trial.params || trial.isOutside || Object.keys(space).length === 0) return [];
  const here = encode(space, trial.params);
  return history.trials
    .filter(
      (other) => other.number !== trial.number && other.values !== null && other.params && !other.isOutside,
    )
    .map((other) => {
      const there = encode(space, other.params!);
      const sum = here.reduce((total, x, j) => total + apart(x, there[j]!) ** 2, 0);
      return { other, distance: Math.sqrt(sum) };
    })
    .sort((a, b) => a.distance - b.distance)
    .slice(0, neighbours);
}

function apart(x: number, y: number): number {
  if (Number.isNaN(x) && Number.isNaN(y)) return 0;
  return Number.isNaN(x) || Number.isNaN(y) ? 1 : x - y;
}
