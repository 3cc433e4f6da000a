/** A million points as a picture: what falls into each pixel is counted, and the counts are coloured. */

/** What is in sight, in the units of the columns (logarithms on a logarithmic axis). */
export interface Sight {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Numbers by trial; null stands for the trial's own number. */
export type Column = Float32Array | null;

/** Of so many points, a picture keeps the places: all that a picture has while it moves. */
const mostKept = 200_000;

/** Two counts a pixel: of all points, and of those that are marked. */
export class Raster {
  readonly width: number;
  readonly height: number;
  readonly all: Uint32Array;
  readonly marked: Uint32Array;
  readonly picture: Uint32Array<ArrayBuffer>;
  /** The pixels of the points that were counted last, -1 for out of sight; null where there are too many to keep. */
  places: Int32Array | null = null;
  #last: { readonly points: Points; readonly sight: Sight; readonly stride: number } | null = null;
  #counted = 0;
  #isSwollen = false;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.all = new Uint32Array(width * height);
    this.marked = new Uint32Array(width * height);
    this.picture = new Uint32Array(width * height);
  }

  /**
   * Counts points; those that are NaN or out of sight are none.
   *
   * @param stride  every so many-th point alone, for a picture that moves
   * @param mask    shape [n], 1 where a point is marked; null when none is
   * @returns how many were counted
   */
  count(points: Points, sight: Sight, mask: Uint8Array | null, stride: number): number {
    this.marked.fill(0);
    const { places } = this;
    if (places !== null && this.#isSame(points, sight, stride)) {
      if (mask !== null) this.#mark(places, mask, stride);
      return this.#counted;
    }
    const size = Math.ceil(points.n / stride);
    if (size > mostKept) this.places = null;
    else if (places?.length !== size) this.places = new Int32Array(size);
    this.#last = { points, sight, stride };
    this.#isSwollen = false;
    this.#counted = this.#countAll(points, sight, mask, stride);
    return this.#counted;
  }

  #countAll(points: Points, sight: Sight, mask: Uint8Array | null, stride: number): number {
    const { all, marked, width, height, places } = this;
    const { x, y, n, spread = 0 } = points;
    all.fill(0);
    const [kx, ky] = [width / (sight.right - sight.left), height / (sight.top - sight.bottom)];
    let counted = 0;
    for (let i = 0, k = 0; i < n; i += stride, k++) {
      const across = ((x === null ? i : x[i]!) + asideOf(i, spread) - sight.left) * kx;
      const down = (sight.top - y[i]!) * ky;
      const isIn = across >= 0 && across < width && down >= 0 && down < height; // NaN is no place
      const pixel = isIn ? (down | 0) * width + (across | 0) : -1;
      if (places !== null) places[k] = pixel;
      if (pixel < 0) continue;
      all[pixel]!++;
      if (mask !== null && mask[i] === 1) marked[pixel]!++;
      counted += 1;
    }
    return counted;
  }

  /** Counts the marked ones anew, where all else is as it was: a hand that marks in another picture has this done in each frame. */
  #mark(places: Int32Array, mask: Uint8Array, stride: number): void {
    const { marked } = this;
    for (let k = 0; k < places.length; k++) {
      if (mask[k * stride] === 1 && places[k]! >= 0) marked[places[k]!]!++;
    }
  }

  #isSame(points: Points, sight: Sight, stride: number): boolean {
    const last = this.#last;
    if (last === null || last.stride !== stride) return false;
    const { x, y, n, spread } = last.points;
    const { left, right, bottom, top } = last.sight;
    const isPlaced =
      left === sight.left && right === sight.right && bottom === sight.bottom && top === sight.top;
    return isPlaced && x === points.x && y === points.y && n === points.n && spread === points.spread;
  }

  /** Makes every dot 3 × 3 pixels: few points are seen that way. */
  swell(): void {
    if (!this.#isSwollen) swell(this.all, this.width);
    this.#isSwollen = true;
    swell(this.marked, this.width);
  }

  /**
   * The picture.
   *
   * @param paint  colours as [red, green, blue], 0 to 255
   * @returns shape [height × width], a pixel each in the order of `ImageData`; written anew by the next call
   */
  colour(paint: { readonly point: Rgb; readonly rest: Rgb }, hasMask: boolean): Uint32Array<ArrayBuffer> {
    const { all, marked, picture } = this;
    const [most, mostMarked] = [largest(all), hasMask ? largest(marked) : 0];
    const grey = shadesOf(paint.rest, most).map((shade) => fainter(shade));
    const shades = shadesOf(paint.point, hasMask ? mostMarked : most);
    if (!hasMask) for (let i = 0; i < picture.length; i++) picture[i] = shades[shadeOf(all[i]!)]!;
    else {
      for (let i = 0; i < picture.length; i++) {
        picture[i] = marked[i]! > 0 ? shades[shadeOf(marked[i]!)]! : grey[shadeOf(all[i]!)]!;
      }
    }
    return picture;
  }
}

