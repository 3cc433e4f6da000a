import type { Trial } from "../../../src/history/index.ts";
import { lossOf } from "../../../src/history/loss.ts";
import { dimsOf, flatten } from "../../../src/space/index.ts";
import { post, segment } from "../api.ts";
import type { Followed } from "../follow.ts";
import { showNumber } from "../format.ts";
import { choicesOf, type Ends } from "../parts/region.ts";
import { Regional } from "../parts/regional.tsx";
import { TellTale, useTold } from "../parts/told.tsx";
import { linkTo } from "../route.ts";
import { useIsOperator } from "../session.ts";
import { t } from "../text.ts";

/** What can be done with the marked trials. */
export function SelectionBar({
  study,
  marked,
  onClear,
}: {
  study: Followed;
  marked: ReadonlySet<number>;
  onClear: () => void;
}) {
  const isOperator = useIsOperator();
  const { told, run } = useTold();
  const { goals } = study.history.study!;
  const trials = [...marked].map((number) => study.history.trials[number]).filter((x) => x !== undefined);
  const best = trials
    .filter((trial) => trial.values !== null)
    .sort((a, b) => lossOf(goals, a)! - lossOf(goals, b)!)[0];
  const enqueue = (params: object) =>
    post<{ queued: number }>(`/studies/${segment(study.name)}/enqueue`, { params });

  const repeat = () =>
    run(async () => {
      let queued = 0;
      for (let i = 0; i < 3; i++) ({ queued } = await enqueue(best!.params!));
      return t("enqueued", queued);
    });
  return (
    <div class="selection" role="region" aria-label={t("selected", marked.size)}>
      <strong>{t("selected", marked.size)}</strong>
      {best && (
        <span class="muted">
          {t("best")} {showNumber(Object.values(best.values!)[0])}
        </span>
      )}
      <a class="button" href={linkTo(["study", study.name, "trials"], { marked: "1" })}>
        {t("showInTable")}
      </a>
      <Regional study={study} ends={boxOf(study, trials)} />
      {isOperator && best && (
        <button type="button" onClick={repeat}>
          {t("tryBest")}
        </button>
      )}
      <button type="button" class="quiet" onClick={onClear}>
        {t("clear")}
      </button>
      <TellTale told={told} />
    </div>
  );
}

/** The box in which some trials lie, for the parameters that it says something of. */
function boxOf({ history }: Followed, trials: readonly Trial[]): Ends {
  const { space } = history.study!;
  const rows = trials.flatMap(({ params, isOutside }) =>
    params && !isOutside ? [flatten(space, params)] : [],
  );
  const ends: { [param: string]: [low: number, high: number] } = {};
  for (const { name, domain } of dimsOf(space)) {
    const values = rows.map((row) => row[name]).filter((value) => value !== undefined);
    if (values.length === 0) continue;
    const choices = choicesOf(domain);
    const places = choices ? values.map((value) => choices.indexOf(value)) : (values as number[]);
    ends[name] = [Math.min(...places), Math.max(...places)];
  }
  return ends;
}
