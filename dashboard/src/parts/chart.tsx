import { useEffect, useRef, useState } from "preact/hooks";
import { type Chart, drawChart, type KindName, type Named } from "../../../src/charts/index.ts";
import { isTunesmithError } from "../../../src/error.ts";
import { t } from "../text.ts";
import { useTheme } from "../theme.ts";
import type { ChartBoard } from "./chart-board.ts";

/** The trials that are marked in every plot, and who marks them. */
export interface Marking {
  readonly marked: ReadonlySet<number> | null;
  readonly onMark: (numbers: ReadonlySet<number> | null) => void;
  readonly onOpen?: (number: number) => void;
}

/** A plot of one or several studies. Its drawing library is loaded with the first one. */
export function ChartView({
  kind,
  studies,
  version,
  marking,
  title,
  isBare = false,
  params,
}: {
  kind: KindName;
  studies: readonly Named[];
  /** What is drawn is drawn anew with it. */
  version: number;
  marking?: Marking;
  title: string;
  isBare?: boolean;
  params?: readonly string[];
}) {
  const place = useRef<HTMLDivElement>(null);
  const board = useRef<ChartBoard | null>(null);
  const [width, isSeen] = useSize(place);
  const theme = useTheme();
  const [chart, setChart] = useState<Chart | null>(null);
  const [refusal, setRefusal] = useState("");

  useEffect(() => {
    if (!isSeen || width === 0) return;
    // What is computed takes a moment; the page answers keys and clicks before.
    const timer = setTimeout(() => {
      try {
        setChart(drawChart(kind, studies, { theme, width, isTitled: false, ...(params ? { params } : {}) }));
        setRefusal("");
      } catch (e) {
        if (!isTunesmithError(e)) throw e;
        setChart(null);
        setRefusal(e.message);
      }
    }, 0);
    return () => clearTimeout(timer);
  }, [kind, version, theme, width, isSeen, studies.map((s) => s.name).join("\n"), params?.join("\n")]);

  useEffect(() => {
    const canvas = place.current?.querySelector<HTMLElement>(".canvas");
    if (!chart || !canvas) return;
    let isOver = false;
    import("./chart-board.ts").then(({ boardOn }) => {
      if (isOver) return;
      board.current ??= boardOn(canvas);
      board.current.draw(chart, marking ?? null);
    });
    return () => {
      isOver = true;
    };
  }, [chart, marking?.marked]);
  useEffect(() => () => board.current?.end(), []);

  return (
    <figure class={isBare ? "chart bare" : "chart card"} ref={place}>
      <figcaption>
        <strong>{title}</strong>
        <span class="muted">{refusal || chart?.note}</span>
      </figcaption>
      <div class="canvas" role="img" aria-label={`${title}: ${refusal || (chart?.note ?? "")}`} />
      {refusal !== "" && <p class="empty">{t("unknownChart")}</p>}
    </figure>
  );
}

/** The width of an element in px, and whether it has been on the screen. */
function useSize(element: { readonly current: HTMLElement | null }): [width: number, isSeen: boolean] {
  const [width, setWidth] = useState(0);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const sizes = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)));
    const sight = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
      },
      { rootMargin: "300px" },
    );
    sizes.observe(current);
    sight.observe(current);
    return () => {
      sizes.disconnect();
      sight.disconnect();
    };
  }, []);
  return [width, isSeen];
}