/** Where in its band a trial stands, from the middle: always at the same place, and like chance (the mixing of MurmurHash3). */
export function asideOf(number: number, spread: number): number {
  if (spread === 0) return 0;
  let mixed = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return spread * (((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32 - 0.5);
}

/** What is drawn. */
export interface Points {
  readonly x: Column;
  readonly y: Float32Array;
  readonly n: number;
  /** In units of x, how wide a band is drawn in place of a line: of few values, so many points share each. */
  readonly spread?: number;
}

export type Rgb = readonly [number, number, number];

/** One condition of a mark: a column within two ends, both included. */
export interface Within {
  readonly column: Column;
  readonly low: number;
  readonly high: number;
}

/**
 * Marks the points that meet all conditions.
 *
 * @param into  shape [n], overwritten
 * @param stride  every so many-th alone is looked at
 * @returns how many are marked
 */
export function markWithin(into: Uint8Array, n: number, conditions: readonly Within[], stride = 1): number {
  for (let i = 0; i < n; i += stride) into[i] = 1;
  for (const { column, low, high } of conditions) {
    for (let i = 0; i < n; i += stride) {
      const value = column === null ? i : column[i]!;
      if (!(value >= low && value <= high)) into[i] = 0;
    }
  }
  let count = 0;
  for (let i = 0; i < n; i += stride) count += into[i]!;
  return count;
}

/** The ends of what is worth seeing of a column: from the least to the value that 98 in 100 are below, or mirrored. */
export function usefulEnds(
  column: Float32Array,
  n: number,
  isMaximised: boolean,
): [low: number, high: number] {
  const step = Math.max(1, Math.floor(n / 4000));
  const some: number[] = [];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < n; i++) {
    const value = column[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
    if (i % step === 0) some.push(value);
  }
  if (least > most) return [0, 1];
  some.sort((a, b) => a - b);
  const at = (share: number) => some[Math.round(share * (some.length - 1))] ?? least;
  const [low, high] = isMaximised ? [at(0.02), most] : [least, at(0.98)];
  const room = (high - low || Math.abs(high) || 1) * 0.04;
  return [low - room, high + room];
}

/** Powers of two share a shade. */
function shadeOf(count: number): number {
  return 32 - Math.clz32(count);
}

/** By shade, as `ImageData` has its pixels; nothing where nothing is. */
function shadesOf([red, green, blue]: Rgb, most: number): Uint32Array {
  const top = shadeOf(Math.max(1, most));
  return Uint32Array.from({ length: 33 }, (_, i) => {
    const alpha = i === 0 ? 0 : Math.round(255 * Math.min(1, 0.35 + (0.65 * i) / top));
    return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
}

function fainter(shade: number): number {
  return ((Math.round((shade >>> 24) * 0.45) << 24) | (shade & 0xffffff)) >>> 0;
}

function largest(counts: Uint32Array): number {
  let most = 0;
  for (let i = 0; i < counts.length; i++) if (counts[i]! > most) most = counts[i]!;
  return most;
}

function swell(counts: Uint32Array, width: number): void {
  const from = counts.slice();
  for (let i = 0; i < from.length; i++) {
    const count = from[i]!;
    if (count === 0) continue;
    const x = i % width;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const j = i + dy * width + dx;
        if (x + dx < 0 || x + dx >= width || j < 0 || j >= counts.length) continue;
        if (counts[j]! < count) counts[j] = count;
      }
    }
  }
}
