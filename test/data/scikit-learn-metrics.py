"""Scores of scikit-learn's metrics on generated cases, for src/ml/metrics/scikit-learn.test.ts.

    python test/data/scikit-learn-metrics.py > test/data/scikit-learn-metrics.json     (needs scikit-learn and nltk)
"""
import json
import warnings

import nltk
import numpy as np
import sklearn
from nltk.translate.bleu_score import corpus_bleu
from sklearn import metrics as m

warnings.simplefilter("ignore")
rng = np.random.RandomState(11)
cases = []


def case(name, args, value, options=None):
    args = [a.tolist() if hasattr(a, "tolist") else a for a in args]
    value = value.tolist() if hasattr(value, "tolist") else value
    cases.append({"name": name, "args": args + ([options] if options else []), "value": value})


for n, k in ((40, 2), (57, 3), (90, 5)):
    y = np.concatenate([np.arange(k), rng.randint(k, size=n - k)])
    p = np.where(rng.rand(n) < 0.6, y, rng.randint(k, size=n))
    raw = np.round(rng.rand(n, k), 2) + 0.05 + 0.4 * np.eye(k)[y]
    proba = raw / raw.sum(1, keepdims=True)
    case("accuracyScore", [y, p], m.accuracy_score(y, p))
    case("balancedAccuracyScore", [y, p], m.balanced_accuracy_score(y, p))
    case("confusionMatrix", [y, p], m.confusion_matrix(y, p))
    case("matthewsCorrcoef", [y, p], m.matthews_corrcoef(y, p))
    for w in (None, "linear", "quadratic"):
        case("cohenKappaScore", [y, p], m.cohen_kappa_score(y, p, weights=w), {"weights": w})
    for average in ("macro", "micro", "weighted") + (("binary",) if k == 2 else ()):
        for ours, theirs in (("precisionScore", m.precision_score), ("recallScore", m.recall_score), ("f1Score", m.f1_score)):
            case(ours, [y, p], theirs(y, p, average=average), {"average": average})
        case("fbetaScore", [y, p], m.fbeta_score(y, p, beta=0.5, average=average), {"average": average, "beta": 0.5})
    never = np.minimum(p, k - 2)
    case("precisionScore", [y, never], m.precision_score(y, never, average="macro", zero_division=1), {"average": "macro", "zeroDivision": 1})
    case("logLoss", [y, proba], m.log_loss(y, proba))
    sure = np.eye(k)[p]
    case("logLoss", [y, sure], m.log_loss(y, sure))
    case("brierScoreLoss", [y, proba], m.brier_score_loss(y, proba if k > 2 else proba[:, 1]))
    case("averagePrecisionScore", [y, proba], m.average_precision_score(y, proba if k > 2 else proba[:, 1]))
    if k == 2:
        case("rocAucScore", [y, np.round(proba[:, 1], 1)], m.roc_auc_score(y, np.round(proba[:, 1], 1)))
        case("averagePrecisionScore", [y, np.round(proba[:, 1], 1)], m.average_precision_score(y, np.round(proba[:, 1], 1)))
    else:
        for multi in ("ovr", "ovo"):
            for average in ("macro", "weighted"):
                case("rocAucScore", [y, proba], m.roc_auc_score(y, proba, multi_class=multi, average=average), {"multiClass": multi, "average": average})
        case("topKAccuracyScore", [y, np.round(proba, 1)], m.top_k_accuracy_score(y, np.round(proba, 1), k=2), {"k": 2})
    X = rng.randn(n, 3) + y[:, None]
    case("adjustedRandScore", [y, p], m.adjusted_rand_score(y, p))
    case("normalizedMutualInfoScore", [y, p], m.normalized_mutual_info_score(y, p))
    case("homogeneityScore", [y, p], m.homogeneity_score(y, p))
    case("completenessScore", [y, p], m.completeness_score(y, p))
    case("vMeasureScore", [y, p], m.v_measure_score(y, p))
    case("silhouetteScore", [X, y], m.silhouette_score(X, y))
    case("calinskiHarabaszScore", [X, y], m.calinski_harabasz_score(X, y))

for n in (2, 31, 80):
    y = rng.poisson(3, size=n) * 1.0
    y[0] += 1
    p = np.abs(y + rng.randn(n)) + 0.1
    case("meanSquaredError", [y, p], m.mean_squared_error(y, p))
    case("rootMeanSquaredError", [y, p], m.root_mean_squared_error(y, p))
    case("meanSquaredLogError", [y, p], m.mean_squared_log_error(y, p))
    case("meanAbsoluteError", [y, p], m.mean_absolute_error(y, p))
    case("meanAbsolutePercentageError", [y + 1, p], m.mean_absolute_percentage_error(y + 1, p))
    case("medianAbsoluteError", [y, p], m.median_absolute_error(y, p))
    case("maxError", [y, p], m.max_error(y, p))
    case("r2Score", [y, p], m.r2_score(y, p))
    case("explainedVarianceScore", [y, p], m.explained_variance_score(y, p))
    case("meanPinballLoss", [y, p], m.mean_pinball_loss(y, p, alpha=0.2), {"alpha": 0.2})
    case("meanPoissonDeviance", [y, p], m.mean_poisson_deviance(y, p))

gains = rng.randint(4, size=(9, 12))
scores = np.round(rng.rand(9, 12), 1)
case("ndcgScore", [gains, scores], m.ndcg_score(gains, scores))
case("ndcgScore", [gains, scores], m.ndcg_score(gains, scores, k=5), {"k": 5})
hits = (rng.rand(9, 12) < 0.3).astype(int)
hits[:, 0] = 1
scores = rng.rand(9, 12)
ranked = np.argsort(-scores, axis=1)
case("meanAveragePrecision", [[np.flatnonzero(h).tolist() for h in hits], ranked], m.label_ranking_average_precision_score(hits, scores))
one = np.eye(12, dtype=int)[rng.randint(12, size=9)]
case("meanReciprocalRank", [[np.flatnonzero(h).tolist() for h in one], ranked], m.label_ranking_average_precision_score(one, scores))
for k in (1, 3):
    case("hitRateAtK", [[np.flatnonzero(h).tolist() for h in one], ranked, k], m.top_k_accuracy_score(one.argmax(1), scores, k=k, labels=range(12)))
    case("recallAtK", [[np.flatnonzero(h).tolist() for h in one], ranked, k], m.top_k_accuracy_score(one.argmax(1), scores, k=k, labels=range(12)))

refs = [[s.split() for s in ("the cat is on the mat", "there is a cat on the mat")], [s.split() for s in ("he reads the old book because it is good", "the old book is read by him")]]
said = ["the cat sits on the mat there".split(), "he reads the old book".split()]
case("bleuScore", [refs, said], corpus_bleu(refs, said, weights=(0.5, 0.5)), {"maxN": 2})
case("bleuScore", [refs, said], corpus_bleu(refs, said))
print(json.dumps({"scikit-learn": sklearn.__version__, "nltk": nltk.__version__, "cases": cases}, separators=(",", ":")))
