import { createHash } from "node:crypto";
import { TunesmithError } from "../../error.ts";
import type { Study } from "../../study/index.ts";
import type { AutoMLPlan } from "./plan.ts";

/** The study's note that says which rows it was made of. */
const noteName = "automl.data";

/** Notes in a study which rows and folds it is made of; or checks it. @throws TunesmithError "study-differs" */
export async function checkSameData(study: Study, plan: AutoMLPlan, seed: number): Promise<void> {
  const { X, y } = plan.question;
  const hash = createHash("sha256");
  hash.update(JSON.stringify([plan.nSplits, seed, plan.metric.name, y]));
  for (const [name, column] of Object.entries(X)) hash.update(JSON.stringify([name, Array.from(column)]));
  const found = hash.digest("hex").slice(0, 16);
  const noted = study.history.notes[noteName];
  if (noted === undefined) await study.note(null, noteName, found);
  else if (noted !== found) {
    throw new TunesmithError(
      "study-differs",
      `the study "${study.name}" was made of other rows, columns, folds or of another seed; give another name, or drop it first (--replace).`,
    );
  }
}
