import { Learner } from "../learner.ts";
import { checkCols, type Matrix, type Table, toMatrix } from "../matrix.ts";
import { flag, type OptionsOf, type Rule } from "../options.ts";
import type { Transformer } from "./transformer.ts";

export interface PolynomialFeaturesParams {
  /** Products of up to so many columns, from 0; or of [at least, at most]; default 2. */
  readonly degree: number | readonly [number, number];
  /** Whether a column comes once in a product at most; default false. */
  readonly interactionOnly: boolean;
  /** Whether a column of ones comes first; default true. */
  readonly includeBias: boolean;
}

const isDegree = (v: unknown): v is number => Number.isSafeInteger(v) && (v as number) >= 0;
const degree: Rule = {
  takes: (v) => isDegree(v) || (Array.isArray(v) && v.length === 2 && v.every(isDegree) && v[0]! <= v[1]!),
  want: "a whole number from 0, or two, the smaller first",
};
const declared: OptionsOf<PolynomialFeaturesParams> = {
  degree: [2, degree],
  interactionOnly: [false, flag],
  includeBias: [true, flag],
};

/** Makes a column of each product of columns, in scikit-learn's order: by degree, then by columns. */
export class PolynomialFeatures
  extends Learner<
    PolynomialFeaturesParams,
    { readonly cols: number; readonly products: readonly (readonly number[])[] }
  >
  implements Transformer
{
  constructor(params: Partial<PolynomialFeaturesParams> = {}) {
    super("PolynomialFeatures", declared, params);
  }

  clone(params: Partial<PolynomialFeaturesParams> = {}): PolynomialFeatures {
    return new PolynomialFeatures({ ...this.getParams(), ...params });
  }

  /** @throws TunesmithError "shape", "data" */
  fit(X: Table): this {
    const { cols } = toMatrix(X);
    const { degree, interactionOnly, includeBias } = this.params;
    const [least, most] = typeof degree === "number" ? [0, degree] : degree;
    const products: (readonly number[])[] = includeBias ? [[]] : [];
    let grown: (readonly number[])[] = [[]];
    for (let size = 1; size <= most; size++) {
      grown = grown.flatMap((product) => {
        const from = product.length === 0 ? 0 : product.at(-1)! + Number(interactionOnly);
        return Array.from({ length: cols - from }, (_, k) => [...product, from + k]);
      });
      if (size >= least) products.push(...grown);
    }
    return this.learned({ cols, products });
  }

  /** @throws TunesmithError "shape", "data" */
  transform(X: Table): Matrix {
    const { cols, products } = this.model;
    const matrix = toMatrix(X);
    checkCols(matrix, cols, this.name);
    const data = new Float64Array(matrix.rows * products.length);
    for (let i = 0; i < matrix.rows; i++) {
      products.forEach((product, p) => {
        let value = 1;
        for (const j of product) value *= matrix.data[i * cols + j]!;
        data[i * products.length + p] = value;
      });
    }
    return { data, rows: matrix.rows, cols: products.length };
  }
}
