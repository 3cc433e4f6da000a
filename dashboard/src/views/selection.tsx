import type { Trial } from "../../../src/history/index.ts";
import { lossOf } from "../../../src/history/loss.ts";
import { dimsOf, flatten, type Scalar, unflatten } from "../../../src/space/index.ts";
import { post, segment } from "../api.ts";
import type { Followed } from "../follow.ts";
import { showNumber } from "../format.ts";
import { TellTale, useTold } from "../parts/told.tsx";
import { linkTo } from "../route.ts";
import { useIsOperator } from "../session.ts";
import { t } from "../text.ts";

/** How many points are tried where trials were marked. */
const samples = 5;

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

  const sample = () =>
    run(async () => {
      let queued = 0;
      for (let i = 0; i < samples; i++) ({ queued } = await enqueue(pointAmong(study, trials)));
      return t("enqueued", queued);
    });
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
      {isOperator && (
        <button type="button" onClick={sample}>
          {t("sampleHere")} ({samples})
        </button>
      )}
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

/** A random point of the box in which some trials lie: of each parameter a value between theirs, or one of theirs. */
function pointAmong({ history }: Followed, trials: readonly Trial[]): object {
  const { space } = history.study!;
  const rows = trials.flatMap(({ params }) => (params ? [flatten(space, params)] : []));
  const flat: Record<string, Scalar> = {};
  for (const { name, domain } of dimsOf(space)) {
    const values = rows.map((row) => row[name]).filter((value) => value !== undefined);
    const one = values[Math.floor(Math.random() * values.length)];
    if (one === undefined) continue;
    flat[name] =
      domain.kind === "float" && domain.step === undefined ? between(values as number[], domain.log) : one;
  }
  return unflatten(space, flat);
}

function between(values: readonly number[], isLog: boolean): number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const u = Math.random();
  return isLog ? Math.min(high, low * (high / low) ** u) : low + u * (high - low);
}
