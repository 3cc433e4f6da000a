import { useEffect, useState } from "preact/hooks";
import { useStudy } from "../follow.ts";
import { isTyping } from "../keys.ts";
import { LargeView } from "../large/large-view.tsx";
import type { Marking } from "../parts/chart.tsx";
import { linkTo } from "../route.ts";
import { t } from "../text.ts";
import { Overview } from "./overview.tsx";
import { PlotsView } from "./plots.tsx";
import { SelectionBar } from "./selection.tsx";
import { Steering } from "./steering.tsx";
import { goalsInWords } from "./studies.tsx";
import { TrialView } from "./trial.tsx";
import { TrialsView } from "./trials.tsx";

const tabs = ["overview", "plots", "trials"] as const;

/** One study: its head, its tabs, and what is marked across them. */
export function StudyView({
  name,
  tab,
  detail,
  query,
}: {
  name: string;
  tab: string;
  detail: string | undefined;
  query: URLSearchParams;
}) {
  const study = useStudy(name);
  const [marked, setMarked] = useState<ReadonlySet<number> | null>(null);
  const facts = study.history.study;

  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (isTyping(e)) return;
      const chosen = tabs[Number(e.key) - 1];
      if (chosen) location.hash = linkTo(["study", name, chosen]);
      if (e.key === "Escape") setMarked(null);
      if (tab === "trial" && (e.key === "j" || e.key === "k")) {
        const to = Number(detail) + (e.key === "j" ? 1 : -1);
        if (study.large ? to >= 0 && to < study.large.details.trials : study.history.trials[to])
          location.hash = linkTo(["study", name, "trial", String(to)]);
      }
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [name, tab, detail]);

  if (study.line === "gone") return <p class="empty">{t("gone")}</p>;
  if (!facts) return <p class="empty">{t("reading")}</p>;
  const marking: Marking = {
    marked,
    onMark: setMarked,
    onOpen: (number) => {
      location.hash = linkTo(["study", name, "trial", String(number)]);
    },
  };
  const shown = tab === "trial" ? "trials" : tab;
  const { large } = study;
  const count = large?.details.trials ?? study.history.trials.length;
  return (
    <section>
      <div class="row head">
        <div class="grow">
          <div class="row">
            <h1>{name}</h1>
            <span class={`line ${study.line}`} role="status">
              {study.line === "live" ? t("live") : study.line === "lost" ? t("lost") : t("reading")}
            </span>
          </div>
          <p class="muted">
            {goalsInWords(facts.goals)} · {t("parts", facts.sampler.name, facts.pruner.name, facts.seed)}
          </p>
        </div>
        <Steering study={study} />
      </div>
      <nav class="tabs" aria-label={name}>
        {tabs.map((one) => (
          <a key={one} href={linkTo(["study", name, one])} aria-current={shown === one ? "page" : undefined}>
            {t(one)}
            {one === "trials" && <small> {count}</small>}
          </a>
        ))}
      </nav>
      {large && <LargeView key={name} study={study} large={large} tab={tab} query={query} />}
      {!large && tab === "overview" && <Overview study={study} marking={marking} />}
      {!large && tab === "plots" && <PlotsView study={study} marking={marking} />}
      {!large && tab === "trials" && <TrialsView study={study} query={query} marked={marked} />}
      {tab === "trial" && <TrialView study={study} number={Number(detail)} />}
      {marked && <SelectionBar study={study} marked={marked} onClear={() => setMarked(null)} />}
    </section>
  );
}
