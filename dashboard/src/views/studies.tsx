import { useEffect, useState } from "preact/hooks";
import type { Goals, TrialState } from "../../../src/history/index.ts";
import { get } from "../api.ts";
import { showDuration, showNumber } from "../format.ts";
import { Spark } from "../parts/spark.tsx";
import { StateBar } from "../parts/state-bar.tsx";
import { linkTo } from "../route.ts";
import { useIsOperator } from "../session.ts";
import { t } from "../text.ts";

/** What the server says of a study in the list. */
export interface Listed {
  readonly name: string;
  readonly goals: Goals;
  readonly sampler: string;
  readonly trials: number;
  readonly states: { readonly [state in TrialState]?: number };
  readonly best: { readonly number: number; readonly value: number } | null;
  readonly front: number;
  readonly spark: readonly number[];
  readonly changedAt: string;
  /** Whether these are the facts of a part: the log is being read. */
  readonly isReading: boolean;
}

const everyMs = 2000;

/** The list of studies, kept up to date while it is looked at; null until it came, and whether the server does not answer. */
export function useStudies(): { readonly studies: readonly Listed[] | null; readonly isLost: boolean } {
  const [studies, setStudies] = useState<readonly Listed[] | null>(null);
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    let isOver = false;
    const look = async () => {
      if (!document.hidden) {
        await get<{ studies: readonly Listed[] }>("/studies").then(
          (found) => {
            setStudies(found.studies);
            setLost(false);
          },
          () => setLost(true),
        );
      }
      if (!isOver) setTimeout(look, everyMs);
    };
    look();
    return () => {
      isOver = true;
    };
  }, []);
  return { studies, isLost };
}

/** All studies of the storage, at a glance. */
export function StudiesView() {
  const { studies, isLost } = useStudies();
  const isOperator = useIsOperator();
  const [word, setWord] = useState("");
  const shown = (studies ?? []).filter(({ name }) => name.toLowerCase().includes(word.toLowerCase()));
  return (
    <section>
      <div class="row head">
        <h1 class="grow">{t("studies")}</h1>
        <input
          type="search"
          placeholder={t("search")}
          aria-label={t("search")}
          value={word}
          onInput={(e) => setWord(e.currentTarget.value)}
        />
        {isOperator && (
          <a class="button main" href={linkTo(["new"])}>
            {t("newStudy")}
          </a>
        )}
      </div>
      {isLost && (
        <p class="hint" role="status">
          {t("lost")}
        </p>
      )}
      {!isLost && studies === null && <p class="empty">{t("reading")}</p>}
      {studies?.length === 0 && <p class="empty">{t("noStudies")}</p>}
      {studies && studies.length > 0 && shown.length === 0 && <p class="empty">{t("noMatch")}</p>}
      <ul class="cards">
        {shown.map((study) => (
          <li key={study.name}>
            <a class="card study" href={linkTo(["study", study.name])}>
              <span class="study-name">{study.name}</span>
              <span class="study-best">
                <strong>
                  {study.best
                    ? showNumber(study.best.value)
                    : study.front > 0
                      ? t("front", study.front)
                      : "–"}
                </strong>
                <small>{goalsInWords(study.goals)}</small>
              </span>
              <Spark values={study.spark} label={`${t("bestSoFar")}: ${showNumber(study.spark.at(-1))}`} />
              <StateBar states={study.states} />
              <small class="muted">
                {study.trials} {t("trials").toLowerCase()} · {study.sampler} ·{" "}
                {study.isReading ? t("reading") : showAgo(Date.now() - Date.parse(study.changedAt))}
              </small>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How long ago something was. */
function showAgo(ms: number): string {
  return ms < 10_000 ? t("now") : t("ago", showDuration(ms));
}

/** The goals in one line. */
export function goalsInWords(goals: Goals): string {
  return Object.entries(goals)
    .map(([name, goal]) => {
      if (typeof goal === "string") return `${t(goal)} ${name}`;
      return "atMost" in goal
        ? `${name} ${t("atMost")} ${goal.atMost}`
        : `${name} ${t("atLeast")} ${goal.atLeast}`;
    })
    .join(", ");
}
