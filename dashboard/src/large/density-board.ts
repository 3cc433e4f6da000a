/** One picture of many points on a canvas: axes, dots, what is marked, and a box that somebody drags. */
import type { Theme } from "../../../src/charts/index.ts";
import { type Points, Raster, type Rgb, type Sight } from "./raster.ts";
import { type Tick, ticksOf } from "./ticks.ts";

/** An axis. */
export interface Axis {
  readonly title: string;
  readonly isLog: boolean;
  /** The names of choices, which stand at 0, 1, 2 …; null for numbers. */
  readonly choices: readonly string[] | null;
  /** In its units, how wide a value's band is, where there are few values; default 0. */
  readonly spread?: number;
}

/** What a board shows. */
export interface Scene {
  readonly points: Points;
  readonly mask: Uint8Array | null;
  readonly x: Axis;
  readonly y: Axis;
  readonly sight: Sight;
  /** The best so far, as steps. */
  readonly steps: readonly { readonly x: number; readonly y: number }[];
  readonly theme: Theme;
}

/** Room for axes, px. */
const room = { left: 64, right: 14, top: 8, bottom: 44 } as const;

/** Points that one picture has while things move: nine of them share a frame of 33 ms. */
const mostMoving = 120_000;

/** Of `n` points, every so many-th is drawn. */
export function strideOf(n: number, isMoving: boolean): number {
  return isMoving ? Math.max(1, Math.ceil(n / mostMoving)) : 1;
}

/** Up to so many dots in sight, each is drawn larger. */
const fewDots = 60_000;

