import { describe, expect, test } from "vitest";
import { crossValScore } from "../cross-validate.ts";
import {
  BayesSearchCV,
  type Cell,
  CountVectorizer,
  columnTransformer,
  type Frame,
  GridSearchCV,
  LogisticRegression,
  MultinomialNB,
  OneHotEncoder,
  OrdinalEncoder,
  PCA,
  pipeline,
  SimpleImputer,
  StandardScaler,
  TfidfVectorizer,
  toMatrix,
} from "../index.ts";

/** 60 passengers whose fate hangs on sex and age, with gaps. */
function passengers(): { readonly X: Frame; readonly y: string[] } {
  const rows = Array.from({ length: 60 }, (_, i) => ({ age: (i * 37) % 60, sex: i % 3 === 0 ? "f" : "m" }));
  return {
    X: {
      age: rows.map(({ age }, i): Cell => (i % 7 === 0 ? null : age)),
      sex: rows.map(({ sex }, i): Cell => (i % 11 === 0 ? null : sex)),
    },
    y: rows.map(({ age, sex }) => (sex === "f" || age < 12 ? "saved" : "lost")),
  };
}

const prepare = () =>
  columnTransformer([
    ["numbers", pipeline(new SimpleImputer(), new StandardScaler()), ["age"]],
    ["words", new OneHotEncoder({ handleUnknown: "ignore" }), "sex"],
  ]);

describe("a table with columns by name", () => {
  test("goes through a pipeline, folds and a search, whose parameters reach into every part", async () => {
    const { X, y } = passengers();
    const model = pipeline(prepare(), new LogisticRegression());
    expect(Object.keys(model.getParams())).toContain("columntransformer__numbers__simpleimputer__strategy");
    const scores = await crossValScore(model, X, y, { cv: 4 });
    expect(Math.min(...scores)).toBeGreaterThan(0.7);
    const search = new GridSearchCV({
      estimator: model,
      paramGrid: {
        columntransformer__numbers__simpleimputer__strategy: ["mean", "median"],
        logisticregression__C: [0.01, 10],
      },
      cv: 4,
    });
    await search.fit(X, y);
    expect(search.bestParams.logisticregression__C).toBe(10);
    expect(await search.predict({ age: [30], sex: ["f"] })).toEqual(["saved"]);
  });

  test("learns what fills gaps from the training rows of a fold alone", async () => {
    const seen: number[] = [];
    class Spy extends SimpleImputer {
      override clone(): Spy {
        return new Spy();
      }
      override fit(X: Parameters<SimpleImputer["fit"]>[0]): this {
        super.fit(X);
        seen.push(toMatrix(this.transform([[null]])).data[0]!);
        return this;
      }
    }
    const X = [[1], [2], [null], [9]];
    const splits = [{ train: [0, 1, 2], test: [3] }];
    await crossValScore(pipeline(new Spy(), new LogisticRegression()), X, ["a", "b", "a", "b"], {
      cv: splits,
    });
    expect(seen).toEqual([1.5]);
  });

  test("is as good as rows where all columns are numbers", () => {
    const frame = { a: [1, 2, 3, 4], b: Float64Array.of(1, 0, 1, 0) };
    const rows = [1, 2, 3, 4].map((a, i) => [a, frame.b[i]!]);
    const y = [0, 0, 1, 1];
    const model = () => new LogisticRegression();
    expect(model().fit(frame, y).coef).toEqual(model().fit(rows, y).coef);
  });

  test("of texts is counted, and classified", async () => {
    const texts = ["good good film", "bad film", "good play", "bad bad play"];
    const model = pipeline(new CountVectorizer(), new MultinomialNB());
    await model.fit(texts, [1, 0, 1, 0]);
    expect(await model.predict(["good", "so bad", "unknown"])).toEqual([1, 0, 0]);
  });
});

describe("what cannot be is said with the place", () => {
  const { X, y } = passengers();
  const cases: readonly (readonly [string, () => unknown, RegExp])[] = [
    [
      "a gap where numbers are needed",
      () => crossValScore(new LogisticRegression(), X, y),
      /"age" of row 2 is null; every entry must be a finite number, so impute or encode that column first/,
    ],
    [
      "a text where numbers are needed",
      () => new StandardScaler().fit({ sex: ["m", "f"] }),
      /"sex" of row 0 is "m"/,
    ],
    ["the mean of texts", () => new SimpleImputer().fit(X), /"sex" has the text "m", which has no mean/],
    [
      "columns of different lengths",
      () => new SimpleImputer().fit({ a: [1, 2], b: [1] }),
      /column "b" of X has 1 entries, but "a" has 2 entries/,
    ],
    [
      "a category that is new",
      () => new OneHotEncoder().fit([["a"]]).transform([["a"], ["z"]]),
      /"x0" of row 1 is "z", which was not there when it was fitted; handleUnknown: "ignore" makes zeros/,
    ],
    [
      "numbers among texts",
      () => new OrdinalEncoder().fit([["a"], [1]]),
      /"x0" has both "a" and 1; categories are all numbers or all texts/,
    ],
    [
      "a column that is not there",
      () => columnTransformer([["n", new SimpleImputer(), ["agge"]]]).fit(X),
      /X has no column "agge"; did you mean "age"/,
    ],
    [
      "columns in another order",
      () => {
        const encoder = new OneHotEncoder().fit({ a: ["x"], b: ["x"] });
        return encoder.transform({ b: ["x"], a: ["x"] });
      },
      /column 0 of X is "b", but this OneHotEncoder was fitted to "a" there/,
    ],
    [
      "an unknownValue without its use",
      () => new OrdinalEncoder({ unknownValue: -1 }),
      /unknownValue goes with handleUnknown: "useEncodedValue"/,
    ],
    [
      "two columns of texts",
      () => new TfidfVectorizer().fit([["a", "b"]]),
      /reads one column of texts, and X has 2/,
    ],
    [
      "texts without words",
      () => new CountVectorizer().fit(["a", "!"]),
      /the texts have no words but stop words/,
    ],
    [
      "a pattern that is none",
      () => new CountVectorizer({ tokenPattern: "(" }),
      /tokenPattern is "\("; it must be the source of a regular expression/,
    ],
    [
      "counts below 0",
      () => new MultinomialNB().fit([[1], [-1]], [0, 1]),
      /X\[1\]\[0\] is -1; counts are not negative/,
    ],
    [
      "more directions than columns",
      () =>
        new PCA({ nComponents: 3 }).fit([
          [1, 2],
          [3, 4],
          [5, 7],
        ]),
      /have 2 directions/,
    ],
    [
      "a parameter of no part",
      () =>
        new BayesSearchCV({
          estimator: pipeline(prepare(), new LogisticRegression()),
          searchSpace: { C: [1] },
        }),
      /no parameter "C"/,
    ],
  ];
  test.each(cases)("%s", async (_, act, message) => {
    await expect(async () => act()).rejects.toThrow(message);
  });
});
