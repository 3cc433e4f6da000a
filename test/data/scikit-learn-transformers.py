"""What scikit-learn's transformers make of small tables and texts, for src/ml/preprocessing/scikit-learn.test.ts and docs/parity.md.

    python test/data/scikit-learn-transformers.py > test/data/scikit-learn-transformers.json

A case: the class, its options, the table to learn from (by rows; null is a gap; texts alone are one column), the table to
change, and what comes out, null for NaN. "predict" cases have labels and give probabilities.
"""
import json
import math
import os
import warnings

import numpy as np
import pandas as pd
import sklearn
from sklearn import compose, decomposition, impute, naive_bayes, pipeline, preprocessing
from sklearn.feature_extraction import text

warnings.simplefilter("ignore")
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data")
cases = []

snake = lambda name: "".join("_" + c.lower() if c.isupper() else c for c in name)
words = {"mostFrequent": "most_frequent", "ifBinary": "if_binary", "infrequentIfExist": "infrequent_if_exist",
         "useEncodedValue": "use_encoded_value"}


def theirs(options):
    out = {}
    for name, value in options.items():
        value = tuple(value) if isinstance(value, list) and name in ("ngramRange", "degree") else value
        out[snake(name)] = words.get(value, value) if isinstance(value, str) else value
    return out


def plain(table):
    table = table.toarray() if hasattr(table, "toarray") else np.asarray(table)
    clean = lambda x: None if x is None or isinstance(x, float) and math.isnan(x) else x
    return [[clean(x) for x in row] for row in table.tolist()]


def case(make, name, options, fit, new=None, **more):
    new = fit if new is None else new
    is_text = isinstance(fit[0], str)
    has_words = not is_text and any(isinstance(x, str) for row in fit for x in row)
    # To scikit-learn's encoders None is a category, NaN a gap.
    gapped = lambda t: [[np.nan if x is None else x for x in row] for row in t] if "Encoder" in name else t
    given = lambda t: t if is_text else np.array(gapped(t), dtype=object) if has_words else np.array(t, dtype=float)
    model = make(**theirs(options), **more).fit(given(fit))
    cases.append({"name": name, "options": options, "fit": fit, "new": new, "out": plain(model.transform(given(new)))})


rng = np.random.RandomState(0)
gaps = [[1.0, None, 3.0, None], [2.0, 5.0, 3.0, None], [None, 5.0, 4.0, None], [7.0, 1.5, None, None], [2.0, -1.5, 9.25, None]]
new = [[None, None, None, None], [10.0, 3.0, None, 1.0]]
for strategy in ("mean", "median", "mostFrequent", "constant"):
    for more in ({}, {"addIndicator": True}, {"keepEmptyFeatures": True}):
        case(impute.SimpleImputer, "SimpleImputer", {"strategy": strategy, **more}, gaps, new)
case(impute.SimpleImputer, "SimpleImputer", {"strategy": "constant", "fillValue": -7}, gaps, new)
colours = [["red", "s"], ["blue", None], [None, "m"], ["red", "m"], ["green", "s"], ["blue", "xl"], ["red", "m"], ["red", "s"]]
for options in ({"strategy": "mostFrequent"}, {"strategy": "constant"}, {"strategy": "constant", "fillValue": "none"}):
    case(impute.SimpleImputer, "SimpleImputer", options, colours, [[None, None], ["blue", "m"]], missing_values=None)

unknown = [["red", "m"], ["pink", "s"], [None, "xxl"], ["green", None]]
for options in (
    {}, {"drop": "first"}, {"drop": "ifBinary"}, {"minFrequency": 2}, {"minFrequency": 0.3}, {"minFrequency": 3, "drop": "first"},
):
    case(preprocessing.OneHotEncoder, "OneHotEncoder", options, colours)
    case(preprocessing.OneHotEncoder, "OneHotEncoder", {**options, "handleUnknown": "ignore"}, colours, unknown)
    case(preprocessing.OneHotEncoder, "OneHotEncoder", {**options, "handleUnknown": "infrequentIfExist"}, colours, unknown)
numbers = [[3, 1], [1, 1], [2, 0], [3, 0]]
case(preprocessing.OneHotEncoder, "OneHotEncoder", {"drop": "ifBinary"}, numbers)
case(preprocessing.OrdinalEncoder, "OrdinalEncoder", {}, numbers)
case(preprocessing.OrdinalEncoder, "OrdinalEncoder", {}, colours)
case(preprocessing.OrdinalEncoder, "OrdinalEncoder", {"handleUnknown": "useEncodedValue", "unknownValue": -1}, colours, unknown)
case(preprocessing.OrdinalEncoder, "OrdinalEncoder", {"handleUnknown": "useEncodedValue", "unknownValue": -1, "encodedMissingValue": -2}, colours, unknown)