export class DensityBoard {
  readonly #canvas: HTMLCanvasElement;
  readonly #layer = document.createElement("canvas");
  #raster = new Raster(1, 1);
  #scene: Scene | null = null;
  #box: Sight | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** px of the canvas, as it stands on the page. */
  get size(): { readonly width: number; readonly height: number } {
    return { width: this.#canvas.clientWidth, height: this.#canvas.clientHeight };
  }

  /** The place of a pixel in the units of the axes. */
  placeOf(
    px: number,
    py: number,
    { left, right, bottom, top }: Sight,
  ): { readonly x: number; readonly y: number } {
    const { width, height } = this.#inner();
    return {
      x: left + ((px - room.left) / width) * (right - left),
      y: top - ((py - room.top) / height) * (top - bottom),
    };
  }

  /**
   * Draws.
   *
   * @param isMoving  whether it shall be quick rather than complete; who moves draws again at rest
   */
  draw(scene: Scene, box: Sight | null, isMoving: boolean): void {
    this.#scene = scene;
    this.#box = box;
    const { width, height } = this.#inner();
    if (width < 20 || height < 20) return;
    const stride = strideOf(scene.points.n, isMoving);
    if (this.#raster.width !== width || this.#raster.height !== height)
      this.#raster = new Raster(width, height);
    const { points, mask, theme, sight } = scene;
    const counted = this.#raster.count(points, sight, mask, stride);
    if (counted <= fewDots / stride) this.#raster.swell();
    const paint = { point: rgbOf(theme.point), rest: rgbOf(theme.infeasible) };
    const pixels = new Uint8ClampedArray(this.#raster.colour(paint, mask !== null).buffer);
    this.#layer.width = width;
    this.#layer.height = height;
    this.#layer.getContext("2d")!.putImageData(new ImageData(pixels, width, height), 0, 0);
    this.#paint();
  }

  #inner(): { readonly width: number; readonly height: number } {
    const { width, height } = this.size;
    return {
      width: Math.max(1, Math.floor(width - room.left - room.right)),
      height: Math.max(1, Math.floor(height - room.top - room.bottom)),
    };
  }

  #paint(): void {
    const scene = this.#scene!;
    const { width, height } = this.size;
    const ratio = globalThis.devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== wide) this.#canvas.width = wide;
    if (this.#canvas.height !== high) this.#canvas.height = high;
    const pen = this.#canvas.getContext("2d")!;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.font = "12px system-ui, sans-serif";
    this.#axes(pen, scene);
    pen.imageSmoothingEnabled = false;
    pen.drawImage(this.#layer, room.left, room.top);
    pen.save();
    pen.beginPath();
    pen.rect(room.left, room.top, this.#inner().width, this.#inner().height);
    pen.clip();
    this.#steps(pen, scene);
    this.#boxed(pen);
    pen.restore();
  }

  #across(x: number): number {
    const { left, right } = this.#scene!.sight;
    return room.left + ((x - left) / (right - left)) * this.#inner().width;
  }

  #down(y: number): number {
    const { bottom, top } = this.#scene!.sight;
    return room.top + ((top - y) / (top - bottom)) * this.#inner().height;
  }

  #axes(pen: CanvasRenderingContext2D, { x, y, sight, theme }: Scene): void {
    const { width, height } = this.#inner();
    const bottom = room.top + height;
    pen.strokeStyle = theme.rule;
    pen.fillStyle = theme.muted;
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    for (const { at, words } of marksOf(y, sight.bottom, sight.top, height / 50)) {
      line(pen, room.left, this.#down(at), room.left + width, this.#down(at));
      pen.fillText(words, room.left - 6, this.#down(at), room.left - 10);
    }
    pen.textAlign = "center";
    pen.textBaseline = "top";
    for (const { at, words } of marksOf(x, sight.left, sight.right, width / 80)) {
      line(pen, this.#across(at), bottom, this.#across(at), bottom + 4);
      // The last number stays within the picture.
      const half = pen.measureText(words).width / 2;
      pen.fillText(words, Math.min(this.#across(at), room.left + width + room.right - half), bottom + 7);
    }
    line(pen, room.left, bottom, room.left + width, bottom);
    pen.fillStyle = theme.ink;
    pen.fillText(x.title, room.left + width / 2, bottom + 25, width);
  }

  #steps(pen: CanvasRenderingContext2D, { steps, theme }: Scene): void {
    if (steps.length === 0) return;
    pen.strokeStyle = theme.best;
    pen.lineWidth = 2;
    pen.beginPath();
    steps.forEach(({ x, y }, i) => {
      if (i === 0) pen.moveTo(this.#across(x), this.#down(y));
      else {
        pen.lineTo(this.#across(x), this.#down(steps[i - 1]!.y));
        pen.lineTo(this.#across(x), this.#down(y));
      }
    });
    pen.lineTo(room.left + this.#inner().width, this.#down(steps.at(-1)!.y));
    pen.stroke();
    pen.lineWidth = 1;
  }

  #boxed(pen: CanvasRenderingContext2D): void {
    if (!this.#box) return;
    const { left, right, bottom, top } = this.#box;
    const [x, y] = [this.#across(left), this.#down(top)];
    pen.fillStyle = "rgba(90,140,240,0.12)";
    pen.strokeStyle = "rgba(90,140,240,0.9)";
    pen.fillRect(x, y, this.#across(right) - x, this.#down(bottom) - y);
    pen.strokeRect(x, y, this.#across(right) - x, this.#down(bottom) - y);
  }
}

function marksOf(axis: Axis, low: number, high: number, most: number): Tick[] {
  if (!axis.choices) return ticksOf(low, high, most, axis.isLog);
  return axis.choices.flatMap((words, at) => (at >= low && at <= high ? [{ at, words }] : []));
}

function line(pen: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number): void {
  pen.beginPath();
  pen.moveTo(Math.round(x) + 0.5, Math.round(y) + 0.5);
  pen.lineTo(Math.round(toX) + 0.5, Math.round(toY) + 0.5);
  pen.stroke();
}

/** `#3b76c4` as numbers. */
function rgbOf(colour: string): Rgb {
  const bits = Number.parseInt(colour.slice(1), 16);
  return [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255];
}
