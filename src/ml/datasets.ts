import { type Dataset, readDataset } from "./dataset.ts";

/**
 * Fisher's iris flowers, as scikit-learn has them: 150 rows, 4 lengths in cm, 3 classes of 50.
 *
 * @throws TunesmithError "file"
 * @source Fisher 1936, doi:10.1111/j.1469-1809.1936.tb02137.x
 */
export function loadIris(): Dataset {
  return readDataset("iris.csv", ["setosa", "versicolor", "virginica"]);
}

/**
 * Chemical analyses of wines from three growers: 178 rows, 13 numbers, 3 classes.
 *
 * @throws TunesmithError "file"
 * @source Forina et al., UCI Machine Learning Repository, doi:10.24432/C5PC7J
 */
export function loadWine(): Dataset {
  return readDataset("wine.csv", ["class_0", "class_1", "class_2"]);
}

/**
 * Cell nuclei in images of breast masses: 569 rows, 30 numbers, malignant (212) or benign (357).
 *
 * @throws TunesmithError "file"
 * @source Wolberg, Street and Mangasarian 1995, UCI Machine Learning Repository, doi:10.24432/C5DW2B
 */
export function loadBreastCancer(): Dataset {
  return readDataset("breast_cancer.csv", ["malignant", "benign"]);
}

/**
 * Handwritten digits of 8 × 8 pixels from 0 to 16: 1797 rows, 64 columns, 10 classes.
 *
 * @throws TunesmithError "file"
 * @source Alpaydin and Kaynak 1998, UCI Machine Learning Repository, doi:10.24432/C50P49
 */
export function loadDigits(): Dataset {
  return readDataset("digits.csv", ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
}

/**
 * The progression of diabetes within a year, to regress on: 442 rows, 10 columns, centred and scaled.
 *
 * @throws TunesmithError "file"
 * @source Efron et al. 2004, "Least angle regression", doi:10.1214/009053604000000067
 */
export function loadDiabetes(): Dataset {
  return readDataset("diabetes.csv", []);
}

/**
 * The numbers of scikit-learn's `make_classification(n_samples=1000, n_features=20, n_classes=2, random_state=42)`,
 * kept since no other generator draws the same: 1000 rows, 20 features, 2 classes.
 *
 * @throws TunesmithError "file"
 */
export function loadMakeClassification1000(): Dataset {
  return readDataset("make_classification_1000_20_2_rs42.csv", ["0", "1"]);
}
