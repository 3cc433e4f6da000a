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
 * The numbers of scikit-learn's `make_classification(n_samples=1000, n_features=20, n_classes=2, random_state=42)`,
 * kept since no other generator draws the same: 1000 rows, 20 features, 2 classes.
 *
 * @throws TunesmithError "file"
 */
export function loadMakeClassification1000(): Dataset {
  return readDataset("make_classification_1000_20_2_rs42.csv", ["0", "1"]);
}
