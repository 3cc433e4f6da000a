/**
 * The loops of `../cholesky.ts` and `../columns.ts` two numbers at a time, in AssemblyScript: `npm run simd` compiles it into
 * `code.ts`. It gives the same bits as its twin in TypeScript, so sums are added in the same order: along the rows of a matrix
 * those of even and of odd places apart.
 *
 * Matrices are row-major, n * n doubles; all places are addresses in bytes.
 */

/** @returns whether `a` was positive definite; else it is spoilt */
export function factor(a: usize, n: i32): bool {
  const stride = <usize>n << 3;
  for (let i: i32 = 0; i < n; i++) {
    const row = a + <usize>i * stride;
    solveLower(a, stride, i, row);
    const at = <usize>i << 3;
    let squares = f64x2.splat(0);
    let k: usize = 0;
    for (; k + 8 < at; k += 16) {
      const x = v128.load(row + k);
      squares = f64x2.add(squares, f64x2.mul(x, x));
    }
    let left = load<f64>(row + at) - (f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1));
    if (k < at) left -= load<f64>(row + k) * load<f64>(row + k);
    if (!(left > 0)) return false;
    store<f64>(row + at, Math.sqrt(left));
  }
  return true;
}

/** The first n rows of L x = b, in place. */
export function solveLower(l: usize, stride: usize, n: i32, b: usize): void {
  let i: i32 = 0;
  for (; i + 3 < n; i += 4) {
    const r0 = l + <usize>i * stride;
    eliminate(b, r0, stride, <usize>i << 3);
  }
  for (; i < n; i++) {
    const row = l + <usize>i * stride;
    const at = <usize>i << 3;
    let sum = load<f64>(b + at);
    for (let k: usize = 0; k < at; k += 8) sum -= load<f64>(row + k) * load<f64>(b + k);
    store<f64>(b + at, sum / load<f64>(row + at));
  }
}

/** The four entries of x behind its first `end` bytes, by the four rows of L from `r0` on. */
function eliminate(x: usize, r0: usize, stride: usize, end: usize): void {
  fourDots(x, r0, stride, 0, end);
  const at = x + end;
  const d0 = r0 + end;
  const d1 = d0 + stride;
  const d2 = d1 + stride;
  const d3 = d2 + stride;
  const s0 = (load<f64>(at) - dot0) / load<f64>(d0);
  const s1 = (load<f64>(at + 8) - dot1 - s0 * load<f64>(d1)) / load<f64>(d1 + 8);
  const s2 = (load<f64>(at + 16) - dot2 - s0 * load<f64>(d2) - s1 * load<f64>(d2 + 8)) / load<f64>(d2 + 16);
  const s3 =
    (load<f64>(at + 24) - dot3 - s0 * load<f64>(d3) - s1 * load<f64>(d3 + 8) - s2 * load<f64>(d3 + 16)) /
    load<f64>(d3 + 24);
  store<f64>(at, s0);
  store<f64>(at + 8, s1);
  store<f64>(at + 16, s2);
  store<f64>(at + 24, s3);
}

/** Lᵀ x = b, in place. */
export function solveUpper(l: usize, stride: usize, n: i32, b: usize): void {
  let i: i32 = n - 1;
  for (; i >= 3; i -= 4) {
    const r0 = l + <usize>i * stride;
    const r1 = r0 - stride;
    const r2 = r1 - stride;
    const r3 = r2 - stride;
    const at = <usize>i << 3;
    const x0 = load<f64>(b + at) / load<f64>(r0 + at);
    const x1 = (load<f64>(b + at - 8) - x0 * load<f64>(r0 + at - 8)) / load<f64>(r1 + at - 8);
    const x2 =
      (load<f64>(b + at - 16) - x0 * load<f64>(r0 + at - 16) - x1 * load<f64>(r1 + at - 16)) /
      load<f64>(r2 + at - 16);
    const x3 =
      (load<f64>(b + at - 24) -
        x0 * load<f64>(r0 + at - 24) -
        x1 * load<f64>(r1 + at - 24) -
        x2 * load<f64>(r2 + at - 24)) /
      load<f64>(r3 + at - 24);
    store<f64>(b + at, x0);
    store<f64>(b + at - 8, x1);
    store<f64>(b + at - 16, x2);
    store<f64>(b + at - 24, x3);
    const v0 = f64x2.splat(x0);
    const v1 = f64x2.splat(x1);
    const v2 = f64x2.splat(x2);
    const v3 = f64x2.splat(x3);
    const end = at - 24;
    let k: usize = 0;
    for (; k + 8 < end; k += 16) {
      let v = v128.load(b + k);
      v = f64x2.sub(v, f64x2.mul(v0, v128.load(r0 + k)));
      v = f64x2.sub(v, f64x2.mul(v1, v128.load(r1 + k)));
      v = f64x2.sub(v, f64x2.mul(v2, v128.load(r2 + k)));
      v = f64x2.sub(v, f64x2.mul(v3, v128.load(r3 + k)));
      v128.store(b + k, v);
    }
    if (k < end) {
      const rest = load<f64>(b + k) - x0 * load<f64>(r0 + k) - x1 * load<f64>(r1 + k);
      store<f64>(b + k, rest - x2 * load<f64>(r2 + k) - x3 * load<f64>(r3 + k));
    }
  }
  for (; i >= 0; i--) {
    const row = l + <usize>i * stride;
    const at = <usize>i << 3;
    const x = load<f64>(b + at) / load<f64>(row + at);
    store<f64>(b + at, x);
    for (let k: usize = 0; k < at; k += 8) store<f64>(b + k, load<f64>(b + k) - load<f64>(row + k) * x);
  }
}

