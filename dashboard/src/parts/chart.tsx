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
  isOptional = false,
}: {
  kind: KindName;
  studies: readonly Named[];
  /** What is drawn is drawn anew with it. */
  version: number;
  marking?: Marking;
  title: string;
  /** Whether it is left out where the study has nothing for it. */
  isOptional?: boolean;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [width, isSeen] = useSize(place);
  const theme = useTheme();
  const [chart, setChart] = useState<Chart | null>(null);
  const [refusal, setRefusal] = useState("");
  const [last] = useState({ at: -Infinity, tookMs: 0 });

  useEffect(() => {
    if (!isSeen || width === 0) return;
    // What is computed takes a moment: the page answers keys and clicks before, and a busy study does not fill its time.
    const wait = Math.max(0, last.tookMs / share - (performance.now() - last.at));
    const timer = setTimeout(() => {
      const start = performance.now();
      try {
        setChart(drawChart(kind, studies, { theme, width, isTitled: false }));
        setRefusal("");
      } catch (e) {
        if (!isTunesmithError(e)) throw e;
        setChart(null);
        setRefusal(e.message);
      }
      last.at = performance.now();
      last.tookMs = last.at - start;
    }, wait);
    return () => clearTimeout(timer);
  }, [kind, version, theme, width, isSeen, studies.map((s) => s.name).join("\n")]);

  useBoard(place, chart, marking ?? null);
  return (
    <figure class="chart card" ref={place} hidden={isOptional && refusal !== ""}>
      <figcaption>
        <strong>{title}</strong>
        <span class="muted">{refusal || chart?.note}</span>
      </figcaption>
      <div class="canvas" role="img" aria-label={`${title}: ${refusal || (chart?.note ?? "")}`} />
      {refusal !== "" && <p class="empty">{t("unknownChart")}</p>}
    </figure>
  );
}

/** The page may spend this share of its time on drawing one plot anew. */
const share = 0.2;

/** The width of an element in px, and whether it has been on the screen. */
export function useSize(element: { readonly current: HTMLElement | null }): [width: number, isSeen: boolean] {
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

/** Draws a chart into the `.canvas` of an element, and with a marking takes marks; its drawing library is loaded with the first one. */
export function useBoard(
  element: { readonly current: HTMLElement | null },
  chart: Chart | null,
  marking: Marking | null,
): void {
  const board = useRef<ChartBoard | null>(null);
  useEffect(() => {
    const canvas = element.current?.querySelector<HTMLElement>(".canvas");
    if (!chart || !canvas) return;
    let isOver = false;
    import("./chart-board.ts").then(({ boardOn }) => {
      if (isOver) return;
      board.current ??= boardOn(canvas);
      board.current.draw(chart, marking);
    });
    return () => {
      isOver = true;
    };
  }, [chart, marking?.marked]);
  useEffect(() => () => board.current?.end(), []);
}
