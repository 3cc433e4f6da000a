import { useState } from "preact/hooks";
import { healthOf, importanceOf } from "../../../src/analysis/index.ts";
import { Tally } from "../../../src/analysis/tally.ts";
import { kinds } from "../../../src/charts/index.ts";
import { objectivesOf } from "../../../src/history/index.ts";
import { chartTitle } from "../chart-titles.ts";
import { type Followed, useLately } from "../follow.ts";
import { BestCard, type BestTrial, BetterCard, DoneCard, FailsCard, MattersCard } from "../parts/answers.tsx";
import { ChartView, type Marking } from "../parts/chart.tsx";
import { t } from "../text.ts";
import { Notes } from "./notes.tsx";

/** Four questions, answered at a glance; below them the pictures behind the answers. */
export function Overview({ study, marking }: { study: Followed; marking: Marking }) {
  const { history, version, name } = study;
  const [tally] = useState(() => new Tally());
  const { states, milestones, front, sinceBest, pace, reasons } = tally.see(history);
  const named = [{ name, history }];
  const { goals } = history.study!;
  const main = objectivesOf(goals).length > 1 ? "pareto" : "history";
  const leader = milestones.at(-1)?.number ?? front[0];
  const best = leader === undefined ? null : (history.trials[leader] as BestTrial);
  return (
    <>
      <div class="answers">
        <BetterCard
          study={name}
          goal={objectivesOf(goals)[0]!}
          best={front.length > 0 ? null : best}
          front={front.length}
          sinceBest={sinceBest}
          complete={states.complete ?? 0}
        />
        <DoneCard
          states={states}
          steering={history.steering}
          ended={history.finished.length - history.added}
          queued={history.queue.length}
          pace={pace}
        />
        <Matters study={study} />
        <FailsCard study={name} states={states} finished={history.finished.length} reasons={reasons} />
      </div>
      <div class="two">
        <ChartView
          kind={main}
          studies={named}
          version={version}
          marking={marking}
          title={chartTitle(main, kinds[main].title)}
        />
        <BestCard study={name} best={best} />
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
  return <MattersCard params={found && found.trials >= 4 ? found.params : null} unknown={t("tooFew")} />;
}
