/** Importances, distributions, fronts and volumes beside Optuna itself, where Python has it. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, it } from "vitest";
import { agrees } from "../analysis/agrees.ts";
import { readSaid } from "../analysis/optuna.ts";

const python = process.env.TUNESMITH_PYTHON ?? "python3";
const script = fileURLToPath(new URL("../data/optuna-analysis.py", import.meta.url));
const version = spawnSync(python, ["-c", "import optuna, plotly, sklearn; print(optuna.__version__)"], {
  encoding: "utf8",
});
const hasIt = version.status === 0 && Number(version.stdout.split(".")[0]) >= 5;

describe.skipIf(!hasIt)(
  hasIt
    ? `analysis beside Optuna ${version.stdout.trim()}, made just now`
    : `left out: ${python} has no Optuna 5 with plotly and scikit-learn; TUNESMITH_PYTHON names another`,
  () => {
    if (!hasIt) {
      it("needs Optuna", () => {});
      return;
    }
    const done = spawnSync(python, [script], { encoding: "utf8", maxBuffer: 2 ** 26 });
    if (done.status !== 0) throw new Error(done.stderr);
    for (const said of readSaid(done.stdout).studies) agrees(said);
  },
);
