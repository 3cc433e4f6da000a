import { textsOf } from "../columns.ts";
import { Learner } from "../learner.ts";
import type { Matrix, Table } from "../matrix.ts";
import { flag, type OptionsOf, oneOf } from "../options.ts";
import type { Transformer } from "../preprocessing/transformer.ts";
import { type TokenParams, tokenOptions } from "./tokens.ts";
import { countTerms, learnVocabulary, type Vocabulary } from "./vocabulary.ts";

export interface TfidfParams extends TokenParams {
  /** What each row has length 1 by; default "l2". */
  readonly norm: "l1" | "l2" | null;
  /** Whether rare terms count more: by 1 + ln(texts / texts with it); default true. */
  readonly useIdf: boolean;
  /** Whether one text more is assumed that has every term; default true. */
  readonly smoothIdf: boolean;
  /** Whether 1 + ln(count) takes the place of the count; default false. */
  readonly sublinearTf: boolean;
}

interface Weighted extends Vocabulary {
  /** Shape [terms]. */
  readonly idf: Float64Array;
}

const declared: OptionsOf<TfidfParams> = {
  ...tokenOptions,
  norm: ["l2", oneOf("l1", "l2", null)],
  useIdf: [true, flag],
  smoothIdf: [true, flag],
  sublinearTf: [false, flag],
};

/** Weighs the words of texts: those that few texts have count more. */
export class TfidfVectorizer extends Learner<TfidfParams, Weighted> implements Transformer {
  constructor(params: Partial<TfidfParams> = {}) {
    super("TfidfVectorizer", declared, params);
  }

  clone(params: Partial<TfidfParams> = {}): TfidfVectorizer {
    return new TfidfVectorizer({ ...this.getParams(), ...params });
  }

  /** @param X  an array of texts, or a table of one column of them  @throws TunesmithError "shape", "data" */
  fit(X: Table): this {
    const known = learnVocabulary(this.name, textsOf(X, this.name), this.params);
    const extra = this.params.smoothIdf ? 1 : 0;
    const idf = known.texts.map((df) =>
      this.params.useIdf ? Math.log((known.n + extra) / (df + extra)) + 1 : 1,
    );
    return this.learned({ ...known, idf });
  }

  /** Shape [texts, terms]. @throws TunesmithError "shape", "data" */
  transform(X: Table): Matrix {
    const { terms, idf } = this.model;
    const { norm, sublinearTf } = this.params;
    const { data, rows, cols } = countTerms(textsOf(X, this.name), terms, this.params);
    for (let i = 0; i < rows; i++) {
      let size = 0;
      for (let j = 0; j < cols; j++) {
        const count = data[i * cols + j]!;
        if (count === 0) continue;
        const weight = (sublinearTf ? 1 + Math.log(count) : count) * idf[j]!;
        data[i * cols + j] = weight;
        size += norm === "l1" ? weight : weight * weight;
      }
      if (norm === null || size === 0) continue;
      const scale = norm === "l1" ? size : Math.sqrt(size);
      for (let j = 0; j < cols; j++) data[i * cols + j]! /= scale;
    }
    return { data, rows, cols };
  }

  /** The terms in the order of the columns. */
  get terms(): readonly string[] {
    return this.model.terms;
  }

  /** The weight of each term, shape [terms]. */
  get idf(): readonly number[] {
    return Array.from(this.model.idf);
  }
}