/**
 * The lower half of the inverse of L Lᵀ.
 *
 * @param columns  room of n * n, all 0
 * @param out      room of n * n
 */
export function inverse(l: usize, n: i32, columns: usize, out: usize): void {
  const stride = <usize>n << 3;
  for (let j: i32 = 0; j < n; j++) {
    const diagonal = <usize>j * (stride + 8);
    store<f64>(columns + diagonal, 1 / load<f64>(l + diagonal));
  }
  for (let i: i32 = 1; i < n; i++) {
    const row = l + <usize>i * stride;
    const at = <usize>i << 3;
    const scale = -1 / load<f64>(row + at);
    let j: i32 = 0;
    for (; j + 3 < i; j += 4) {
      const r0 = columns + <usize>j * stride;
      fourDots(row, r0, stride, <usize>j << 3, at);
      store<f64>(r0 + at, dot0 * scale);
      store<f64>(r0 + stride + at, dot1 * scale);
      store<f64>(r0 + 2 * stride + at, dot2 * scale);
      store<f64>(r0 + 3 * stride + at, dot3 * scale);
    }
    for (; j < i; j++) {
      const r = columns + <usize>j * stride;
      let sum: f64 = 0;
      for (let k: usize = <usize>j << 3; k < at; k += 8) sum += load<f64>(row + k) * load<f64>(r + k);
      store<f64>(r + at, sum * scale);
    }
  }
  for (let i: i32 = 0; i < n; i++) {
    const row = columns + <usize>i * stride;
    const at = <usize>i << 3;
    const to = out + <usize>i * stride;
    let j: i32 = 0;
    for (; j + 3 <= i; j += 4) {
      fourDots(row, columns + <usize>j * stride, stride, at, stride);
      store<f64>(to + (<usize>j << 3), dot0);
      store<f64>(to + (<usize>j << 3) + 8, dot1);
      store<f64>(to + (<usize>j << 3) + 16, dot2);
      store<f64>(to + (<usize>j << 3) + 24, dot3);
    }
    for (; j <= i; j++) {
      const r = columns + <usize>j * stride;
      let sum: f64 = 0;
      for (let k: usize = at; k < stride; k += 8) sum += load<f64>(row + k) * load<f64>(r + k);
      store<f64>(to + (<usize>j << 3), sum);
    }
  }
}

// What `fourDots` gives.
let dot0: f64 = 0;
let dot1: f64 = 0;
let dot2: f64 = 0;
let dot3: f64 = 0;

/** The products of x with the four rows from `r0` on, from one place to another. */
function fourDots(x: usize, r0: usize, stride: usize, from: usize, to: usize): void {
  const r1 = r0 + stride;
  const r2 = r1 + stride;
  const r3 = r2 + stride;
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let a2 = f64x2.splat(0);
  let a3 = f64x2.splat(0);
  let k = from;
  for (; k + 8 < to; k += 16) {
    const v = v128.load(x + k);
    a0 = f64x2.add(a0, f64x2.mul(v, v128.load(r0 + k)));
    a1 = f64x2.add(a1, f64x2.mul(v, v128.load(r1 + k)));
    a2 = f64x2.add(a2, f64x2.mul(v, v128.load(r2 + k)));
    a3 = f64x2.add(a3, f64x2.mul(v, v128.load(r3 + k)));
  }
  dot0 = f64x2.extract_lane(a0, 0) + f64x2.extract_lane(a0, 1);
  dot1 = f64x2.extract_lane(a1, 0) + f64x2.extract_lane(a1, 1);
  dot2 = f64x2.extract_lane(a2, 0) + f64x2.extract_lane(a2, 1);
  dot3 = f64x2.extract_lane(a3, 0) + f64x2.extract_lane(a3, 1);
  if (k < to) {
    const last = load<f64>(x + k);
    dot0 += last * load<f64>(r0 + k);
    dot1 += last * load<f64>(r1 + k);
    dot2 += last * load<f64>(r2 + k);
    dot3 += last * load<f64>(r3 + k);
  }
}

