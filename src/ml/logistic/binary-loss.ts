/**
 * The logistic loss of two classes.
 *
 * Notation: z = X w; t = 1 for class 1 and 0 for class 0; σ(z) = 1 / (1 + e^−z).
 */
import { addProjectedBack, project, type Sample, type SmoothLoss, weightedGram } from "./loss.ts";

/**
 * C Σᵢ vᵢ log(1 + e^−sᵢzᵢ) + ½ Σⱼ ridgeⱼ wⱼ², with s = ±1 by class and v the weights of the rows.
 *
 * @source Fan, Chang, Hsieh, Wang, Lin 2008, LIBLINEAR, JMLR 9, eq. 2
 * @cost O(n p) for the value, O(n p²) for the derivatives
 */
export function binaryLoss({ X, codes, C, weight, ridge }: Sample): SmoothLoss {
  const { rows: n, cols: p } = X;
  const z = new Float64Array(n);
  const residual = new Float64Array(n);
  const curvature = new Float64Array(n);
  const at = new Float64Array(p);
  return {
    size: p,
    value(w) {
      at.set(w);
      project(X, w, 0, z);
      let loss = 0;
      for (let i = 0; i < n; i++)
        loss += (weight ? weight[i]! : 1) * softplus(codes[i] === 1 ? -z[i]! : z[i]!);
      let penalty = 0;
      for (let j = 0; j < p; j++) penalty += ridge[j]! * w[j]! * w[j]!;
      return C * loss + penalty / 2;
    },
    derivatives(g, H) {
      for (let i = 0; i < n; i++) {
        // With e = e^−|z| both σ and 1 − σ come without cancellation.
        const e = Math.exp(-Math.abs(z[i]!));
        const far = 1 / (1 + e); // probability of the class on whose side z lies
        const near = e / (1 + e);
        const isWrong = codes[i] === 1 ? z[i]! < 0 : z[i]! > 0;
        const miss = isWrong ? far : near; // |σ(z) − t|
        const cost = weight ? C * weight[i]! : C;
        residual[i] = codes[i] === 1 ? -cost * miss : cost * miss;
        curvature[i] = cost * far * near; // C v σ (1 − σ)
      }
      for (let j = 0; j < p; j++) g[j] = ridge[j]! * at[j]!;
      addProjectedBack(X, residual, g, 0);
      weightedGram(X, curvature, H);
      for (let j = 0; j < p; j++) {
        H[j * p + j]! += ridge[j]!;
        for (let m = 0; m < j; m++) H[m * p + j] = H[j * p + m]!;
      }
    },
  };
}

/** log(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
