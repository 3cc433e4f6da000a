/** What a hand does on a picture: drag marks, wheel looks closer, Shift or two fingers move, a click opens. */
import type { Sight } from "./raster.ts";

/** The picture under the hand. */
export interface Held {
  sight(): Sight | null;
  placeOf(px: number, py: number, sight: Sight): { readonly x: number; readonly y: number };
  /** Looks elsewhere; null: at all. */
  readonly look: (sight: Sight | null) => void;
  /** Marks a box, or nothing. */
  readonly mark: (box: Sight | null, isOver: boolean) => void;
  readonly open: (at: { readonly x: number; readonly y: number }) => void;
}

/** px that a click may move. */
const still = 4;

/** ms in which a second click may come. */
const doubleMs = 250;

/** Listens to the hand; the answer makes it stop. */
export function handle(canvas: HTMLCanvasElement, held: Held): () => void {
  let from: {
    readonly px: number;
    readonly py: number;
    readonly sight: Sight;
    readonly isMove: boolean;
  } | null = null;
  let hasMoved = false;
  let opening = 0;
  const at = (e: MouseEvent) => ({ px: e.offsetX, py: e.offsetY });
  const on = <K extends keyof HTMLElementEventMap>(
    name: K,
    listener: (e: HTMLElementEventMap[K]) => void,
  ) => {
    canvas.addEventListener(name, listener, { passive: false });
    return () => canvas.removeEventListener(name, listener);
  };
  const boxTo = (e: MouseEvent): Sight => {
    const a = held.placeOf(from!.px, from!.py, from!.sight);
    const b = held.placeOf(e.offsetX, e.offsetY, from!.sight);
    const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
    return { left, right, bottom: Math.min(a.y, b.y), top: Math.max(a.y, b.y) };
  };
  const ends = [
    on("pointerdown", (e) => {
      const sight = held.sight();
      if (!sight || e.button > 1) return;
      clearTimeout(opening);
      canvas.setPointerCapture(e.pointerId);
      hasMoved = false;
      from = { ...at(e), sight, isMove: e.shiftKey || e.button === 1 };
    }),
    on("pointermove", (e) => {
      if (!from || !(hasMoved || isFar(from, e))) return;
      hasMoved = true; // also when it comes back to where it began
      if (from.isMove) held.look(moved(from.sight, held, from, e));
      else held.mark(boxTo(e), false);
    }),
    on("pointerup", (e) => {
      if (!from) return;
      if (!hasMoved) {
        held.mark(null, true);
        const place = held.placeOf(e.offsetX, e.offsetY, from.sight);
        opening = window.setTimeout(() => held.open(place), doubleMs);
      } else if (!from.isMove) held.mark(boxTo(e), true);
      from = null;
    }),
    on("pointercancel", () => {
      from = null;
    }),
    on("wheel", (e) => {
      const sight = held.sight();
      if (!sight) return;
      e.preventDefault();
      const { x, y } = held.placeOf(e.offsetX, e.offsetY, sight);
      held.look(closer(sight, { x, y }, Math.exp(e.deltaY * 0.0015)));
    }),
    on("dblclick", () => {
      clearTimeout(opening);
      held.look(null);
    }),
    on("keydown", (e) => {
      const sight = held.sight();
      const next = sight && byKey(sight, e.key);
      if (next === null) return;
      e.preventDefault();
      held.look(next === "all" ? null : next);
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function isFar(from: { readonly px: number; readonly py: number }, e: MouseEvent): boolean {
  return Math.hypot(e.offsetX - from.px, e.offsetY - from.py) > still;
}

function moved(
  sight: Sight,
  held: Held,
  from: { readonly px: number; readonly py: number },
  e: MouseEvent,
): Sight {
  const a = held.placeOf(from.px, from.py, sight);
  const b = held.placeOf(e.offsetX, e.offsetY, sight);
  return shifted(sight, a.x - b.x, a.y - b.y);
}

function shifted({ left, right, bottom, top }: Sight, x: number, y: number): Sight {
  return { left: left + x, right: right + x, bottom: bottom + y, top: top + y };
}

function closer(
  { left, right, bottom, top }: Sight,
  { x, y }: { x: number; y: number },
  factor: number,
): Sight {
  return {
    left: x + (left - x) * factor,
    right: x + (right - x) * factor,
    bottom: y + (bottom - y) * factor,
    top: y + (top - y) * factor,
  };
}

function byKey(sight: Sight, key: string): Sight | "all" | null {
  const [w, h] = [sight.right - sight.left, sight.top - sight.bottom];
  const middle = { x: sight.left + w / 2, y: sight.bottom + h / 2 };
  switch (key) {
    case "ArrowLeft":
      return shifted(sight, -w / 10, 0);
    case "ArrowRight":
      return shifted(sight, w / 10, 0);
    case "ArrowUp":
      return shifted(sight, 0, h / 10);
    case "ArrowDown":
      return shifted(sight, 0, -h / 10);
    case "+":
      return closer(sight, middle, 0.8);
    case "-":
      return closer(sight, middle, 1.25);
    case "0":
      return "all";
    default:
      return null;
  }
}
