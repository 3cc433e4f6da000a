import { textsOf } from "../columns.ts";
import { Learner } from "../learner.ts";
import type { Matrix, Table } from "../matrix.ts";
import type { Transformer } from "../preprocessing/transformer.ts";
import { type TokenParams, tokenOptions } from "./tokens.ts";
import { countTerms, learnVocabulary, type Vocabulary } from "./vocabulary.ts";

/** Counts the words of texts: a column for each term, ascending. All columns are kept in memory, zeros too. */
export class CountVectorizer extends Learner<TokenParams, Vocabulary> implements Transformer {
  constructor(params: Partial<TokenParams> = {}) {
    super("CountVectorizer", tokenOptions, params);
  }

  clone(params: Partial<TokenParams> = {}): CountVectorizer {
    return new CountVectorizer({ ...this.getParams(), ...params });
  }

  /** @param X  an array of texts, or a table of one column of them  @throws TunesmithError "shape", "data" */
  fit(X: Table): this {
    return this.learned(learnVocabulary(this.name, textsOf(X, this.name), this.params));
  }

  /** Shape [texts, terms]. @throws TunesmithError "shape", "data" */
  transform(X: Table): Matrix {
    return countTerms(textsOf(X, this.name), this.model.terms, this.params);
  }

  /** The terms in the order of the columns. */
  get terms(): readonly string[] {
    return this.model.terms;
  }
}
