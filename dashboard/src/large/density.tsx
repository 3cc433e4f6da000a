import { useEffect, useRef } from "preact/hooks";
import { themes } from "../../../src/charts/index.ts";
import { t } from "../text.ts";
import { useTheme } from "../theme.ts";
import { type Axis, DensityBoard, strideOf } from "./density-board.ts";
import { drawSoon, neverDraw } from "./frames.ts";
import { handle } from "./hand.ts";
import type { LargeStudy } from "./large-study.ts";
import type { Mark } from "./mark.ts";
import { asideOf, type Sight, usefulEnds } from "./raster.ts";

/** A column on an axis. */
export interface AxisOf extends Axis {
  /** "number", `goal.NAME` or `param.NAME`. */
  readonly column: string;
  /** The ends, in the units of the axis; null: what is worth seeing. */
  readonly ends: readonly [low: number, high: number] | null;
  /** Whether more of it is better. */
  readonly isMaximised?: boolean;
}

/** Every trial of a large study over two columns; drag to mark, wheel to look closer. */
export function Density({
  study,
  version,
  mark,
  onMark,
  onOpen,
  title,
  x,
  y,
  hasBest = false,
}: {
  study: LargeStudy;
  /** Drawn anew with it. */
  version: number;
  mark: Mark;
  /** Told when a hand has marked something. */
  onMark: () => void;
  onOpen: (number: number) => void;
  title: string;
  x: AxisOf;
  y: AxisOf;
  hasBest?: boolean;
}) {
  const place = useRef<HTMLCanvasElement>(null);
  const theme = themes[useTheme()];
  const now = useRef({ study, mark, x, y, theme, hasBest, onMark, onOpen });
  now.current = { study, mark, x, y, theme, hasBest, onMark, onOpen };
  const redraw = useRef<() => void>(() => {});

  useEffect(() => {
    const canvas = place.current!;
    const board = new DensityBoard(canvas);
    let sight: Sight | null = null;
    let box: Sight | null = null;
    let isSeen = false;
    const draw = (isMoving: boolean) => {
      const { study, mark, x, y, theme, hasBest } = now.current;
      const xs = x.column === "number" ? null : study.column(x.column, x.isLog);
      const ys = study.column(y.column, y.isLog);
      if (ys === null || (xs === null && x.column !== "number")) return;
      const n = study.size;
      const shown = sight ?? usual(study, { x, y, xs, ys });
      const steps = hasBest
        ? study.details.milestones.map(({ number, value }) => ({ x: number, y: value }))
        : [];
      const scene = {
        points: { x: xs, y: ys, n, spread: x.spread ?? 0 },
        mask: mark.mask(strideOf(n, isMoving)),
        x,
        y,
        sight: shown,
        steps,
        theme,
      };
      board.draw(scene, mark.conditions.length > 0 ? box : null, isMoving);
      canvas.dataset.drawn = String(Number(canvas.dataset.drawn ?? 0) + 1);
    };
    redraw.current = () => isSeen && drawSoon(draw);
    const reader = () => redraw.current();
    const { readers } = now.current.mark;
    readers.add(reader);
    const sizes = new ResizeObserver(() => redraw.current());
    const eyes = new IntersectionObserver((entries) => {
      isSeen = entries.at(-1)!.isIntersecting;
      redraw.current();
    });
    sizes.observe(canvas);
    eyes.observe(canvas);
    const letGo = handle(canvas, {
      sight: () => {
        const { study, x, y } = now.current;
        const ys = study.column(y.column, y.isLog);
        const xs = x.column === "number" ? null : study.column(x.column, x.isLog);
        return sight ?? (ys ? usual(study, { x, y, xs, ys }) : null);
      },
      placeOf: (px, py, at) => board.placeOf(px, py, at),
      look: (at) => {
        sight = at;
        redraw.current();
      },
      mark: (at, isOver) => {
        const { mark, x, y, onMark } = now.current;
        box = at;
        mark.set(at ? [within(x, at.left, at.right), within(y, at.bottom, at.top)] : []);
        if (isOver) onMark();
      },
      open: (at) => {
        const { study, x, y, onOpen } = now.current;
        const number = nearest(study, { x, y }, at, sight ?? null);
        if (number !== null) onOpen(number);
      },
    });
    return () => {
      letGo();
      sizes.disconnect();
      eyes.disconnect();
      readers.delete(reader);
      neverDraw(draw);
    };
  }, []);
  useEffect(() => redraw.current(), [version, theme]);

  const words = `${title}: ${study.details.trials} ${t("trials")}`;
  return (
    <figure class="chart card">
      <figcaption>
        <strong>{title}</strong>
        {hasBest && <span class="muted">{t("everyTrial", study.details.trials)}</span>}
      </figcaption>
      <canvas ref={place} class="density" tabIndex={0} role="img" aria-label={words} title={t("largeHint")} />
    </figure>
  );
}

/** What is in sight until somebody looks closer. */
function usual(
  study: LargeStudy,
  { x, y, xs, ys }: { x: AxisOf; y: AxisOf; xs: Float32Array | null; ys: Float32Array },
): Sight {
  const n = study.size;
  const [left, right] = xs === null ? [0, Math.max(1, n)] : (x.ends ?? endsOf(xs, n, false));
  const [bottom, top] = y.ends ?? endsOf(ys, n, y.isMaximised ?? false);
  return { left, right, bottom, top };
}

const known = new WeakMap<Float32Array, [low: number, high: number]>();

function endsOf(column: Float32Array, n: number, isMaximised: boolean): [low: number, high: number] {
  const ends = known.get(column) ?? usefulEnds(column, n, isMaximised);
  known.set(column, ends);
  return ends;
}

/** A condition in the user's units. */
function within({ column, isLog, spread = 0 }: AxisOf, low: number, high: number) {
  // A band is marked whole where a part of it is.
  if (spread > 0) return { column, low: Math.ceil(low - spread / 2), high: Math.floor(high + spread / 2) };
  return isLog ? { column, low: 10 ** low, high: 10 ** high } : { column, low, high };
}

/** The trial nearest to a place, within a fiftieth of what is in sight. */
function nearest(
  study: LargeStudy,
  { x, y }: { x: AxisOf; y: AxisOf },
  at: { readonly x: number; readonly y: number },
  sight: Sight | null,
): number | null {
  const xs = x.column === "number" ? null : study.column(x.column, x.isLog);
  const ys = study.column(y.column, y.isLog);
  if (!ys) return null;
  const { left, right, bottom, top } = sight ?? usual(study, { x, y, xs, ys });
  const [w, h] = [right - left, top - bottom];
  let [best, least] = [-1, 1 / 50];
  for (let i = 0; i < study.size; i++) {
    const far = Math.hypot(
      ((xs === null ? i : xs[i]!) + asideOf(i, x.spread ?? 0) - at.x) / w,
      (ys[i]! - at.y) / h,
    );
    if (far < least) [best, least] = [i, far];
  }
  return best < 0 ? null : best;
}
