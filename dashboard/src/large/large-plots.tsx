import { kindNames, kinds } from "../../../src/charts/index.ts";
import { objectivesOf } from "../../../src/history/index.ts";
import { chartTitle } from "../chart-titles.ts";
import type { Followed } from "../follow.ts";
import { t } from "../text.ts";
import { goalAxis, numberAxis, paramAxes } from "./axis-of.ts";
import { Density } from "./density.tsx";
import type { Hand } from "./large-overview.tsx";
import type { LargeStudy } from "./large-study.ts";
import { RemoteChart } from "./remote-chart.tsx";

/** Those of which every trial is drawn here. */
const drawnHere: ReadonlySet<string> = new Set(["history", "slice", "compare"]);

/** Every trial over each parameter, linked; then what the server draws of a part of them. */
export function LargePlots({ study, large, hand }: { study: Followed; large: LargeStudy; hand: Hand }) {
  const { details } = large;
  const isMulti = objectivesOf(details.goals).length > 1;
  const goal = goalAxis(details);
  const remote = kindNames.filter(
    (kind) => !drawnHere.has(kind) && (isMulti || (kind !== "pareto" && kind !== "hypervolume")),
  );
  return (
    <>
      <p class="muted">{t("largeHint")}</p>
      <div class="plots many">
        <Density
          study={large}
          {...hand}
          title={chartTitle("history", kinds.history.title)}
          x={numberAxis(t("number"))}
          y={goal}
          hasBest
        />
        {paramAxes(details).map((axis) => (
          <Density key={axis.column} study={large} {...hand} title={axis.title} x={axis} y={goal} />
        ))}
      </div>
      <div class="plots">
        {remote.map((kind) => (
          <RemoteChart
            key={kind}
            study={large.name}
            kind={kind}
            version={study.version}
            title={chartTitle(kind, kinds[kind].title)}
          />
        ))}
      </div>
    </>
  );
}