/**
 * Adds Σ_j w_j a_ij to each of `out`; four columns make a sum of their own.
 *
 * @param a    the columns, with `stride` from one to the next
 * @param out  n numbers; up to the next multiple of four, those behind them are spoilt
 * @param w    m numbers
 */
export function addProducts(a: usize, stride: usize, n: i32, out: usize, w: usize, m: i32): void {
  const end = out + (<usize>n << 3);
  const last = w + (<usize>m << 3);
  for (; out < end; out += 16, a += 16) {
    let sum = v128.load(out);
    let at = a;
    let j = w;
    for (; j + 24 < last; j += 32) {
      let four = product(at, j);
      four = f64x2.add(four, product((at += stride), j + 8));
      four = f64x2.add(four, product((at += stride), j + 16));
      four = f64x2.add(four, product((at += stride), j + 24));
      sum = f64x2.add(sum, four);
      at += stride;
    }
    for (; j < last; j += 8, at += stride) sum = f64x2.add(sum, product(at, j));
    v128.store(out, sum);
  }
}

@inline
function product(a: usize, w: usize): v128 {
  return f64x2.mul(v128.load_splat<f64>(w), v128.load(a));
}

/** As `addProducts`, of one column after the other. */
export function addInTurn(a: usize, stride: usize, n: i32, out: usize, w: usize, m: i32): void {
  for (; m > 0; m--, a += stride, w += 8) addProducts(a, stride, n, out, w, 1);
}

/** Adds Σ_j w_j (x_j - a_ij)² to each of `out`: as `addProducts`, with m / 2 numbers x behind as many w. */
export function addSquares(a: usize, stride: usize, n: i32, out: usize, w: usize, m: i32): void {
  const end = out + (<usize>n << 3);
  const size = <usize>m << 2;
  const last = w + size;
  for (; out < end; out += 16, a += 16) {
    let sum = v128.load(out);
    let at = a;
    let j = w;
    for (; j + 24 < last; j += 32) {
      let four = square(at, j, size);
      four = f64x2.add(four, square((at += stride), j + 8, size));
      four = f64x2.add(four, square((at += stride), j + 16, size));
      four = f64x2.add(four, square((at += stride), j + 24, size));
      sum = f64x2.add(sum, four);
      at += stride;
    }
    for (; j < last; j += 8, at += stride) sum = f64x2.add(sum, square(at, j, size));
    v128.store(out, sum);
  }
}

@inline
function square(a: usize, w: usize, size: usize): v128 {
  const t = f64x2.sub(v128.load_splat<f64>(w + size), v128.load(a));
  return f64x2.mul(f64x2.mul(v128.load_splat<f64>(w), t), t);
}

/** Sets each of `out` to Σ_i w_i a_ij of a column of its own. */
export function project(a: usize, stride: usize, n: i32, out: usize, w: usize, m: i32): void {
  const last = a + <usize>(n - 1) * stride;
  const end = <usize>m << 3;
  for (let j: i32 = 0; j < n; j += 4, a += 4 * stride, out += 32) {
    // Behind the last column it stands in for those that are not there.
    const b = min(last, a + stride);
    const c = min(last, a + 2 * stride);
    const d = min(last, a + 3 * stride);
    let ofA: f64 = 0;
    let ofB: f64 = 0;
    let ofC: f64 = 0;
    let ofD: f64 = 0;
    for (let k: usize = 0; k < end; k += 8) {
      const x = load<f64>(w + k);
      ofA += x * load<f64>(a + k);
      ofB += x * load<f64>(b + k);
      ofC += x * load<f64>(c + k);
      ofD += x * load<f64>(d + k);
    }
    store<f64>(out, ofA);
    store<f64>(out + 8, ofB);
    store<f64>(out + 16, ofC);
    store<f64>(out + 24, ofD);
  }
}
