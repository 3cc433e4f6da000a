/**
 * The loops of `../cholesky.ts` two numbers at a time, in AssemblyScript: `npm run simd` compiles it into `code.ts`. It gives the
 * same bits as its twin in TypeScript, so sums are added in the same order: those of even and of odd places apart.
 *
 * Matrices are row-major, n * n doubles; all places are addresses in bytes.
 */

/** @returns whether `a` was positive definite; else it is spoilt */
export function factor(a: usize, n: i32): bool {
  const stride = <usize>n << 3;
  for (let i: i32 = 0; i < n; i++) {
    const row = a + <usize>i * stride;
    let j: i32 = 0;
    for (; j + 3 < i; j += 4) {
      const r0 = a + <usize>j * stride;
      eliminate(row, r0, stride, <usize>j << 3);
    }
    for (; j < i; j++) {
      const other = a + <usize>j * stride;
      const at = <usize>j << 3;
      let sum = load<f64>(row + at);
      for (let k: usize = 0; k < at; k += 8) sum -= load<f64>(row + k) * load<f64>(other + k);
      store<f64>(row + at, sum / load<f64>(other + at));
    }
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

/** L x = b, in place. */
export function solveLower(l: usize, n: i32, b: usize): void {
  const stride = <usize>n << 3;
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
@inline
function eliminate(x: usize, r0: usize, stride: usize, end: usize): void {
  const r1 = r0 + stride;
  const r2 = r1 + stride;
  const r3 = r2 + stride;
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let a2 = f64x2.splat(0);
  let a3 = f64x2.splat(0);
  for (let k: usize = 0; k < end; k += 16) {
    const v = v128.load(x + k);
    a0 = f64x2.add(a0, f64x2.mul(v, v128.load(r0 + k)));
    a1 = f64x2.add(a1, f64x2.mul(v, v128.load(r1 + k)));
    a2 = f64x2.add(a2, f64x2.mul(v, v128.load(r2 + k)));
    a3 = f64x2.add(a3, f64x2.mul(v, v128.load(r3 + k)));
  }
  const at = x + end;
  let s0 = load<f64>(at) - (f64x2.extract_lane(a0, 0) + f64x2.extract_lane(a0, 1));
  let s1 = load<f64>(at + 8) - (f64x2.extract_lane(a1, 0) + f64x2.extract_lane(a1, 1));
  let s2 = load<f64>(at + 16) - (f64x2.extract_lane(a2, 0) + f64x2.extract_lane(a2, 1));
  let s3 = load<f64>(at + 24) - (f64x2.extract_lane(a3, 0) + f64x2.extract_lane(a3, 1));
  const d1 = r1 + end;
  const d2 = r2 + end;
  const d3 = r3 + end;
  s0 /= load<f64>(r0 + end);
  s1 = (s1 - s0 * load<f64>(d1)) / load<f64>(d1 + 8);
  s2 = (s2 - s0 * load<f64>(d2) - s1 * load<f64>(d2 + 8)) / load<f64>(d2 + 16);
  s3 = (s3 - s0 * load<f64>(d3) - s1 * load<f64>(d3 + 8) - s2 * load<f64>(d3 + 16)) / load<f64>(d3 + 24);
  store<f64>(at, s0);
  store<f64>(at + 8, s1);
  store<f64>(at + 16, s2);
  store<f64>(at + 24, s3);
}

/** Lᵀ x = b, in place. */
export function solveUpper(l: usize, n: i32, b: usize): void {
  const stride = <usize>n << 3;
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
 * The inverse of L Lᵀ, symmetric.
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
  for (let i: i32 = 0; i < n; i++) {
    for (let j: i32 = 0; j < i; j++) {
      store<f64>(out + <usize>j * stride + (<usize>i << 3), load<f64>(out + <usize>i * stride + (<usize>j << 3)));
    }
  }
}

// What `fourDots` gives.
let dot0: f64 = 0;
let dot1: f64 = 0;
let dot2: f64 = 0;
let dot3: f64 = 0;

/** The products of x with the four rows from `r0` on, from one place to another. */
@inline
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
