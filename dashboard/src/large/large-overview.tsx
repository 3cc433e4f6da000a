import { objectivesOf } from "../../../src/history/index.ts";
import { segment } from "../api.ts";
import { chartTitle } from "../chart-titles.ts";
import type { Followed } from "../follow.ts";
import { BestCard, BetterCard, DoneCard, FailsCard, MattersCard } from "../parts/answers.tsx";
import { t } from "../text.ts";
import { Notes } from "../views/notes.tsx";
import { useAsked } from "./asked.ts";
import { goalAxis, numberAxis } from "./axis-of.ts";
import { Density } from "./density.tsx";
import type { LargeStudy } from "./large-study.ts";
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
  const { goals, states, best, front, sinceBest, steering, finished, added, queued, pace, reasons } = details;
  return (
    <>
      <div class="answers">
        <BetterCard
          study={study.name}
          goal={objectivesOf(goals)[0]!}
          best={best}
          front={front}
          sinceBest={sinceBest}
          complete={states.complete ?? 0}
        />
        <DoneCard states={states} steering={steering} ended={finished - added} queued={queued} pace={pace} />
        <Matters large={large} version={study.version} />
        <FailsCard study={study.name} states={states} finished={finished} reasons={reasons} />
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
        <BestCard study={study.name} best={best} />
      </div>
      <RemoteChart
        study={large.name}
        kind="parallel"
        version={study.version}
        title={chartTitle("parallel", "Parallel coordinates")}
      />
      <Notes study={study} number={null} />
    </>
  );
}

function Matters({ large, version }: { large: LargeStudy; version: number }) {
  const path = `/studies/${segment(large.name)}/importance?wait=200`;
  const { answer, refusal } = useAsked<{ params: { name: string; share: number }[] }>(path, version);
  return <MattersCard params={answer?.params ?? null} unknown={refusal || "…"} />;
}
