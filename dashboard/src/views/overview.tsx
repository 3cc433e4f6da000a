import { healthOf, importanceOf } from "../../../src/analysis/index.ts";
import { kinds } from "../../../src/charts/index.ts";
import { bestOf, paretoOf } from "../../../src/history/loss.ts";
import { chartTitle } from "../chart-titles.ts";
import { type Followed, useLately } from "../follow.ts";
import { BestCard, BetterCard, DoneCard, FailsCard, MattersCard } from "../parts/answers.tsx";
import { ChartView, type Marking } from "../parts/chart.tsx";
import { t } from "../text.ts";
import { Notes } from "./notes.tsx";
import { paceOf, standingOf } from "./standing.ts";

/** Four questions, answered at a glance; below them the pictures behind the answers. */
export function Overview({ study, marking }: { study: Followed; marking: Marking }) {
  const { history, version, name } = study;
  const standing = standingOf(history);
  const named = [{ name, history }];
  const main = standing.isMulti ? "pareto" : "history";
  const best = bestOf(history);
  const front = standing.isMulti ? paretoOf(history) : [];
  return (
    <>
      <div class="answers">
        <BetterCard
          study={name}
          goal={Object.keys(history.study!.goals)[0]!}
          best={best}
          front={front.length}
          sinceBest={standing.sinceBest}
          complete={standing.complete}
        />
        <DoneCard
          states={standing.states}
          steering={history.steering}
          ended={history.finished.length - history.added}
          queued={history.queue.length}
          pace={paceOf(history)}
        />
        <Matters study={study} />
        <FailsCard
          study={name}
          states={standing.states}
          finished={history.finished.length}
          reasons={standing.reasons}
        />
      </div>
      <div class="two">
        <ChartView
          kind={main}
          studies={named}
          version={version}
          marking={marking}
          title={chartTitle(main, kinds[main].title)}
        />
        <BestCard study={name} best={best ?? front[0] ?? null} />
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
