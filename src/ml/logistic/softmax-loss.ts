/**
 * The multinomial logistic loss of k classes.
 *
 * Notation: Z = X Wᵀ, shape [n, k], kept class after class; π = softmax of a row of Z; W, shape [k, p], is flat: class
 * c, column j at c p + j.
 */
import { addProjectedBack, project, type Sample, type SmoothLoss, weightedGram } from "./loss.ts";

/**
 * C Σᵢ −vᵢ log πᵢ(yᵢ) + ½ Σ_c Σⱼ ridgeⱼ W_cj², with a row of W for each of the k classes and v the weights of the rows.
 *
 * Adding the same to all rows of W changes no π, so that without a ridge the Hessian is singular.
 *
 * @source Bishop 2006, Pattern Recognition and Machine Learning, eq. 4.104 (π), 4.109 (gradient), 4.110 (Hessian)
 * @cost O(n k p) for the value, O(n k² p²) for the derivatives
 */
export function softmaxLoss({ X, codes, C, weight, ridge }: Sample, k: number): SmoothLoss {
  const { rows: n, cols: p } = X;
  const size = k * p;
  const Z = Array.from({ length: k }, () => new Float64Array(n)); // scores, and after `derivatives` probabilities
  const top = new Int32Array(n); // the class with the highest score
  const others = new Float64Array(n); // 1 − π of that class, without the cancellation
  const v = new Float64Array(n);
  const block = new Float64Array(p * p);
  const at = new Float64Array(size);
  const costs = Float64Array.from(codes, (_, i) => (weight ? C * weight[i]! : C));
  const complement = (c: number, i: number) => (c === top[i] ? others[i]! : 1 - Z[c]![i]!);
  return {
    size,
    value(w) {
      at.set(w);
      for (let c = 0; c < k; c++) project(X, w, c * p, Z[c]!);
      let loss = 0;
      for (let i = 0; i < n; i++) {
        let best = 0;
        for (let c = 1; c < k; c++) if (Z[c]![i]! > Z[best]![i]!) best = c;
        const max = Z[best]![i]!;
        let sum = 0;
        for (let c = 0; c < k; c++) if (c !== best) sum += Math.exp(Z[c]![i]! - max);
        top[i] = best;
        others[i] = sum; // relative to the top class
        loss += costs[i]! * (Math.log1p(sum) + (max - Z[codes[i]!]![i]!));
      }
      let penalty = 0;
      for (let a = 0; a < size; a++) penalty += ridge[a % p]! * w[a]! * w[a]!;
      return loss + penalty / 2;
    },
    derivatives(g, H) {
      for (let i = 0; i < n; i++) {
        const max = Z[top[i]!]![i]!;
        const total = 1 + others[i]!;
        for (let c = 0; c < k; c++) Z[c]![i] = Math.exp(Z[c]![i]! - max) / total; // eq. 4.104
        others[i]! /= total;
      }
      for (let c = 0; c < k; c++) {
        for (let i = 0; i < n; i++) v[i] = costs[i]! * (codes[i] === c ? -complement(c, i) : Z[c]![i]!); // eq. 4.109
        for (let j = 0; j < p; j++) g[c * p + j] = ridge[j]! * at[c * p + j]!;
        addProjectedBack(X, v, g, c * p);
      }
      for (let c = 0; c < k; c++) {
        for (let b = 0; b <= c; b++) {
          for (let i = 0; i < n; i++) {
            v[i] = costs[i]! * Z[c]![i]! * (b === c ? complement(c, i) : -Z[b]![i]!); // eq. 4.110
          }
          weightedGram(X, v, block);
          for (let j = 0; j < p; j++) {
            if (b === c) block[j * p + j]! += ridge[j]!;
            for (let m = 0; m <= j; m++) {
              const h = block[j * p + m]!;
              H[(c * p + j) * size + b * p + m] = h;
              H[(c * p + m) * size + b * p + j] = h;
              H[(b * p + m) * size + c * p + j] = h;
              H[(b * p + j) * size + c * p + m] = h;
            }
          }
        }
      }
    },
  };
}
