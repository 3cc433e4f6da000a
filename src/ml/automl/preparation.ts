/** How columns of each kind become numbers, for each kind of learner. */
import { pipeline } from "../pipeline.ts";
import { type ColumnPart, columnTransformer } from "../preprocessing/column-transformer.ts";
import { DateEncoder } from "../preprocessing/date-encoder.ts";
import { OneHotEncoder } from "../preprocessing/one-hot-encoder.ts";
import { OrdinalEncoder } from "../preprocessing/ordinal-encoder.ts";
import { StandardScaler } from "../preprocessing/scalers.ts";
import { SimpleImputer } from "../preprocessing/simple-imputer.ts";
import type { Transformer } from "../preprocessing/transformer.ts";
import { TfidfVectorizer } from "../text/tfidf-vectorizer.ts";
import type { Feature, FeatureKind } from "./profile.ts";

/**
 * What a learner can do with: "scaled" numbers without gaps, all alike in size; "plain" ones as they are; or "gaps", where
 * categories are numbers, too, and what is missing is NaN.
 */
export type Preparation = "scaled" | "plain" | "gaps";

/** Terms of a column of texts: scaled learners weigh each, trees look at each. */
const mostTerms = { scaled: 400, plain: 120, gaps: 120 } as const;
/** Boosting has bins for so many categories; where there are more, their order stands for them. */
const mostCategories = 250;
/** Rarer categories share a column. */
const leastRows = 3;

/** The columns that boosting takes for categories: those that "gaps" puts first. */
export function categoricalOf(features: readonly Feature[]): readonly number[] {
  return few(features).map((_, j) => j);
}

/** The transformer of all columns. */
export function prepare(features: readonly Feature[], preparation: Preparation): Transformer {
  const named = (kind: FeatureKind) => features.filter((feature) => feature.kind === kind);
  const parts: ColumnPart[] = [];
  const add = (name: string, own: readonly Feature[], make: () => Transformer | "passthrough") => {
    if (own.length > 0) parts.push([name, make(), own.map((feature) => feature.name)]);
  };
  if (preparation === "gaps") {
    const ordinal = () => new OrdinalEncoder({ handleUnknown: "useEncodedValue", unknownValue: Number.NaN });
    add("categories", few(features), ordinal);
    add("names", many(features), ordinal);
    add("numbers", named("number"), () => "passthrough");
    add("dates", named("date"), () => new DateEncoder());
  } else {
    const whole = () => new SimpleImputer({ strategy: "median", addIndicator: true });
    const filled = () => (preparation === "scaled" ? pipeline(whole(), new StandardScaler()) : whole());
    add("categories", named("category"), () => {
      return new OneHotEncoder({ handleUnknown: "infrequentIfExist", minFrequency: leastRows });
    });
    add("numbers", named("number"), filled);
    add("dates", named("date"), () => pipeline(new DateEncoder(), filled()));
  }
  for (const [i, feature] of named("text").entries()) {
    const vectorizer = new TfidfVectorizer({ maxFeatures: mostTerms[preparation], sublinearTf: true });
    const words = pipeline(new SimpleImputer({ strategy: "constant", fillValue: "" }), vectorizer);
    parts.push([`text${i + 1}`, words, [feature.name]]);
  }
  return columnTransformer(parts);
}

function few(features: readonly Feature[]): readonly Feature[] {
  return features.filter(({ kind, different }) => kind === "category" && different <= mostCategories);
}

function many(features: readonly Feature[]): readonly Feature[] {
  return features.filter(({ kind, different }) => kind === "category" && different > mostCategories);
}
