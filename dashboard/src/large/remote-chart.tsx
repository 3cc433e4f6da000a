import { useRef } from "preact/hooks";
import type { Chart, KindName } from "../../../src/charts/index.ts";
import { segment } from "../api.ts";
import { useBoard, useSize } from "../parts/chart.tsx";
import { t } from "../text.ts";
import { useTheme } from "../theme.ts";
import { useAsked } from "./asked.ts";

/** px below which the server draws nothing. */
const leastWidth = 200;

/** A plot that the server draws of a part of a large study; nothing where the study has nothing for it. */
export function RemoteChart({
  study,
  beside = [],
  kind,
  version,
  title,
}: {
  study: string;
  /** Other studies in the same plot. */
  beside?: readonly string[];
  kind: KindName;
  version: number;
  title: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [width, isSeen] = useSize(place);
  const theme = useTheme();
  const words = new URLSearchParams({ theme, width: String(width), wait: "200" });
  if (beside.length > 0) words.set("with", JSON.stringify(beside));
  const isReady = isSeen && width >= leastWidth;
  const path = isReady ? `/studies/${segment(study)}/plots/${kind}?${words}` : null;
  const { answer: chart, refusal } = useAsked<Chart>(path, version);
  useBoard(place, chart, null);
  return (
    <figure class="chart card" ref={place} hidden={refusal !== ""}>
      <figcaption>
        <strong>{title}</strong>
        <span class="muted">{chart?.note ?? t("computing")}</span>
      </figcaption>
      <div class="canvas" role="img" aria-label={`${title}: ${chart?.note ?? ""}`} />
    </figure>
  );
}
