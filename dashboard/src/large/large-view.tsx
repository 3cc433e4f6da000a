import { useMemo } from "preact/hooks";
import type { Followed } from "../follow.ts";
import { linkTo } from "../route.ts";
import { t } from "../text.ts";
import { LargeOverview } from "./large-overview.tsx";
import { LargePlots } from "./large-plots.tsx";
import { LargeSelection } from "./large-selection.tsx";
import type { LargeStudy } from "./large-study.ts";
import { LargeTrials } from "./large-trials.tsx";
import { useMark } from "./mark.ts";

/** The tabs of a study of which the page has no trials: the same questions, answered by the server and by columns. */
export function LargeView({
  study,
  large,
  tab,
  query,
}: {
  study: Followed;
  large: LargeStudy;
  tab: string;
  query: URLSearchParams;
}) {
  const { mark, say, version } = useMark(large);
  useMemo(() => mark.renew(), [study.version]);
  const hand = {
    version: study.version * 1e6 + version,
    mark,
    onMark: say,
    onOpen: (number: number) => {
      location.hash = linkTo(["study", study.name, "trial", String(number)]);
    },
  };
  return (
    <>
      {large.details.isReading && (
        <p class="hint" role="status">
          {t("readingOn", large.details.trials)}
        </p>
      )}
      {tab === "overview" && <LargeOverview study={study} large={large} hand={hand} />}
      {tab === "plots" && <LargePlots study={study} large={large} hand={hand} />}
      {tab === "trials" && <LargeTrials large={large} version={study.version} query={query} />}
      {mark.conditions.length > 0 && (
        <LargeSelection
          study={study}
          large={large}
          mark={mark}
          onClear={() => {
            mark.set([]);
            say();
          }}
        />
      )}
    </>
  );
}