for options in (
    {}, {"degree": 3}, {"degree": 3, "interactionOnly": True}, {"degree": 2, "includeBias": False}, {"degree": [2, 3]},
    {"degree": 0}, {"degree": 1},
):
    case(preprocessing.PolynomialFeatures, "PolynomialFeatures", options, rng.normal(size=(4, 3)).round(2).tolist())

for data in ("iris", "wine", "breast_cancer", "digits", "diabetes"):
    table = np.loadtxt(os.path.join(folder, data + ".csv"), delimiter=",", skiprows=1)[:, :-1]
    for options in ({"nComponents": 3}, {"nComponents": 0.95}, {"nComponents": 2, "whiten": True}):
        model = decomposition.PCA(svd_solver="full", **theirs(options)).fit(table)
        cases.append({
            "name": "PCA", "options": options, "data": data, "out": plain(model.transform(table[:6])),
            "variance": model.explained_variance_.tolist(), "ratio": model.explained_variance_ratio_.tolist(),
        })
wide = rng.normal(size=(5, 9)).round(2).tolist()
for options in ({"nComponents": 4}, {"nComponents": 0.8}, {"nComponents": 2, "whiten": True}):
    case(decomposition.PCA, "PCA", options, wide)

texts = [
    "The cat sat on the mat, and the cat was happy!", "A dog_1 chased the cat.", "Größe und Maß: 3 Äpfel, 12 Birnen", "I am a dog",
    "the mat was on the dog; THE DOG was not happy", "naïve café — l'été à Paris, 2024", "日本語 の 文章 です", "",
]
more_texts = ["the happy dog_1 on Paris", "nothing known"]
tokens = (
    {}, {"ngramRange": [1, 2]}, {"ngramRange": [2, 3]}, {"minDf": 2}, {"maxDf": 0.4}, {"minDf": 0.2, "maxDf": 3}, {"binary": True},
    {"lowercase": False}, {"stopWords": ["the", "on", "was"], "ngramRange": [1, 2]},
)
for options in tokens:
    case(text.CountVectorizer, "CountVectorizer", options, texts, more_texts + texts)
    case(text.TfidfVectorizer, "TfidfVectorizer", options, texts, more_texts + texts)
for options in ({"norm": "l1"}, {"norm": None}, {"useIdf": False}, {"smoothIdf": False}, {"sublinearTf": True}):
    case(text.TfidfVectorizer, "TfidfVectorizer", options, texts, more_texts)

counts = rng.poisson(1.5, size=(30, 6)).tolist()
labels = rng.randint(0, 3, size=30).tolist()
for options in ({}, {"alpha": 0.1}, {"alpha": 0}, {"fitPrior": False}):
    model = naive_bayes.MultinomialNB(**theirs(options)).fit(counts, labels)
    cases.append({"name": "MultinomialNB", "options": options, "fit": counts, "labels": labels, "new": counts[:9],
                  "out": model.predict_proba(counts[:9]).tolist()})

frame = {
    "age": [22, None, 26, 35, None, 54], "sex": ["m", "f", "f", "f", "m", "m"], "port": ["S", "C", None, "S", "Q", "S"],
    "note": ["good day", "bad day", "good good night", "day", "night and day", "bad"], "class": [3, 1, 3, 1, 3, 1],
}
made = compose.ColumnTransformer([
    ("numbers", pipeline.make_pipeline(impute.SimpleImputer(strategy="median"), preprocessing.StandardScaler()), ["age"]),
    ("words", pipeline.make_pipeline(impute.SimpleImputer(strategy="most_frequent"), preprocessing.OneHotEncoder()), ["sex", "port"]),
    ("text", text.TfidfVectorizer(), "note"),
], remainder="passthrough", sparse_threshold=0)
columns = pd.DataFrame({k: np.array([np.nan if x is None else x for x in v], dtype=object if any(isinstance(x, str) for x in v) else float) for k, v in frame.items()})
cases.append({"name": "ColumnTransformer", "options": {}, "frame": frame, "out": plain(made.fit_transform(columns))})
print(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}, separators=(",", ":"), ensure_ascii=False))
