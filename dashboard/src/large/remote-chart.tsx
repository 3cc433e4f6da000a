import { useEffect, useRef, useState } from "preact/hooks";
import type { Chart, KindName } from "../../../src/charts/index.ts";
import { get, segment } from "../api.ts";
import { useBoard, useSize } from "../parts/chart.tsx";
import { useTheme } from "../theme.ts";

/** The server is asked for a plot again no more often than this. */
const everyMs = 10_000;

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
  const [chart, setChart] = useState<Chart | null>(null);
  const [isRefused, setRefused] = useState(false);
  const [last] = useState({ at: -everyMs, look: "" });

  useEffect(() => {
    const look = `${theme} ${width} ${beside.join(" ")}`;
    const isSame = look === last.look && performance.now() - last.at < everyMs;
    if (!isSeen || width < 200 || isSame) return;
    last.at = performance.now();
    last.look = look;
    const words = new URLSearchParams({ theme, width: String(width), wait: "200" });
    if (beside.length > 0) words.set("with", JSON.stringify(beside));
    get<Chart>(`/studies/${segment(study)}/plots/${kind}?${words}`).then(setChart, () => setRefused(true));
  }, [version, theme, width, isSeen]);
  useBoard(place, chart, null);
  return (
    <figure class="chart card" ref={place} hidden={isRefused}>
      <figcaption>
        <strong>{title}</strong>
        <span class="muted">{chart?.note}</span>
      </figcaption>
      <div class="canvas" role="img" aria-label={`${title}: ${chart?.note ?? ""}`} />
    </figure>
  );
}
