import { type KindName, kindNames, kinds } from "../../../src/charts/index.ts";
import { objectivesOf } from "../../../src/history/index.ts";
import { chartTitle } from "../chart-titles.ts";
import type { Followed } from "../follow.ts";
import { ChartView, type Marking } from "../parts/chart.tsx";
import { t } from "../text.ts";

/** Every plot there is for this study, linked: what is marked in one is marked in all. */
export function PlotsView({ study, marking }: { study: Followed; marking: Marking }) {
  const { history, name, version } = study;
  return (
    <>
      <p class="muted">{t("brushHint")}</p>
      <div class="plots">
        {shownKinds(history).map((kind) => (
          <ChartView
            key={kind}
            kind={kind}
            isOptional
            studies={[{ name, history }]}
            version={version}
            marking={marking}
            title={chartTitle(kind, kinds[kind].title)}
          />
        ))}
      </div>
    </>
  );
}

/** The kinds that have something to show. */
function shownKinds(history: Followed["history"]): readonly KindName[] {
  const isMulti = objectivesOf(history.study!.goals).length > 1;
  const hasCurves = history.trials.some((trial) => trial.curve.length > 0);
  return kindNames.filter((kind) => {
    if (kind === "compare") return false; // it has a page of its own
    if (kind === "pareto" || kind === "hypervolume") return isMulti;
    return kind !== "curves" || hasCurves;
  });
}
