import { useEffect, useRef, useState } from "preact/hooks";
import type { Chart, KindName } from "../../../src/charts/index.ts";
import { get, segment } from "../api.ts";
import { useBoard, useSize } from "../parts/chart.tsx";
import { useTheme } from "../theme.ts";
import type { LargeStudy } from "./large-study.ts";

/** The server is asked for a plot again no more often than this. */
const everyMs = 10_000;

/** A plot that the server draws of a part of a large study; nothing where the study has nothing for it. */
export function RemoteChart({
  study,
  kind,
  version,
  title,
}: {
  study: LargeStudy;
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
    const look = `${theme} ${width}`;
    const isSame = look === last.look && performance.now() - last.at < everyMs;
    if (!isSeen || width < 200 || isSame) return;
    last.at = performance.now();
    last.look = look;
    const words = new URLSearchParams({ theme, width: String(width), wait: "200" });
    get<Chart>(`/studies/${segment(study.name)}/plots/${kind}?${words}`).then(setChart, () =>
      setRefused(true),
    );
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
